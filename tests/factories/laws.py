"""What must be true after every test that moved money or stock (domain.md, Invariants)."""

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from db.repositories import audit, invariants
from db.session import PLATFORM, transaction
from db.types.ids import ShopId

# What buyers owe by the books of each order, against what its state says they owe.
_OWED = text(
    """
    SELECT o.number, o.status, o.payment_method, o.reason,
           o.total - o.gift_total - o.points_total - coalesce((
               SELECT sum(c.amount - c.tip) FROM charges c WHERE c.shop_id = o.shop_id AND c.order_id = o.id
               AND c.verdict = 'applied'), 0)::bigint AS to_pay,
           coalesce((SELECT k.due - k.collected FROM cash_collections k WHERE k.shop_id = o.shop_id
                     AND k.order_id = o.id AND k.state IN ('short', 'reconciled')), 0)::bigint AS short,
           coalesce((SELECT sum(r.amount) FROM refunds r WHERE r.shop_id = o.shop_id AND r.order_id = o.id
                     AND r.reason = 'provider' AND r.state = 'succeeded'), 0)::bigint AS taken_back,
           o.shipment IN ('handed_over', 'delivered') AS gone,
           coalesce(sum(l.amount) FILTER (WHERE l.account = 'customer' AND e.currency = o.currency), 0)::bigint AS owed,
           EXISTS (SELECT 1 FROM charges c WHERE c.shop_id = o.shop_id AND c.order_id = o.id
                   AND c.verdict = 'mismatch') AS mismatch
    FROM orders o
    LEFT JOIN ledger_entries e ON e.shop_id = o.shop_id AND e.order_id = o.id
    LEFT JOIN ledger_lines l ON l.shop_id = e.shop_id AND l.entry_id = e.id
    GROUP BY o.shop_id, o.id ORDER BY o.id
    """
)
_DEBT = text(
    """
    SELECT coalesce((SELECT -sum(amount) FROM ledger_lines WHERE account = 'refund_payable'), 0)::bigint
         - coalesce((SELECT sum(amount) FROM refunds WHERE state NOT IN ('succeeded', 'failed')
                     AND NOT (state = 'requested' AND needs_approval)), 0)::bigint
    """
)
# All at once: they are asked after every step of every test.
_ALL_QUESTIONS = text(
    " UNION ALL ".join(f"SELECT '{name}', ({question})" for name, question in invariants.QUESTIONS.items())
)
_UNDER_WAY = ("awaiting_payment", "awaiting_confirmation")
_DEAD = ("expired", "cancelled")


class Laws:
    """Checks every law of one database; a negative control waives them, saying why."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self.waived: str | None = None

    def waive(self, why: str) -> None:
        """This test breaks a law on purpose."""
        self.waived = why

    async def broken(self) -> dict[str, object]:
        """Return the laws that are broken, with how often or where."""
        async with transaction(self._engine, PLATFORM) as connection:
            asked = await connection.execute(_ALL_QUESTIONS)
            counted: dict[str, object] = {row[0]: row[1] for row in asked}
            counted["audit_chain"] = await self._broken_chains(connection)
            counted["debt_not_sum_of_refunds"] = (await connection.execute(_DEBT)).scalar()
            counted["orders_out_of_books"] = await self._out_of_books(connection)
        return {name: found for name, found in counted.items() if found}

    async def hold(self) -> None:
        """Assert that no law is broken."""
        if self.waived is None:
            assert await self.broken() == {}

    @staticmethod
    async def _broken_chains(connection: AsyncConnection) -> dict[int, int]:
        shops = (await connection.execute(text("SELECT id FROM shops"))).scalars().all()
        chains = {shop: audit.broken_at(await audit.chain(connection, ShopId(shop))) for shop in shops}
        return {shop: at for shop, at in chains.items() if at is not None}

    @staticmethod
    async def _out_of_books(connection: AsyncConnection) -> list[tuple[int, str, int]]:
        wrong = []
        for order in (await connection.execute(_OWED)).mappings():
            status, owed = order["status"], order["owed"]
            if status == "on_hold" and (order["mismatch"] or order["reason"] == "provider_returned"):
                continue  # somebody else's money, another sum, or money taken back: staff decide
            cash_to_come = order["payment_method"] == "cash" and status in ("confirmed", "fulfilling")
            expected = order["to_pay"] if status in _UNDER_WAY or cash_to_come else order["short"]
            if order["gone"] and status not in _DEAD:
                expected += order["taken_back"]  # the goods are with the buyer, their money is not here any more
            if owed != expected:
                wrong.append((order["number"], status, owed - expected))
        return wrong
