"""The second factor: six digits of an authenticator app (RFC 6238), or a backup code, each good once.

Asked before what costs most: refunds, keys and payouts, roles. Whoever has one is asked on the web and in the chat.
"""

import base64
import hmac
import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

import pyotp

from core.auth.errors import SecondFactorExists, SecondFactorMissing, WrongCode
from core.kit.clock import Clock
from core.kit.limits import TooMany
from core.kit.security.cipher import Cipher
from core.kit.uow import UnitOfWork
from db.repositories import sign_in
from db.repositories.sql import AsyncConnection, Record
from db.types.enums import SignInOutcome, SignInWay
from db.types.ids import PersonId, new_id

STEP = 30
BACKUP_CODES = 10
_MOST_FAILURES = 5
_LOCKED = timedelta(minutes=15)
_DOUBLINGS = 6  # sixteen hours at most
_SECRET, _CODE = "second_factors.secret", "backup_codes.code"
_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"  # nothing that is taken for something else


@dataclass(frozen=True, slots=True)
class Enrolment:
    """What an authenticator app is given: the address behind its QR code, and the same to type."""

    uri: str
    secret: str


@dataclass(frozen=True, slots=True)
class FactorState:
    """Whether there is a second factor, and how many backup codes are left."""

    enrolled: bool
    backup_codes: int


class SecondFactor:
    """Enrol, show, renew and remove one's second factor."""

    def __init__(self, uow: UnitOfWork, cipher: Cipher, clock: Clock) -> None:
        self._uow = uow
        self._cipher = cipher
        self._clock = clock

    async def state(self, person_id: PersonId) -> FactorState:
        """Return what there is."""
        async with self._uow.platform() as connection:
            found = await sign_in.second_factor(connection, person_id)
            enrolled = found is not None and found["confirmed_at"] is not None
            left = await sign_in.backup_codes_left(connection, person_id) if enrolled else 0
        return FactorState(enrolled, left)

    async def propose(self, person_id: PersonId, account: str, issuer: str) -> Enrolment:
        """Make a secret for an app; it protects nothing until `confirm`. Raises: SecondFactorExists."""
        secret = base64.b32encode(secrets.token_bytes(20)).decode()
        async with self._uow.platform() as connection:
            sealed = self._cipher.encrypt(secret, f"{_SECRET}:{person_id}")
            if not await sign_in.propose_second_factor(connection, person_id, sealed):
                raise SecondFactorExists
        uri = pyotp.TOTP(secret).provisioning_uri(name=account, issuer_name=issuer)
        return Enrolment(uri, secret)

    async def confirm(self, person_id: PersonId, code: str) -> tuple[str, ...]:
        """Begin to protect, with the first code of the app; return the backup codes, shown this once.

        Raises: SecondFactorMissing, SecondFactorExists, WrongCode, TooMany.
        """
        async with self._uow.platform() as connection:
            found = await sign_in.second_factor(connection, person_id, lock=True)
            if found is not None and found["confirmed_at"] is not None:
                raise SecondFactorExists
            right = await self._try(connection, found, code)
            codes: tuple[str, ...] = ()
            if right:
                await sign_in.confirm_second_factor(connection, person_id, self._clock.now())
                codes = await self._new_codes(connection, person_id)
        if not right:
            raise WrongCode
        return codes

    async def show(self, person_id: PersonId, code: str, session_id: int | None) -> None:
        """Show a code of the app, or a backup code; for some minutes the session (None: the chat) may do more.

        Raises: SecondFactorMissing, WrongCode, TooMany: five wrong ones lock it for a quarter of an hour, the next five
        for twice as long, until a right one.
        """
        now = self._clock.now()
        async with self._uow.platform() as connection:
            found = await sign_in.second_factor(connection, person_id, lock=True)
            if found is None or found["confirmed_at"] is None:
                raise SecondFactorMissing
            right = await self._try(connection, found, code)
            if right and session_id is not None:
                await sign_in.step_up_session(connection, session_id, now)
            elif right:
                await sign_in.step_up_chat(connection, person_id, now)
        if not right:
            raise WrongCode

    async def renew_codes(self, person_id: PersonId, code: str) -> tuple[str, ...]:
        """Return new backup codes; the former ones open nothing any more. Raises: as `show`."""
        async with self._uow.platform() as connection:
            found = await sign_in.second_factor(connection, person_id, lock=True)
            if found is None or found["confirmed_at"] is None:
                raise SecondFactorMissing
            right = await self._try(connection, found, code)
            codes = await self._new_codes(connection, person_id) if right else ()
        if not right:
            raise WrongCode
        return codes

    async def remove(self, person_id: PersonId, code: str) -> None:
        """Do without one from now on; only who can show it may say so. Raises: as `show`."""
        async with self._uow.platform() as connection:
            found = await sign_in.second_factor(connection, person_id, lock=True)
            if found is None or found["confirmed_at"] is None:
                raise SecondFactorMissing
            right = await self._try(connection, found, code)
            if right:
                await sign_in.remove_second_factor(connection, person_id)
        if not right:
            raise WrongCode

    async def _try(self, connection: AsyncConnection, found: Record | None, typed: str) -> bool:
        """Return whether a code is right, and write down what came of it; the row is locked."""
        if found is None:
            raise SecondFactorMissing
        now = self._clock.now()
        if found["locked_until"] is not None and found["locked_until"] > now:
            raise TooMany(seconds=int((found["locked_until"] - now).total_seconds()) + 1)
        person_id = PersonId(found["person_id"])
        step = self._step(found, re.sub(r"\s", "", typed)[:32], now)
        backup = False
        if step is None and found["confirmed_at"] is not None:
            hashed = self._cipher.digest(_plain(typed), f"{_CODE}:{person_id}")
            backup = await sign_in.use_backup_code(connection, person_id, hashed, now)
        right = step is not None or backup
        failures = 0 if right else found["failures"] + 1
        await sign_in.note_code(
            connection,
            person_id,
            last_step=step if step is not None else found["last_step"],
            failures=failures,
            locked_until=now + _lock(failures // _MOST_FAILURES)
            if failures and not failures % _MOST_FAILURES
            else None,
        )
        await sign_in.note_attempt(
            connection,
            attempt_id=new_id(),
            way=SignInWay.CODE,
            outcome=SignInOutcome.ENTERED if right else SignInOutcome.WRONG,
            bot_id=None,
            person_id=person_id,
            address_hash="",
        )
        return right

    def _step(self, found: Record, typed: str, now: datetime) -> int | None:
        """Return the step of time that a code is right for, None for a wrong one or one that was used."""
        if not re.fullmatch(r"[0-9]{6}", typed):
            return None
        totp = pyotp.TOTP(self._cipher.decrypt(found["secret_cipher"], f"{_SECRET}:{found['person_id']}"))
        present = int(now.timestamp()) // STEP
        for step in (present, present - 1, present + 1):
            if hmac.compare_digest(totp.generate_otp(step), typed) and step > found["last_step"]:
                return step
        return None

    async def _new_codes(self, connection: AsyncConnection, person_id: PersonId) -> tuple[str, ...]:
        codes = tuple("".join(secrets.choice(_ALPHABET) for _ in range(10)) for _ in range(BACKUP_CODES))
        hashes = [self._cipher.digest(code, f"{_CODE}:{person_id}") for code in codes]
        await sign_in.replace_backup_codes(connection, person_id, hashes)
        return tuple(f"{code[:5]}-{code[5:]}" for code in codes)


def _lock(times: int) -> timedelta:
    """Return for how long it is locked: who guesses day and night gets a dozen guesses a day, not five hundred."""
    return _LOCKED * (1 << min(times - 1, _DOUBLINGS))


def _plain(typed: str) -> str:
    return re.sub(r"[\s-]", "", typed.lower())[:32]
