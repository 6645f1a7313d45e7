"""Commands with a key: one that comes again is answered as it was, and carried out once.

Answers hold what people bought and where they live: they rest encrypted.
"""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta

from core.kit.clock import Clock
from core.kit.errors import AppError, KeyReused, Unavailable
from core.kit.security.cipher import Cipher
from core.kit.uow import UnitOfWork
from db.repositories import sign_in

_UNDER_WAY = timedelta(seconds=60)
# Shorter: whoever still works on it is stopped before somebody else may take it over.
MOST_SECONDS = 45.0
_CONTEXT = "idempotency_keys.answer"


class TwinUnderWay(AppError):
    """The same command is being carried out right now. `seconds`: when to come again."""

    code = "error-twin-under-way"
    status = 409


class AnswerOnce:
    """Keeps answers by owner and key, for thirty days."""

    def __init__(self, uow: UnitOfWork, clock: Clock, cipher: Cipher) -> None:
        self._uow = uow
        self._clock = clock
        self._cipher = cipher

    async def __call__(
        self, owner: str, key: str, asked_hash: str, carry_out: Callable[[], Awaitable[tuple[int, bytes]]]
    ) -> tuple[int, bytes, bool]:
        """Carry a command out, or return how it was answered: status, body, whether it is a repetition.

        Whoever is refused may try again under the same key, since nothing was changed.

        Raises:
            KeyReused: the key came with another command before.
            TwinUnderWay: the same command is being carried out.
            Unavailable: it takes too long.
        """
        now = self._clock.now()
        until = now + _UNDER_WAY
        async with self._uow.platform() as connection:
            found = await sign_in.claim_key(connection, owner, key, asked_hash, now, until)
        if found is not None and found["asked_hash"] != asked_hash:
            raise KeyReused
        if found is not None and found["status"] is None:
            raise TwinUnderWay(seconds=1)
        if found is not None:
            return int(found["status"]), self._cipher.decrypt(bytes(found["answer"]), _context(owner)).encode(), True
        try:
            status, answer = await self._in_time(carry_out)
        except BaseException:
            async with self._uow.platform() as connection:
                await sign_in.let_go_of_key(connection, owner, key, until)
            raise
        sealed = self._cipher.encrypt(answer.decode(), _context(owner))
        async with self._uow.platform() as connection:
            await sign_in.keep_answer(connection, owner, key, until, status, sealed)
        return status, answer, False

    @staticmethod
    async def _in_time(carry_out: Callable[[], Awaitable[tuple[int, bytes]]]) -> tuple[int, bytes]:
        within = asyncio.timeout(MOST_SECONDS)
        try:
            async with within:
                return await carry_out()
        except TimeoutError:
            if within.expired():
                raise Unavailable from None
            raise


def _context(owner: str) -> str:
    return f"{_CONTEXT}:{owner}"
