"""Orders as a table to take away."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from core.auth.actor import Actor
from core.auth.roles import Permission
from core.kit.clock import Clock
from core.kit.i18n.words import Words
from core.kit.uow import UnitOfWork
from core.shops.audit import record
from core.shops.export_goods import Table
from core.shops.sheets import Cell
from core.shops.shop import Shop
from db.repositories import exports
from db.repositories.sql import Record
from db.types.money import Money

_PAGE = 500
MOST_DAYS = 366
COLUMNS = (
    "number", "date", "status", "customer", "phone", "delivery", "address", "payment", "lines", "goods", "delivered",
    "discount", "total", "paid", "currency", "tracking", "comment",
)  # fmt: skip


class ExportOrders:
    """Orders of the last days, newest first."""

    def __init__(self, uow: UnitOfWork, clock: Clock) -> None:
        self._uow = uow
        self._clock = clock

    async def __call__(self, actor: Actor, shop: Shop, days: int, words: Words) -> Table:
        """Return them with texts in one language; who took people's data away is written down. Raises: Forbidden."""
        actor.need(Permission.EXPORT_DATA)
        days = max(1, min(days, MOST_DAYS))
        since = self._clock.now() - timedelta(days=days)
        found: list[tuple[Cell, ...]] = []
        before = 0
        while True:
            async with self._uow(actor.shop_id) as tx:
                page = await exports.orders_since(tx.connection, tx.shop_id, since, before=before, limit=_PAGE)
            found += [_cells(row, shop, words) for row in page]
            if len(page) < _PAGE:
                break
            before = page[-1]["id"]
        async with self._uow(actor.shop_id) as tx:
            await record(tx, self._clock, actor, "orders.exported", str(days), after={"orders": len(found)})
        return Table(tuple(words.plain(f"export-column-{name}") for name in COLUMNS), tuple(found))


def _cells(row: Record, shop: Shop, words: Words) -> tuple[Cell, ...]:
    def major(amount: int) -> Cell:
        return Money(amount, row["currency"]).major()

    lines = ", ".join(f"{line['sku']} {words.pick(line['title'])} × {line['quantity']}" for line in row["lines"] or ())
    return (
        row["number"],
        row["placed_at"].astimezone(ZoneInfo(shop.timezone)).strftime("%Y-%m-%d %H:%M"),
        words.plain(f"status-{row['status'].replace('_', '-')}"),
        row["customer_name"],
        row["phone"],
        words.pick(row["delivery_title"]),
        row["address"],
        row["payment_method"],
        lines,
        major(row["goods_total"]),
        major(row["delivery_total"]),
        major(row["discount_total"]),
        major(row["total"]),
        major(row["paid"]),
        row["currency"],
        row["tracking"],
        row["comment"],
    )
