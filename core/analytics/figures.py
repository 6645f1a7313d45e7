"""Figures of a shop: what was sold, given back and earned over a span of its days, beside the span before."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from core.analytics.forecast import RunsOut, runs_out_in
from core.analytics.period import Period, Span, period
from core.auth.actor import Actor
from core.auth.roles import Permission
from core.kit.clock import Clock
from core.kit.uow import Transaction, UnitOfWork
from core.shops.options import options_text
from core.shops.shop import Shop
from db.repositories import figures
from db.repositories.sql import Record
from db.types.ids import ProductId

_HISTORY_DAYS = 56
_TOP, _LOW = 10, 10
ROWS_LIMIT = 20_000


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of the chart: an hour, a day or a month of the shop; `net` in minor units."""

    begins: datetime
    net: int
    orders: int


@dataclass(frozen=True, slots=True)
class TopProduct:
    """A product that sold well: pieces, and their sum in minor units."""

    id: ProductId
    title: dict[str, str]
    pieces: int
    total: int


@dataclass(frozen=True, slots=True)
class WayShare:
    """What came by one way to pay."""

    code: str
    orders: int
    total: int


@dataclass(frozen=True, slots=True)
class RunningLow:
    """What is on sale and low, and when it runs out at the present rate (None: it is not selling)."""

    sku: str
    title: dict[str, str]
    options_text: dict[str, str]
    available: int
    runs_out: RunsOut | None


@dataclass(frozen=True, slots=True)
class SalesFigures:
    """A span of sales in the shop's currency, minor units. `net` is `sold` less `given_back`."""

    period: Period
    currency: str
    bars: tuple[Bar, ...]
    before: tuple[int, ...]  # net of the bars one span earlier
    orders: int
    sold: int
    given_back: int
    orders_before: int
    pieces: int
    buyers: int
    new_buyers: int
    placed: int
    expired: int
    top: tuple[TopProduct, ...]
    ways: tuple[WayShare, ...]
    others: dict[str, int]  # net in other currencies

    @property
    def net(self) -> int:
        """Return what was earned."""
        return self.sold - self.given_back

    @property
    def net_before(self) -> int:
        """Return what was earned one span earlier."""
        return sum(self.before)

    @property
    def average(self) -> int:
        """Return the mean order, rounded to a minor unit."""
        return round(self.sold / self.orders) if self.orders else 0


class Figures:
    """Read figures. Everything is computed from what happened, so yesterday's figures never change."""

    def __init__(self, uow: UnitOfWork, clock: Clock) -> None:
        self._uow = uow
        self._clock = clock

    async def sales(self, actor: Actor, shop: Shop, span: Span, *, back: int = 0) -> SalesFigures:
        """Return a span's sales; `back` counts spans into the past. Raises: Forbidden."""
        actor.need(Permission.SEE_FIGURES)
        return await self.of(shop, span, back=back)

    async def of(self, shop: Shop, span: Span, *, back: int = 0, ending: datetime | None = None) -> SalesFigures:
        """Return a span's sales to the shop itself; it ends with the day of `ending`, which is now unless said."""
        zone, now = ZoneInfo(shop.timezone), ending or self._clock.now()
        this, before = period(span, now, zone, back=back), period(span, now, zone, back=back + 1)
        async with self._uow(shop.id) as tx:
            sold, returned = await _moves(tx, this, shop.timezone)
            sold_before, returned_before = await _moves(tx, before, shop.timezone)
            counted = await figures.totals(tx.connection, tx.shop_id, since=this.since, until=this.until)
            top = await figures.top_products(
                tx.connection, tx.shop_id, since=this.since, until=this.until, currency=shop.currency, limit=_TOP
            )
            ways = await figures.by_way(
                tx.connection, tx.shop_id, since=this.since, until=this.until, currency=shop.currency
            )
        own = [row for row in sold if row["currency"] == shop.currency]
        own_back = [row for row in returned if row["currency"] == shop.currency]
        nets, nets_before = (
            _nets(own, own_back),
            _nets(
                (row for row in sold_before if row["currency"] == shop.currency),
                (row for row in returned_before if row["currency"] == shop.currency),
            ),
        )
        orders = {row["bar"]: row["orders"] for row in own}
        others: dict[str, int] = {}
        for row in sold:
            if row["currency"] != shop.currency:
                others[row["currency"]] = others.get(row["currency"], 0) + row["sold"] - row["undone"]
        for row in returned:
            if row["currency"] != shop.currency:
                others[row["currency"]] = others.get(row["currency"], 0) - row["amount"]
        return SalesFigures(
            period=this,
            currency=shop.currency,
            bars=tuple(Bar(begins, nets.get(begins, 0), orders.get(begins, 0)) for begins in this.bars),
            before=tuple(nets_before.get(begins, 0) for begins in before.bars),
            orders=sum(row["orders"] for row in own),
            sold=sum(row["sold"] for row in own),
            given_back=sum(row["undone"] for row in own) + sum(row["amount"] for row in own_back),
            orders_before=sum(row["orders"] for row in sold_before if row["currency"] == shop.currency),
            pieces=counted["pieces"] if counted else 0,
            buyers=counted["buyers"] if counted else 0,
            new_buyers=counted["new_buyers"] if counted else 0,
            placed=counted["placed"] if counted else 0,
            expired=counted["expired"] if counted else 0,
            top=tuple(TopProduct(row["product_id"], row["title"], row["pieces"], row["total"]) for row in top),
            ways=tuple(WayShare(row["code"], row["orders"], row["total"]) for row in ways),
            others=others,
        )

    async def rows(self, actor: Actor, shop: Shop, this: Period) -> list[Record]:
        """Return the orders sold in a period, newest first, at most `ROWS_LIMIT`. Raises: Forbidden."""
        actor.need(Permission.SEE_FIGURES)
        async with self._uow(shop.id) as tx:
            return await figures.orders_sold(
                tx.connection, tx.shop_id, since=this.since, until=this.until, limit=ROWS_LIMIT
            )

    async def running_low(self, shop: Shop, limit: int = _LOW) -> list[RunningLow]:
        """Return what is low, the emptiest first, with a forecast of each."""
        async with self._uow(shop.id) as tx:
            low = await figures.low_stock(tx.connection, tx.shop_id, limit)
            daily = await self._daily(tx, shop, [row["stock_item_id"] for row in low])
        return [
            RunningLow(
                row["sku"],
                row["title"],
                options_text(row["options"], row["variant_options"]),
                row["available"],
                runs_out_in(daily[row["stock_item_id"]], row["available"]),
            )
            for row in low
        ]

    async def runs_out(self, shop: Shop, stock_item_id: int, on_hand: int) -> RunsOut | None:
        """Return when one stock item runs out at the present rate."""
        async with self._uow(shop.id) as tx:
            daily = await self._daily(tx, shop, [stock_item_id])
        return runs_out_in(daily[stock_item_id], on_hand)

    async def _daily(self, tx: Transaction, shop: Shop, stock_item_ids: list[int]) -> dict[int, list[float]]:
        """Return pieces sold on each of the last whole days, oldest first."""
        zone = ZoneInfo(shop.timezone)
        today = period(Span.TODAY, self._clock.now(), zone)
        first = (today.since - timedelta(days=_HISTORY_DAYS)).date()
        since = datetime.combine(first, datetime.min.time(), zone)
        found = await figures.daily_pieces(
            tx.connection, tx.shop_id, stock_item_ids, since=since, until=today.since, zone=shop.timezone
        )
        daily = {item: [0.0] * _HISTORY_DAYS for item in stock_item_ids}
        for row in found:
            daily[row["stock_item_id"]][(row["day"] - first).days] = max(float(row["pieces"]), 0.0)
        return daily


async def _moves(tx: Transaction, this: Period, zone: str) -> tuple[list[Record], list[Record]]:
    since, until, unit = this.since, this.until, this.unit
    sold = await figures.sales(tx.connection, tx.shop_id, since=since, until=until, unit=unit, zone=zone)
    returned = await figures.given_back(tx.connection, tx.shop_id, since=since, until=until, unit=unit, zone=zone)
    return sold, returned


def _nets(sold: Iterable[Record], returned: Iterable[Record]) -> dict[datetime, int]:
    nets: dict[datetime, int] = {}
    for row in sold:
        nets[row["bar"]] = nets.get(row["bar"], 0) + row["sold"] - row["undone"]
    for row in returned:
        nets[row["bar"]] = nets.get(row["bar"], 0) - row["amount"]
    return nets
