"""Every setting of the application, with its default and its effect (see `.env.example`)."""

import re
from enum import StrEnum
from ipaddress import ip_network
from pathlib import Path
from typing import Annotated, Self
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

PUBLIC_TELEGRAM_API = "https://api.telegram.org"


class ConfigurationError(ValueError):
    """The settings are unusable; the message says what to set."""


class ProcessRole(StrEnum):
    """A part of the application that a process can run."""

    BOT = "bot"
    WEB = "web"
    WORKER = "worker"


class LogFormat(StrEnum):
    """How log lines are written."""

    CONSOLE = "console"
    JSON = "json"


class Settings(BaseSettings):
    """All settings. Secrets are `SecretStr`; an empty variable counts as unset."""

    model_config = SettingsConfigDict(
        env_file=".env",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,  # an input may be a secret
    )

    bot_token: SecretStr | None = Field(default=None, description="Token of the first bot, from @BotFather.")
    telegram_api_url: str = Field(
        default=PUBLIC_TELEGRAM_API, description="Bot API server: the public one, a local one or the sandbox."
    )
    telegram_login_url: str = Field(
        default="https://oauth.telegram.org",
        description="Server of «Log in with Telegram»: the public one or the sandbox.",
    )
    telegram_login_secret: SecretStr | None = Field(
        default=None, description="Client Secret of the first bot (@BotFather → Bot Settings → Web Login)."
    )
    public_url: str | None = Field(
        default=None, description="HTTPS address of this application. Set: webhooks. Unset: polling."
    )
    host: str = Field(default="127.0.0.1", description="Address the HTTP server listens on.")
    port: int = Field(default=8080, ge=1, le=65535, description="Port of the HTTP server.")
    database_url: SecretStr | None = Field(
        default=None, description="PostgreSQL 15 or newer. Unset: the bundled server in DATA_DIR."
    )
    redis_url: SecretStr | None = Field(default=None, description="Redis or Valkey. Unset: the bundled server.")
    data_dir: Path = Field(default=Path("var"), description="Folder of the bundled servers and the kept key.")
    secret_key: SecretStr | None = Field(
        default=None,
        description="Key that encrypts tokens at rest, 32 characters or more. "
        "Made and kept in DATA_DIR when unset and the database is bundled; required otherwise.",
    )
    owner_ids: Annotated[tuple[int, ...], NoDecode] = Field(
        default=(), description="Telegram ids of the platform's owners, separated by commas."
    )
    roles: Annotated[tuple[ProcessRole, ...], NoDecode] = Field(
        default=(ProcessRole.BOT, ProcessRole.WEB, ProcessRole.WORKER),
        description="Parts this process runs: bot, web, worker.",
    )
    log_format: LogFormat = Field(default=LogFormat.CONSOLE, description="console or json.")
    log_level: str = Field(default="INFO", description="DEBUG, INFO, WARNING or ERROR.")
    sentry_dsn: SecretStr | None = Field(default=None, description="Sentry address. Unset: errors stay in the log.")
    telegram_provider_token: SecretStr | None = Field(
        default=None, description="Provider token of the first shop (@BotFather → Payments)."
    )
    trusted_proxies: Annotated[tuple[str, ...], NoDecode] = Field(
        default=("127.0.0.1", "::1"),
        description="Addresses or networks of reverse proxies whose X-Forwarded-For is believed, by commas.",
    )
    cors_origins: Annotated[tuple[str, ...], NoDecode] = Field(
        default=(), description="Other sites whose pages may call the API, e.g. https://shop.example, by commas."
    )
    yookassa_api_url: str | None = Field(default=None, description="YooKassa's API. Unset: the public one.")
    yookassa_shop_id: str | None = Field(default=None, description="Shop id at YooKassa, for the first shop.")
    yookassa_secret_key: SecretStr | None = Field(default=None, description="Secret key of that shop at YooKassa.")
    stripe_api_url: str | None = Field(default=None, description="Stripe's API. Unset: the public one.")
    stripe_secret_key: SecretStr | None = Field(default=None, description="Secret key at Stripe, for the first shop.")
    stripe_webhook_secret: SecretStr | None = Field(default=None, description="Secret of Stripe's webhook (whsec_…).")
    bazu_enabled: bool = Field(default=False, description="Offer BAZU in the first shop.")
    bazu_api_url: str | None = Field(default=None, description="BAZU's API. Unset: the public one.")
    bazu_api_key: SecretStr | None = Field(default=None, description="API key at BAZU, for the first shop.")
    bazu_webhook_secret: SecretStr | None = Field(default=None, description="Secret that BAZU signs webhooks with.")
    bazu_signature_header: str | None = Field(default=None, description="Header of the signature.")
    bazu_timestamp_header: str | None = Field(default=None, description="Header of the time.")
    bazu_signature_mode: str | None = Field(default=None, description="What is signed: body or timestamp.body.")
    bazu_signature_encoding: str | None = Field(default=None, description="hex or base64.")
    bazu_tolerance_seconds: int | None = Field(default=None, description="How old a webhook may be.")
    bazu_amount_unit: str | None = Field(default=None, description="Unit of sums: major or minor.")
    bazu_allowed_ips: str | None = Field(default=None, description="Addresses webhooks come from, by commas.")
    cryptopay_api_url: str | None = Field(default=None, description="Crypto Pay's API. Unset: the main network's.")
    cryptopay_token: SecretStr | None = Field(
        default=None, description="API token from @CryptoBot, for the first shop."
    )
    ton_api_url: str | None = Field(default=None, description="A TON Center API. Unset: toncenter.com.")
    ton_api_key: SecretStr | None = Field(default=None, description="Key for that API.")
    ton_address: str | None = Field(default=None, description="Wallet of the first shop.")
    ton_rate: str | None = Field(default=None, description="What one TON costs in roubles.")
    ton_wallet_url: str | None = Field(default=None, description="Link that opens a wallet with all filled in.")
    transfer_bank: str | None = Field(default=None, description="Bank of the first shop's account.")
    transfer_account: str | None = Field(default=None, description="Account for transfers by hand.")
    transfer_bank_code: str | None = Field(default=None, description="BIC or SWIFT of the bank.")
    transfer_holder: str | None = Field(default=None, description="Holder of the account.")

    @field_validator("owner_ids", mode="before")
    @classmethod
    def _split_ids(cls, value: object) -> object:
        if isinstance(value, str):
            parts = [part.strip() for part in value.replace(";", ",").split(",") if part.strip()]
            if not all(part.isascii() and part.isdigit() for part in parts):
                msg = "OWNER_IDS must be Telegram ids, numbers separated by commas: @userinfobot tells yours."
                raise ValueError(msg)
            return tuple(int(part) for part in parts)
        return value

    @field_validator("database_url", mode="before")
    @classmethod
    def _with_driver(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        scheme, found, rest = value.partition("://")
        if not found or scheme not in {"postgres", "postgresql", "postgresql+asyncpg"}:
            msg = "DATABASE_URL must begin with postgresql://, because PostgreSQL is the only database spoken here."
            raise ValueError(msg)
        return f"postgresql+asyncpg://{rest}"

    @property
    def pages_url(self) -> str | None:
        """Return where people's browsers reach this application; a local Telegram opens local pages.

        None: they cannot, since Telegram opens nothing but public HTTPS.
        """
        if self.public_url is not None:
            return self.public_url.rstrip("/")
        local = urlsplit(self.telegram_api_url).hostname in ("127.0.0.1", "localhost")
        return f"http://127.0.0.1:{self.port}" if local else None

    @field_validator("cors_origins", mode="before")
    @classmethod
    def _split_origins(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        parts = tuple(part.strip().rstrip("/") for part in value.split(",") if part.strip())
        if not all(re.fullmatch(r"https?://[A-Za-z0-9.-]+(:\d+)?", part) for part in parts):
            msg = "CORS_ORIGINS must be addresses without a path, separated by commas: https://shop.example."
            raise ValueError(msg)
        return parts

    @field_validator("trusted_proxies", mode="before")
    @classmethod
    def _split_networks(cls, value: object) -> object:
        parts = tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value
        if isinstance(parts, tuple):
            for part in parts:
                try:
                    ip_network(part, strict=False)
                except ValueError as error:
                    msg = "TRUSTED_PROXIES must be IP addresses or networks, separated by commas."
                    raise ValueError(msg) from error
        return parts

    @field_validator("roles", mode="before")
    @classmethod
    def _split_roles(cls, value: object) -> object:
        if isinstance(value, str):
            return tuple(part.strip() for part in value.split(",") if part.strip())
        return value

    @field_validator("public_url", "telegram_api_url", "telegram_login_url")
    @classmethod
    def _without_slash(cls, value: str | None) -> str | None:
        return value.rstrip("/") if value else value

    @field_validator("log_level")
    @classmethod
    def _known_level(cls, value: str) -> str:
        level = value.upper()
        if level not in {"DEBUG", "INFO", "WARNING", "ERROR"}:
            msg = "LOG_LEVEL must be DEBUG, INFO, WARNING or ERROR."
            raise ValueError(msg)
        return level

    @model_validator(mode="after")
    def _refuse_unsafe(self) -> Self:
        if self.secret_key is not None and len(self.secret_key.get_secret_value()) < 32:
            msg = "SECRET_KEY must have 32 characters or more."
            raise ValueError(msg)
        if self.database_url is not None and self.secret_key is None:
            msg = "Set SECRET_KEY: with DATABASE_URL the key that encrypts tokens must be yours to keep."
            raise ValueError(msg)
        public = self.public_url
        if public and not public.startswith("https://") and self.telegram_api_url == PUBLIC_TELEGRAM_API:
            msg = "PUBLIC_URL must start with https://, because Telegram delivers webhooks over TLS only."
            raise ValueError(msg)
        return self
