"""Sessions on the web: opened by Telegram's word, kept by keys that change at each use, ended at once.

A refresh token that comes a second time was stolen, or its answer got lost: within ten seconds the session goes on,
later it ends, with every key of it (RFC 9700, 4.14.2).
"""

import secrets
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeAlias

from core.auth.actor import PROVEN_FOR, Actor
from core.auth.errors import ForgedProof, NotSignedIn, StaleProof
from core.auth.identify import Identify
from core.auth.init_data import Proof, read_init_data, read_widget
from core.auth.tokens import ACCESS_SECONDS, AccessTokens, Claims
from core.kit.clock import Clock
from core.kit.errors import NotFound
from core.kit.i18n.words import language_for
from core.kit.security.cipher import Cipher
from core.kit.uow import UnitOfWork
from db.repositories import shops, sign_in
from db.repositories.sql import AsyncConnection, Record
from db.types.enums import Role, SessionEnd, ShopStatus, SignInOutcome, SignInWay
from db.types.ids import BotId, PersonId, ShopId, new_id

SESSION_DAYS = 60
IDLE_DAYS = 30
MOST_SESSIONS = 50  # as many as are listed: none is out of sight
GRACE_SECONDS = 10
_SEEN_EVERY = timedelta(minutes=5)
_TOKEN, _ADDRESS = "refresh_tokens.token", "sign_in.address"
_OUTCOMES: dict[type[Exception], SignInOutcome] = {
    ForgedProof: SignInOutcome.FORGED,
    StaleProof: SignInOutcome.STALE,
}

TokenOf: TypeAlias = Callable[[BotId], Awaitable[str | None]]


@dataclass(frozen=True, slots=True)
class Tokens:
    """What a client goes on with. `expires_in`: seconds the access token is good for."""

    access: str
    refresh: str
    person_id: PersonId
    session_id: int
    expires_in: int = ACCESS_SECONDS


@dataclass(frozen=True, slots=True)
class Device:
    """Where somebody signs in from: how the client calls itself, and its address."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Session:
    """One of a person's sessions."""

    id: int
    way: SignInWay
    device: str
    created_at: datetime
    seen_at: datetime


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks, with the row of the shop asked for, or where none is, of the one they are in; None: there is none.

    `works_here`: whether they are staff of any shop of the session's bot.
    """

    session_id: int
    bot_id: BotId
    person_id: PersonId
    telegram_id: int
    name: str
    language: str
    enrolled: bool
    works_here: bool
    actor: Actor | None
    shop_row: Record | None


async def bot_at(connection: AsyncConnection, slug: str) -> BotId:
    """Return the bot whose word lets people into a shop. Raises: NotFound: no such shop, or it has no bot."""
    shop = await shops.shop_by_slug(connection, slug)
    if shop is None or shop["status"] == ShopStatus.CLOSED or shop["bot_id"] is None:
        raise NotFound
    return BotId(shop["bot_id"])


class SignIn:
    """Open a session on Telegram's word, said of the bot of the shop that is entered."""

    def __init__(
        self,
        uow: UnitOfWork,
        cipher: Cipher,
        clock: Clock,
        tokens: AccessTokens,
        identify: Identify,
        token_of: TokenOf,
    ) -> None:
        self._uow = uow
        self._cipher = cipher
        self._clock = clock
        self._tokens = tokens
        self._identify = identify
        self._token_of = token_of

    async def by_init_data(self, slug: str, init_data: str, device: Device) -> Tokens:
        """Sign in from a Mini App.

        Raises:
            NotFound: no such shop, or it has no bot.
            ForgedProof: Telegram did not say this of the shop's own bot.
            StaleProof: too old, or used before.
        """

        async def read(token: str) -> Proof:
            return read_init_data(init_data, token, self._clock.now())

        return await self.by_word(slug, SignInWay.MINI_APP, read, device)

    async def by_widget(self, slug: str, fields: Mapping[str, str], device: Device) -> Tokens:
        """Sign in from a plain browser, by what the login widget handed over. Raises: as `by_init_data`."""

        async def read(token: str) -> Proof:
            return read_widget(fields, token, self._clock.now())

        return await self.by_word(slug, SignInWay.WIDGET, read, device)

    async def by_word(
        self, slug: str, way: SignInWay, read: Callable[[str], Awaitable[Proof]], device: Device
    ) -> Tokens:
        """Sign in on what `read` makes of Telegram's word, given the token of the shop's bot. Raises: as it, too."""
        async with self._uow.platform() as connection:
            bot_id = await bot_at(connection, slug)
        token = await self._token_of(bot_id)
        if token is None:
            raise NotFound
        try:
            proof = await read(token)
        except (ForgedProof, StaleProof) as refusal:
            await self._note(way, _OUTCOMES[type(refusal)], bot_id, None, device)
            raise
        person_id = (await self._identify(bot_id, proof.person, rename=False)).person_id
        try:
            session_id = await self._open(bot_id, person_id, way, proof.digest, device)
        except StaleProof:
            await self._note(way, SignInOutcome.REPLAYED, bot_id, person_id, device)
            raise
        await self._note(way, SignInOutcome.ENTERED, bot_id, person_id, device)
        refresh = await self._keep_refresh_token(session_id)
        return Tokens(await self._tokens.sign(Claims(session_id, person_id)), refresh, person_id, session_id)

    async def _open(self, bot_id: BotId, person_id: PersonId, way: SignInWay, digest: str, device: Device) -> int:
        """Return the session that this proof opens: a new one, or within the grace the one it has just opened."""
        now = self._clock.now()
        session_id = new_id()
        async with self._uow.platform() as connection:
            await sign_in.create_session(
                connection,
                session_id=session_id,
                person_id=person_id,
                bot_id=bot_id,
                way=way,
                device=device.name[:160],
                now=now,
                expires_at=now + timedelta(days=SESSION_DAYS),
            )
            if await sign_in.use_proof(connection, digest, session_id, now):
                await sign_in.end_sessions_beyond(connection, person_id, bot_id, MOST_SESSIONS, now)
                return session_id
            await sign_in.end_session(connection, session_id, SessionEnd.REVOKED, now)
            used = await sign_in.proof(connection, digest)
        if used is None or now - used["used_at"] > timedelta(seconds=GRACE_SECONDS):
            raise StaleProof
        return int(used["session_id"])

    async def _keep_refresh_token(self, session_id: int) -> str:
        token = secrets.token_urlsafe(32)
        async with self._uow.platform() as connection:
            await sign_in.add_refresh_token(
                connection, self._cipher.digest(token, _TOKEN), session_id, self._clock.now()
            )
        return token

    async def refresh(self, token: str, device: Device) -> Tokens:
        """Go on with a session; the token given is used up.

        Raises:
            NotSignedIn: unknown, or its session is over, or it was used before (then the session ends).
        """
        now = self._clock.now()
        hashed = self._cipher.digest(token[:200], _TOKEN)
        new = secrets.token_urlsafe(32)
        async with self._uow.platform() as connection:
            found = await sign_in.lock_refresh_token(connection, hashed)
            alive = found is not None and self._alive(found, now)
            stolen = found is not None and self._reused(found, now)
            if found is not None and alive and stolen:
                await sign_in.end_session(connection, found["session_id"], SessionEnd.REUSED, now)
            elif found is not None and alive:
                await sign_in.mark_refresh_token_used(connection, hashed, now)
                await sign_in.add_refresh_token(connection, self._cipher.digest(new, _TOKEN), found["session_id"], now)
                await sign_in.touch_session(connection, found["session_id"], now)
        if found is None or not alive or stolen:
            outcome = SignInOutcome.REUSED if alive and stolen else SignInOutcome.WRONG
            bot_id = BotId(found["bot_id"]) if found else None
            person_id = PersonId(found["person_id"]) if found else None
            await self._note(SignInWay.REFRESH, outcome, bot_id, person_id, device)
            raise NotSignedIn
        claims = Claims(found["session_id"], PersonId(found["person_id"]))
        return Tokens(await self._tokens.sign(claims), new, claims.person_id, claims.session_id)

    @staticmethod
    def _alive(found: Record, now: datetime) -> bool:
        idle = now - found["seen_at"] > timedelta(days=IDLE_DAYS)
        return found["ended_at"] is None and found["expires_at"] > now and not idle

    @staticmethod
    def _reused(found: Record, now: datetime) -> bool:
        return found["used_at"] is not None and now - found["used_at"] > timedelta(seconds=GRACE_SECONDS)

    async def _note(
        self, way: SignInWay, outcome: SignInOutcome, bot_id: BotId | None, person_id: PersonId | None, device: Device
    ) -> None:
        async with self._uow.platform() as connection:
            await sign_in.note_attempt(
                connection,
                attempt_id=new_id(),
                way=way,
                outcome=outcome,
                bot_id=bot_id,
                person_id=person_id,
                address_hash=self._cipher.digest(device.address, _ADDRESS)[:24],
            )


class Authenticate:
    """Find out who asks, by an access token, and what they are in the shop they ask about."""

    def __init__(self, uow: UnitOfWork, clock: Clock, tokens: AccessTokens, platform_owners: frozenset[int]) -> None:
        self._uow = uow
        self._clock = clock
        self._tokens = tokens
        self._owners = platform_owners

    async def __call__(self, token: str, slug: str | None = None, accept_language: str | None = None) -> Caller:
        """Return who asks, by one statement.

        Raises:
            NotSignedIn: the token or its session is not good any more.
            NotFound: the shop asked for does not exist, or is not of this session's bot: both look the same.
        """
        claims = await self._tokens.read(token)
        now = self._clock.now()
        async with self._uow.platform() as connection:
            found = await sign_in.caller(connection, claims.session_id, claims.person_id, slug or "", now)
            if found is not None and now - found["seen_at"] > _SEEN_EVERY:
                await sign_in.touch_session(connection, claims.session_id, now)
        if found is None:
            raise NotSignedIn
        if slug is not None and found["id"] is None:
            raise NotFound
        language = language_for(found["language"], found["telegram_language"] or accept_language)
        return Caller(
            session_id=claims.session_id,
            bot_id=BotId(found["session_bot_id"]),
            person_id=claims.person_id,
            telegram_id=found["telegram_id"],
            name=found["first_name"],
            language=language,
            enrolled=found["enrolled"],
            works_here=found["works_here"],
            actor=self._actor(found, language, now) if found["id"] is not None else None,
            shop_row=found if found["id"] is not None else None,
        )

    def _actor(self, found: Record, language: str, now: datetime) -> Actor:
        shown = found["stepped_up_at"]
        return Actor(
            person_id=PersonId(found["person_id"]),
            telegram_id=found["telegram_id"],
            shop_id=ShopId(found["id"]),
            name=found["first_name"],
            language=language,
            role=Role(found["role"]) if found["role"] else None,
            platform_owner=found["telegram_id"] in self._owners,
            proven=shown is not None and now - shown <= PROVEN_FOR,
        )


class Sessions:
    """A person's own sessions behind one bot."""

    def __init__(self, uow: UnitOfWork, clock: Clock) -> None:
        self._uow = uow
        self._clock = clock

    async def mine(self, person_id: PersonId, bot_id: BotId) -> tuple[Session, ...]:
        """Return the live ones, the one used last first."""
        async with self._uow.platform() as connection:
            found = await sign_in.sessions_of(connection, person_id, bot_id, self._clock.now())
        return tuple(
            Session(row["id"], SignInWay(row["way"]), row["device"], row["created_at"], row["seen_at"]) for row in found
        )

    async def end(self, person_id: PersonId, bot_id: BotId, session_id: int, *, logged_out: bool = False) -> None:
        """End one at once. Raises: NotFound: no such session, or somebody else's."""
        why = SessionEnd.LOGGED_OUT if logged_out else SessionEnd.REVOKED
        async with self._uow.platform() as connection:
            if not await sign_in.end_sessions(connection, person_id, bot_id, why, self._clock.now(), only=session_id):
                raise NotFound

    async def end_others(self, person_id: PersonId, bot_id: BotId, but: int | None = None) -> int:
        """End all of them, but the one given; return how many."""
        async with self._uow.platform() as connection:
            return await sign_in.end_sessions(
                connection, person_id, bot_id, SessionEnd.REVOKED, self._clock.now(), but=but
            )
