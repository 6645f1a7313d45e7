"""Access tokens: short-lived JWTs under keys that are named, kept encrypted and replaced (RFC 8725).

They carry ids and nothing about the person. A token alone opens nothing: its session is looked up at each request,
so that logging out and a change of role act at once.
"""

import asyncio
import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

import jwt

from core.auth.errors import NotSignedIn
from core.kit.clock import Clock
from core.kit.security.cipher import Cipher, Undecryptable
from core.kit.uow import UnitOfWork
from db.repositories import sign_in
from db.types.ids import PersonId

ACCESS_SECONDS = 600
_ALGORITHM = "HS256"
_ISSUER, _AUDIENCE, _TYPE = "shop", "shop-api", "at+jwt"
_CONTEXT = "signing_keys.secret"
_KEY_DAYS = 30
_LEEWAY = 10
# Longer than a token lives: what an older key signed stays good.
_KEPT = timedelta(hours=1)
_READ_AGAIN_SECONDS = 5
_KEY_ID = re.compile(r"[A-Za-z0-9_-]{8,32}")


@dataclass(frozen=True, slots=True)
class Claims:
    """What an access token says."""

    session_id: int
    person_id: PersonId


@dataclass(frozen=True, slots=True)
class _Key:
    id: str
    secret: bytes
    created_at: datetime
    retired: bool


class AccessTokens:
    """Signs and reads access tokens."""

    def __init__(self, uow: UnitOfWork, cipher: Cipher, clock: Clock) -> None:
        self._uow = uow
        self._cipher = cipher
        self._clock = clock
        self._keys: dict[str, _Key] = {}
        self._newest: str | None = None  # of the keys in use, opened or not
        self._read_at: datetime | None = None
        self._reading = asyncio.Lock()

    async def sign(self, claims: Claims) -> str:
        """Return a token for a session that is live now."""
        key = await self._present_key()
        now = self._clock.now()
        payload = {
            "iss": _ISSUER,
            "aud": _AUDIENCE,
            "sub": str(claims.person_id),
            "sid": str(claims.session_id),
            "jti": secrets.token_urlsafe(12),
            "iat": int(now.timestamp()),
            "nbf": int(now.timestamp()),
            "exp": int(now.timestamp()) + ACCESS_SECONDS,
        }
        return jwt.encode(payload, key.secret, _ALGORITHM, headers={"kid": key.id, "typ": _TYPE})

    async def read(self, token: str) -> Claims:
        """Return what a token says. Raises: NotSignedIn: not ours, too old, changed, or of another kind."""
        try:
            header = jwt.get_unverified_header(token)
            key_id = header.get("kid")
            if header.get("typ") != _TYPE or not isinstance(key_id, str) or not _KEY_ID.fullmatch(key_id):
                raise NotSignedIn
            key = await self._key(key_id)
            claims = jwt.decode(
                token,
                key.secret,
                algorithms=[_ALGORITHM],
                audience=_AUDIENCE,
                issuer=_ISSUER,
                options={
                    "require": ["exp", "iat", "nbf", "aud", "iss", "sub", "sid", "jti"],
                    # The time is our own clock's, below.
                    "verify_exp": False,
                    "verify_nbf": False,
                    "verify_iat": False,
                },
            )
            self._in_time(claims)
            return Claims(int(claims["sid"]), PersonId(int(claims["sub"])))
        except (jwt.InvalidTokenError, ValueError, TypeError) as error:
            raise NotSignedIn from error

    def _in_time(self, claims: dict[str, object]) -> None:
        now = self._clock.now().timestamp()
        begins, ends = claims["nbf"], claims["exp"]
        whole = isinstance(begins, int) and isinstance(ends, int)
        if not whole or not int(str(begins)) - _LEEWAY <= now < int(str(ends)) + _LEEWAY:
            raise NotSignedIn

    async def rotate(self) -> str:
        """Sign with a new key from now on; return its id. What the former one signed stays good until it is too old."""
        await self._read()
        await self._add(instead_of=self._newest)
        await self._read()
        return (await self._present_key()).id

    async def _present_key(self) -> _Key:
        """Return the key that signs now; one that is old is replaced."""
        if self._read_at is None or self._clock.now() - self._read_at > timedelta(seconds=_READ_AGAIN_SECONDS * 12):
            await self._read()
        found = next((key for key in self._keys.values() if not key.retired), None)
        if found is None or self._clock.now() - found.created_at > timedelta(days=_KEY_DAYS):
            await self._add(instead_of=self._newest)
            await self._read()
            found = next(key for key in self._keys.values() if not key.retired)
        return found

    async def _key(self, key_id: str) -> _Key:
        if key_id not in self._keys:
            # Made by another process; whoever sends made-up ids does not make us read each time.
            async with self._reading:
                recent = self._read_at is not None and self._clock.now() - self._read_at < timedelta(
                    seconds=_READ_AGAIN_SECONDS
                )
                if key_id not in self._keys and not recent:
                    await self._read()
        found = self._keys.get(key_id)
        if found is None:
            raise NotSignedIn
        return found

    async def _add(self, *, instead_of: str | None) -> None:
        sealed = self._cipher.encrypt(secrets.token_hex(64), _CONTEXT)
        async with self._uow.platform() as connection:
            await sign_in.add_signing_key(
                connection, secrets.token_urlsafe(9), sealed, self._clock.now(), instead_of=instead_of
            )

    async def _read(self) -> None:
        async with self._uow.platform() as connection:
            found = await sign_in.signing_keys(connection, self._clock.now() - _KEPT)
        self._keys = {}
        for row in found:
            try:
                secret = bytes.fromhex(self._cipher.decrypt(row["secret_cipher"], _CONTEXT))
            except Undecryptable:
                # Sealed with a SECRET_KEY that is gone: what it signed is good no more, and another is made.
                continue
            self._keys[row["id"]] = _Key(row["id"], secret, row["created_at"], row["retired_at"] is not None)
        self._newest = next((row["id"] for row in found if row["retired_at"] is None), None)
        self._read_at = self._clock.now()
