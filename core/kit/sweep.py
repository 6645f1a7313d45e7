"""Delete what only mattered for a while: handled updates, sent events, notes of what was told, ended sessions."""

from datetime import timedelta

from core.kit.clock import Clock
from core.kit.uow import UnitOfWork
from db.repositories import imports, messaging, sign_in

_OLD = timedelta(days=30)
_OLD_ATTEMPTS = timedelta(days=90)


class SweepOld:
    """The daily job."""

    def __init__(self, uow: UnitOfWork, clock: Clock) -> None:
        self._uow = uow
        self._clock = clock

    async def __call__(self) -> int:
        """Delete what is older than thirty days (attempts to sign in: ninety); return how many rows."""
        async with self._uow.platform() as connection:
            swept = await messaging.sweep_old(connection) + await imports.sweep_imports(connection)
            now = self._clock.now()
            return swept + await sign_in.sweep(connection, now - _OLD, now - _OLD_ATTEMPTS)
