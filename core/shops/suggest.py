"""What somebody may be about to type: titles of goods whose words begin so."""

from core.kit.uow import Transaction, UnitOfWork
from core.shops.find import spoken, strict_scopes
from db.repositories import finding
from db.repositories.finding import Scope
from db.types.ids import ShopId

MOST = 8


class Suggest:
    """Finish what is being typed."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._uow = uow

    async def __call__(self, shop_id: ShopId, typed: str, language: str) -> tuple[str, ...]:
        """Return up to eight titles, those that begin as typed first, then what sells best; each finds something.

        Looks for what was typed, then for the same keys on the other keyboard; mistakes are left to the search.
        """
        said = spoken(typed)
        async with self._uow(shop_id) as tx:
            for scope in await strict_scopes(tx, said, unfinished=True):
                if not scope.shelf and (found := await _titles(tx, scope, language)):
                    return tuple(found)
        return ()


async def _titles(tx: Transaction, scope: Scope, language: str) -> list[str]:
    # The longest beginning is the rarest.
    begins = sorted((term.begins for term in scope.terms), key=len, reverse=True)
    return await finding.titles(tx.connection, tx.shop_id, begins, language, " ".join(scope.asked), MOST)
