"""A shop's settings of each provider: encrypted in the database, defaults from the environment."""

from collections.abc import Mapping
from typing import Any

import orjson
from pydantic import BaseModel, SecretStr, ValidationError

from core.kit.security.cipher import Cipher, Undecryptable
from core.kit.uow import UnitOfWork
from core.shops.shop import Shop
from db.repositories import shops
from payments.breaker import Breakers
from payments.protocol import PaymentProvider
from payments.registry import Registry

CONTEXT = "shops.provider_secrets"
STARS = "XTR"


class ProviderSettings:
    """Reads and writes what a shop set for its providers."""

    def __init__(self, uow: UnitOfWork, cipher: Cipher, registry: Registry, breakers: Breakers) -> None:
        self._uow = uow
        self._cipher = cipher
        self._registry = registry
        self._breakers = breakers

    def of(self, shop: Shop, provider: PaymentProvider) -> BaseModel:
        """Return the settings of one provider; empty ones where the shop has none that can be read."""
        known: dict[str, Any] = {"own_bot": shop.bot_id} if "own_bot" in provider.settings_model.model_fields else {}
        stored = self._read(shop).get(provider.code, {})
        try:
            return provider.settings_model.model_validate({**stored, **known})
        except ValidationError:
            return provider.settings_model.model_validate(known)

    def offered(self, shop: Shop) -> tuple[str, ...]:
        """Return the codes of the ways to pay that this shop can take now, without those that are down."""
        return tuple(code for code in self.set_up(shop) if self._breakers.closed(shop.id, code))

    def set_up(self, shop: Shop) -> tuple[str, ...]:
        """Return the codes of the ways to pay whose settings are complete, also those that are down now.

        A rail with a currency of its own (Stars) counts beside those of the shop's currency.
        """
        return tuple(
            code
            for code, provider in self._registry.all().items()
            if any(provider.available(self.of(shop, provider), currency) for currency in (shop.currency, STARS))
        )

    def takes(self, shop: Shop, code: str, currency: str) -> bool:
        """Return whether a way to pay takes this currency in this shop."""
        provider = self._registry.get(code)
        return provider is not None and provider.available(self.of(shop, provider), currency)

    def _read(self, shop: Shop) -> Mapping[str, Any]:
        if not shop.provider_secrets_cipher:
            return {}
        try:
            read: Mapping[str, Any] = orjson.loads(self._cipher.decrypt(shop.provider_secrets_cipher, CONTEXT))
        except Undecryptable:
            return {}
        return read

    def has(self, shop: Shop, code: str) -> bool:
        """Return whether the shop set this provider up itself, completely or not."""
        return code in self._read(shop)

    async def save(self, shop: Shop, code: str, settings: BaseModel) -> None:
        """Keep a provider's settings, encrypted."""
        await self.save_all(shop, {code: settings})

    async def save_all(self, shop: Shop, changed: Mapping[str, BaseModel]) -> None:
        """Keep the settings of several providers, encrypted; those of others stay."""
        async with self._uow(shop.id) as tx:
            row = await shops.shop(tx.connection, shop.id)
            kept = dict(self._read(Shop.from_row(row) if row is not None else shop))
            kept |= {code: _plain(settings) for code, settings in changed.items()}
            cipher = self._cipher.encrypt(orjson.dumps(kept).decode(), CONTEXT)
            await shops.set_provider_secrets(tx.connection, shop.id, cipher)


def _plain(settings: BaseModel) -> dict[str, Any]:
    secrets = {name: value.get_secret_value() for name, value in settings if isinstance(value, SecretStr)}
    return {**settings.model_dump(mode="json"), **secrets}
