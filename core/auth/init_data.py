"""What Telegram says of somebody on the web, verified: Mini App launch data and the login widget (pure).

Sources: core.telegram.org/bots/webapps#validating-data-received-via-the-mini-app and
core.telegram.org/widgets/login-legacy#checking-authorization.
"""

import binascii
import hashlib
import hmac
from base64 import urlsafe_b64decode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from unicodedata import category
from urllib.parse import parse_qsl

import orjson
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from core.auth.errors import ForgedProof, StaleProof
from core.auth.identify import TelegramPerson

MAX_CHARACTERS = 8192
MAX_AGE = timedelta(hours=1)
_MAX_AHEAD = timedelta(seconds=60)
_MAX_ID = 2**52
PRODUCTION_KEY = bytes.fromhex("e7bf03a2fa4602af4580703d88dda5bb59f32ed8b02a56c187fe7d34caed242d")


@dataclass(frozen=True, slots=True)
class Proof:
    """Who signed in, when Telegram said so, and what they came for."""

    person: TelegramPerson
    at: datetime
    digest: str  # the same words are accepted once
    start_param: str | None = None


def read_init_data(init_data: str, token: str, now: datetime, *, max_age: timedelta = MAX_AGE) -> Proof:
    """Verify what a Mini App was launched with, under the token of the bot it belongs to.

    Raises:
        ForgedProof: not signed with this token, or not shaped like launch data.
        StaleProof: signed longer ago than `max_age`, or in the future.
    """
    fields = _pairs(init_data)
    given = fields.pop("hash", "")
    # `signature` is part of what the token signs; only `hash` is not.
    secret = hmac.new(b"WebAppData", token.encode(), hashlib.sha256).digest()
    if not _signed(fields, given, secret):
        raise ForgedProof
    return _proof(fields, given, now, max_age)


def read_signed_init_data(
    init_data: str, bot_telegram_id: int, now: datetime, *, key: bytes = PRODUCTION_KEY, max_age: timedelta = MAX_AGE
) -> Proof:
    """Verify launch data by Telegram's own Ed25519 signature, without the bot's token.

    Raises: ForgedProof, StaleProof.
    """
    fields = _pairs(init_data)
    fields.pop("hash", None)
    signature = fields.pop("signature", "")
    message = f"{bot_telegram_id}:WebAppData\n{_check_string(fields)}"
    try:
        raw = urlsafe_b64decode(signature + "=" * (-len(signature) % 4))
        Ed25519PublicKey.from_public_bytes(key).verify(raw, message.encode())
    except (InvalidSignature, ValueError, binascii.Error) as error:
        raise ForgedProof from error
    # Not of `hash`, which this signature does not cover, nor of its base64, which can be written in several ways.
    return _proof(fields, message, now, max_age)


def read_widget(fields: Mapping[str, str], token: str, now: datetime, *, max_age: timedelta = MAX_AGE) -> Proof:
    """Verify what the login widget, or a `login_url` button, handed to the page.

    Raises: ForgedProof, StaleProof.
    """
    told = {str(name): str(value) for name, value in fields.items()}
    given = told.pop("hash", "")
    if sum(len(name) + len(value) for name, value in told.items()) > MAX_CHARACTERS:
        raise ForgedProof
    if not _signed(told, given, hashlib.sha256(token.encode()).digest()):
        raise ForgedProof
    return Proof(person_of(told), _moment(told, now, max_age), _digest(given))


def _pairs(init_data: str) -> dict[str, str]:
    if not 0 < len(init_data) <= MAX_CHARACTERS:
        raise ForgedProof
    try:
        found = parse_qsl(init_data, keep_blank_values=True, strict_parsing=True, max_num_fields=64, errors="strict")
    except ValueError as error:
        raise ForgedProof from error
    fields = dict(found)
    if len(fields) != len(found):
        raise ForgedProof  # a name twice: two readers would read two things
    return fields


def _check_string(fields: Mapping[str, str]) -> str:
    return "\n".join(f"{name}={fields[name]}" for name in sorted(fields))


def _signed(fields: Mapping[str, str], given: str, secret: bytes) -> bool:
    if any("\n" in name or "\n" in value for name, value in fields.items()):
        return False  # a line that looks like two: two readers would read two things
    expected = hmac.new(secret, _check_string(fields).encode(), hashlib.sha256).hexdigest()
    return hmac.compare_digest(expected.encode(), given.encode())


def _proof(fields: Mapping[str, str], given: str, now: datetime, max_age: timedelta) -> Proof:
    try:
        user = orjson.loads(fields["user"])
    except (KeyError, orjson.JSONDecodeError) as error:
        raise ForgedProof from error
    if not isinstance(user, dict):
        raise ForgedProof
    return Proof(person_of(user), _moment(fields, now, max_age), _digest(given), fields.get("start_param"))


def _moment(fields: Mapping[str, str], now: datetime, max_age: timedelta) -> datetime:
    told = fields.get("auth_date", "")
    if not (told.isascii() and told.isdigit() and len(told) <= 12):
        raise ForgedProof
    at = datetime.fromtimestamp(int(told), UTC)
    if not -_MAX_AHEAD <= now - at <= max_age:
        raise StaleProof
    return at


def person_of(user: Mapping[str, object]) -> TelegramPerson:
    """Read who somebody is by Telegram's own words. Raises: ForgedProof: nobody."""
    told = user.get("id")
    digits = isinstance(told, str) and told.isascii() and told.isdigit() and len(told) <= 16
    number = int(str(told)) if digits or type(told) is int else 0
    if not 0 < number < _MAX_ID or user.get("is_bot"):
        raise ForgedProof
    return TelegramPerson(
        telegram_id=number,
        first_name=_optional(user.get("first_name")) or "",
        last_name=_optional(user.get("last_name")),
        username=_optional(user.get("username")),
        language_code=_optional(user.get("language_code")),
    )


def _optional(told: object) -> str | None:
    """Return what can be kept and shown: the owner of a bot can make it say anything."""
    return "".join(one for one in str(told or "") if category(one) not in ("Cc", "Cs"))[:128] or None


def _digest(given: str) -> str:
    return hashlib.sha256(given.encode()).hexdigest()
