"""Signing in on the web as Telegram's clients do it: launch data and widget data, signed with a bot's token."""

import hashlib
import hmac
from datetime import datetime
from urllib.parse import urlencode

import orjson


def init_data(
    token: str, telegram_id: int, at: datetime, *, name: str = "Anna", language: str = "ru", **fields: str
) -> str:
    """Return what a Mini App is launched with (facts: core.telegram.org/bots/webapps)."""
    user = {"id": telegram_id, "first_name": name, "language_code": language}
    told = {"user": orjson.dumps(user).decode(), "auth_date": str(int(at.timestamp())), "query_id": "AAE1", **fields}
    secret = hmac.new(b"WebAppData", token.encode(), hashlib.sha256).digest()
    told["hash"] = hmac.new(secret, _check(told), hashlib.sha256).hexdigest()
    return urlencode(told)


def widget(token: str, telegram_id: int, at: datetime, *, name: str = "Anna") -> dict[str, str]:
    """Return what the login widget hands over (facts: core.telegram.org/widgets/login-legacy)."""
    told = {"id": str(telegram_id), "first_name": name, "auth_date": str(int(at.timestamp()))}
    secret = hashlib.sha256(token.encode()).digest()
    return {**told, "hash": hmac.new(secret, _check(told), hashlib.sha256).hexdigest()}


def _check(told: dict[str, str]) -> bytes:
    return "\n".join(f"{name}={told[name]}" for name in sorted(told)).encode()
