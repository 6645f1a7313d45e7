"""Commands with a key: one that comes again is answered as it was, and carried out once."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

from core.kit.clock import Clock
from core.kit.errors import AppError, KeyReused
from core.kit.uow import UnitOfWork
from db.repositories import sign_in

_UNDER_WAY = timedelta(seconds=60)


class TwinUnderWay(AppError):
    """The same command is being carried out right now. `seconds`: when to come again."""

    code = "error-twin-under-way"
    status = 409


class AnswerOnce:
    """Keeps answers by owner and key, for thirty days."""

    def __init__(self, uow: UnitOfWork, clock: Clock) -> None:
        self._uow = uow
        self._clock = clock

    async def __call__(
        self, owner: str, key: str, asked_hash: str, carry_out: Callable[[], Awaitable[tuple[int, bytes]]]
    ) -> tuple[int, bytes, bool]:
        """Carry a command out, or return how it was answered: status, body, whether it is a repetition.

        Whoever is refused may try again under the same key, since nothing was changed.

        Raises:
            KeyReused: the key came with another command before.
            TwinUnderWay: the same command is being carried out.
        """
        now = self._clock.now()
        async with self._uow.platform() as connection:
            found = await sign_in.claim_key(connection, owner, key, asked_hash, now, now + _UNDER_WAY)
        if found is not None and found["asked_hash"] != asked_hash:
            raise KeyReused
        if found is not None and found["status"] is None:
            raise TwinUnderWay(seconds=1)
        if found is not None:
            return int(found["status"]), bytes(found["answer"]), True
        try:
            status, answer = await carry_out()
        except BaseException:
            async with self._uow.platform() as connection:
                await sign_in.let_go_of_key(connection, owner, key)
            raise
        async with self._uow.platform() as connection:
            await sign_in.keep_answer(connection, owner, key, status, answer)
        return status, answer, False
