"""Delete what only mattered for a while: handled updates, sent events, notes of what was told, job runs."""

from core.kit.uow import UnitOfWork
from db.repositories import imports, messaging


class SweepOld:
    """The daily job."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._uow = uow

    async def __call__(self) -> int:
        """Delete what is older than thirty days; return how many rows."""
        async with self._uow.platform() as connection:
            return await messaging.sweep_old(connection) + await imports.sweep_imports(connection)
