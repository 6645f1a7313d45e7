"""Learn from what was bought: which products are popular, and which go together (timer `learn_tastes`)."""

from core.kit.uow import UnitOfWork
from db.repositories import finding

_POPULAR_DAYS = 90
_TOGETHER_DAYS = 365
_MOST = 12


class LearnTastes:
    """The job: everything is counted anew, so it may run as often as it likes."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._uow = uow

    async def __call__(self) -> int:
        """Count; return how many products are more or less popular than before."""
        async with self._uow.platform() as connection:
            changed = await finding.learn_popularity(connection, _POPULAR_DAYS)
            await finding.learn_related(connection, _TOGETHER_DAYS, _MOST)
        return changed
