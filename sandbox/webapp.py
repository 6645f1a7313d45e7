"""Launch data of Mini Apps, signed as Telegram signs it: HMAC by the bot's token and Ed25519."""

import hashlib
import hmac
import time
from urllib.parse import quote, urlencode

from sandbox.ed25519 import sign, url_safe
from sandbox.jsontypes import JsonObject, dumps
from sandbox.model import Bot, Person

# The published test seed (bytes 0…31): a fake key for a fake Telegram, worth nothing anywhere else.
_SEED = bytes(range(32))


def user_field(person: Person) -> str:
    user: JsonObject = {"id": person.id, "first_name": person.first_name, "last_name": person.last_name or ""}
    if person.username:
        user["username"] = person.username
    user |= {"language_code": person.language_code, "allows_write_to_pm": True}
    return dumps(user).decode()


def _lines(fields: dict[str, str]) -> str:
    return "\n".join(f"{name}={fields[name]}" for name in sorted(fields))


def signed(token: str, bot_id: int, fields: dict[str, str]) -> dict[str, str]:
    """The fields with ``signature`` and, over all of them, ``hash``."""
    message = f"{bot_id}:WebAppData\n{_lines(fields)}"
    full = {**fields, "signature": url_safe(sign(_SEED, message.encode()))}
    secret = hmac.new(b"WebAppData", token.encode(), hashlib.sha256).digest()
    return {**full, "hash": hmac.new(secret, _lines(full).encode(), hashlib.sha256).hexdigest()}


def init_data(bot: Bot, person: Person, extra: JsonObject) -> str:
    fields = {name: str(value) for name, value in extra.items()}
    fields |= {"user": user_field(person), "auth_date": str(int(time.time()))}
    return urlencode(signed(bot.token, bot.id, fields), quote_via=quote)


def signed_contact(bot: Bot, contact: JsonObject) -> str:
    """A contact as `getRequestedContact` answers it."""
    fields = {"contact": dumps(contact).decode(), "auth_date": str(int(time.time()))}
    return urlencode(signed(bot.token, bot.id, fields), quote_via=quote)
