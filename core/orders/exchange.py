"""The order that replaces returned goods: at today's price, its goods held, the credit of the return used up.

It is an order like any other: what it costs beyond the credit is paid by its buyer, and when nobody pays in time its
goods are free again and the credit is back on the buyer's gift card.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any

from core.kit.clock import Clock
from core.kit.uow import Transaction
from core.orders.cart import price_in
from core.orders.checkout import CASH
from core.orders.errors import NoPriceInCurrency, NotOnSale, SoldOut
from core.orders.events import OrderPlaced
from core.orders.funds import covered
from core.orders.ledger import sale
from core.orders.pricing import PricedLine, Terms, Totals, total_of
from core.orders.promotions import COVERED, Benefits, spend
from core.orders.return_errors import ExchangeUnclear
from core.shops.events import StockChanged
from core.shops.options import options_text
from core.shops.shop import Shop
from db.repositories import orders, returns, stock
from db.repositories.sql import dumps
from db.types.enums import OrderStatus, ProductKind
from db.types.ids import OrderId, PersonId, StockItemId, VariantId, new_id


@dataclass(frozen=True, slots=True)
class Wanted:
    """A variant wanted instead, and how many; the price is today's, in minor units of the order's currency."""

    variant: Mapping[str, Any]
    quantity: int
    price: int


@dataclass(frozen=True, slots=True)
class Replacement:
    """The order to come: its lines and what it costs."""

    lines: tuple[Wanted, ...]
    totals: Totals
    currency: str

    @property
    def pieces(self) -> dict[StockItemId, int]:
        """Return how many pieces it takes of each stock item."""
        summed: dict[StockItemId, int] = {}
        for line in self.lines:
            item = StockItemId(line.variant["stock_item_id"])
            summed[item] = summed.get(item, 0) + line.quantity
        return summed


async def replacement(
    tx: Transaction, shop: Shop, order: Mapping[str, Any], wanted: Mapping[VariantId, int]
) -> Replacement:
    """Price what is wanted instead.

    Raises:
        ExchangeUnclear: nothing, or nothing that can be carried. NotOnSale, NoPriceInCurrency.
    """
    found = await returns.variants_by_id(tx.connection, tx.shop_id, list(wanted))
    if not wanted or len(found) < len(wanted):
        raise ExchangeUnclear
    lines = tuple(Wanted(row, wanted[row["variant_id"]], _price(order, row)) for row in found)
    terms = Terms(
        taxes=shop.rules.taxes,
        round_to=shop.rules.round_to if order["currency"] == shop.currency else 1,
    )
    priced = [PricedLine(line.price, line.quantity, line.variant["tax_class"]) for line in lines]
    return Replacement(lines, total_of(priced, terms), order["currency"])


def _price(order: Mapping[str, Any], row: Mapping[str, Any]) -> int:
    if row["kind"] != ProductKind.GOODS:
        raise ExchangeUnclear
    if not row["on_sale"]:
        raise NotOnSale(title=row["title"])
    currency, rates = order["currency"], row["rates"] or {}
    rate = Decimal(rates[currency]) if currency in rates else None
    price = price_in(row["price"], row["own_prices"], currency, row["shop_currency"], rate)
    if price is None:
        raise NoPriceInCurrency(title=row["title"], currency=currency)
    return price


async def place_replacement(
    tx: Transaction,
    clock: Clock,
    shop: Shop,
    order: Mapping[str, Any],
    return_id: int,
    new: Replacement,
    *,
    gift_card_id: int | None,
    credit: int,
    offered: Sequence[str],
) -> tuple[OrderId, int]:
    """Write the order; return it and what is left to pay. Its stock is locked already.

    Raises:
        SoldOut: less is left than wanted.
    """
    await _hold(tx, new)
    order_id = OrderId(new_id())
    to_pay = new.totals.total - credit
    method = _method(order, offered) if to_pay else COVERED
    cash = method == CASH
    status = OrderStatus.AWAITING_CONFIRMATION if cash else OrderStatus.AWAITING_PAYMENT
    # Nobody sits at the phone when staff close a return: there is as long to pay as staff have to answer.
    await orders.place(
        tx.connection,
        tx.shop_id,
        sale(order_id, new.totals, new.currency),
        order_id=order_id,
        bot_id=order["bot_id"],
        status=status,
        payment_method=method,
        currency=new.currency,
        idempotency_key=f"return:{return_id}",
        hold_until=clock.now() + timedelta(hours=shop.rules.answer_hours),
        lines=dumps(_lines(new)),
        holds=dumps(
            [{"id": new_id(), "stock_item_id": item, "quantity": number} for item, number in sorted(new.pieces.items())]
        ),
        journal_id=new_id(),
        actor="staff",
        entry_id=new_id(),
        cart_id=0,
        comment=None,
        saved_address=None,
        delivery_title=dumps(order["delivery_title"]),
        delivery_quoted=False,
        delivery_zone=dumps(order["delivery_zone"]) if order["delivery_zone"] is not None else None,
        **{name: order[name] for name in _SAME},
        **_sums(order, new.totals, credit),
    )
    benefits = Benefits(currency=new.currency, gift_card_id=gift_card_id, gift=credit)
    await spend(tx, benefits, order_id=order_id, person_id=PersonId(order["person_id"]))
    tx.tell(OrderPlaced(tx.shop_id, order_id=order_id, status=status))
    if method == COVERED:
        await covered(tx, order_id)
    return order_id, to_pay


# What the new order has in common with the one whose goods came back.
_SAME = (
    "person_id language phone customer_name delivery_kind delivery_option_id address latitude longitude zone_chosen"
).split()


def _method(order: Mapping[str, Any], offered: Sequence[str]) -> str:
    """Return the way to pay the difference: the same as before where it is still offered."""
    before = str(order["payment_method"])
    if before in offered:
        return before
    return next((way for way in offered if way != CASH), CASH)


async def _hold(tx: Transaction, new: Replacement) -> None:
    held = await stock.reserve(tx.connection, tx.shop_id, new.pieces)
    got = {row["id"] for row in held}
    short = next((line for line in new.lines if line.variant["stock_item_id"] not in got), None)
    if short is not None:
        left = min(short.variant["available"], new.pieces[StockItemId(short.variant["stock_item_id"])] - 1)
        raise SoldOut(title=short.variant["title"], left=max(0, left))
    noteworthy = [row["id"] for row in held if row["available"] <= row["low_at"]]
    if noteworthy:
        tx.tell(StockChanged(tx.shop_id, stock_item_ids=noteworthy))


def _lines(new: Replacement) -> list[dict[str, object]]:
    return [
        {
            "position": position,
            "product_id": line.variant["product_id"],
            "variant_id": line.variant["variant_id"],
            "stock_item_id": line.variant["stock_item_id"],
            "sku": line.variant["sku"],
            "title": line.variant["title"],
            "options_text": options_text(line.variant["options"], line.variant["variant_options"]),
            "unit_price": line.price,
            "quantity": line.quantity,
            "line_total": paid.amount,
            "tax_bp": paid.tax_bp,
            "digital": False,
        }
        for position, (line, paid) in enumerate(zip(new.lines, new.totals.lines, strict=True), start=1)
    ]


def _sums(order: Mapping[str, Any], totals: Totals, credit: int) -> dict[str, object]:
    return {
        "goods_total": totals.goods,
        "delivery_total": 0,
        "discount_total": 0,
        "tax_total": totals.tax,
        "tax_added": totals.tax_added,
        "rounding": totals.rounding,
        "total": totals.total,
        "gift_total": credit,
        "points_total": 0,
        "promo_id": None,
        "promo_code": None,
        "rate": order["rate"],
    }
