"""Delivery chosen in Telegram's payment sheet: our ways of delivery priced for the order, and the one that was taken.

Only orders whose sum changes by the delivery alone can be delivered another way while being paid (`may_choose`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from core.kit.i18n.words import Words
from core.kit.uow import Transaction, UnitOfWork
from core.orders.moving import Cause, book_delivery, totals_of, write_down
from core.orders.pricing import Totals, delivery_price, tax_within
from core.orders.state import By
from core.shops.errors import NoDeliveryYet
from core.shops.shop import Shop, TaxMode
from db.repositories import catalogue, money, orders, shops
from db.repositories.sql import Record, dumps
from db.types.enums import DeliveryKind, IntentState, OrderStatus
from db.types.ids import IntentId, OrderId, PersonId, ShopId, decode_id, encode_id
from payments.errors import DeliveryNotChosen, InvoiceUnknown, NotPayable, PayerDiffers
from payments.invoices import SHEET

_OPEN = (IntentState.CREATED, IntentState.PRESENTED, IntentState.APPROVED, IntentState.EXPIRED)
_CARRIED = (DeliveryKind.PICKUP, DeliveryKind.COURIER)


@dataclass(frozen=True, slots=True)
class ShippingQuestion:
    """What Telegram asks before the buyer sees a sum."""

    shop_id: ShopId
    intent_id: IntentId
    payer_telegram_id: int


@dataclass(frozen=True, slots=True)
class ShippingChoice:
    """A way of delivery as the sheet lists it; price in minor units of the order's currency."""

    id: str
    title: str
    price: int


def may_choose(shop: Shop, order: Mapping[str, Any]) -> bool:
    """Return whether another delivery changes nothing of the order but the delivery's own price (pure).

    A promo code may have paid for the delivery, a tax on top or rounding may change with it, and prices of ways of
    delivery are in the shop's currency. The sheet tells an address and no place on the map: what was priced by a zone
    stays as it is, and ways with zones are not offered there.
    """
    rules = shop.rules
    plain = not (order["discount_total"] or order["tax_added"] or order["gift_total"] or order["points_total"])
    return (
        plain
        and order["promo_id"] is None
        and not order["delivery_quoted"]
        and order["delivery_zone"] is None
        and rules.round_to == 1
        and rules.taxes.mode is not TaxMode.ADDED
        and order["currency"] == shop.currency
        and order["delivery_kind"] in _CARRIED
        and order["total"] > order["delivery_total"]
    )


def with_delivery(shop: Shop, order: Mapping[str, Any], price: int) -> Totals:
    """Return the order's sums with another delivery (pure)."""
    before, rate = totals_of(order), shop.rules.taxes.delivery_rate()
    tax = before.tax - tax_within(before.delivery, rate) + tax_within(price, rate)
    return replace(before, delivery=price, tax=tax)


class OfferDeliveries:
    """Answers the sheet's question: which ways of delivery are there, and for how much."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._uow = uow

    async def __call__(self, question: ShippingQuestion, words: Words) -> tuple[ShippingChoice, ...]:
        """Return the shop's ways of delivery, priced for the order's goods.

        Raises:
            InvoiceUnknown, PayerDiffers, NotPayable, NoDeliveryYet.
        """
        async with self._uow(question.shop_id) as tx:
            intent = await money.intent(tx.connection, tx.shop_id, question.intent_id)
            order = await orders.order(tx.connection, tx.shop_id, intent["order_id"]) if intent else None
            if intent is None or order is None or SHEET not in intent["details"]:
                raise InvoiceUnknown
            if intent["payer_telegram_id"] != question.payer_telegram_id:
                raise PayerDiffers
            if order["status"] != OrderStatus.AWAITING_PAYMENT or intent["state"] not in _OPEN:
                raise NotPayable(number=order["number"], status=order["status"])
            options = [
                option for option in await catalogue.delivery_options(tx.connection, tx.shop_id) if _carried(option)
            ]
        if not options:
            raise NoDeliveryYet
        return tuple(
            ShippingChoice(encode_id(option["id"]), words.pick(option["title"])[:60], _price(option, order))
            for option in options
        )


def _carried(option: Record) -> bool:
    return option["kind"] in _CARRIED and not option["computed"] and not option["zoned"]


def _price(option: Record, order: Mapping[str, Any]) -> int:
    return delivery_price(option["price"], option["free_from"], order["goods_total"])


async def choose(
    tx: Transaction, order: Mapping[str, Any], intent: Mapping[str, Any], option_id: str | None, address: str | None
) -> Mapping[str, Any]:
    """Give a locked order the delivery that was taken in the sheet; return the order as it is now.

    Asked again with the same choice it changes nothing. The attempt is for the new sum from here on.

    Raises:
        DeliveryNotChosen: no such way of delivery (any more), or no address to bring it to.
        NotPayable: the order is not what the sheet was opened for.
    """
    row = await shops.shop(tx.connection, tx.shop_id)
    if row is None or order["total"] - order["delivery_total"] != intent["details"][SHEET]:
        raise NotPayable(number=order["number"], status=order["status"])
    option = await _option(tx, option_id)
    courier = option["kind"] == DeliveryKind.COURIER
    details = option["details"].get(order["language"]) or None
    where = address if courier else details
    if courier and not where:
        raise DeliveryNotChosen
    shop, price = Shop.from_row(row), _price(option, order)
    totals = with_delivery(shop, order, price)
    if (option["id"], price, where) == (order["delivery_option_id"], order["delivery_total"], order["address"]):
        return order
    if not may_choose(shop, order):
        raise NotPayable(number=order["number"], status=order["status"])
    changed = {
        **order,
        "delivery_kind": option["kind"],
        "delivery_option_id": option["id"],
        "delivery_title": option["title"],
        "address": where,
        "delivery_total": price,
        "tax_total": totals.tax,
        "total": totals.total,
    }
    await orders.set_delivery(
        tx.connection,
        tx.shop_id,
        OrderId(order["id"]),
        delivery_kind=option["kind"],
        delivery_option_id=option["id"],
        delivery_title=dumps(option["title"]),
        address=where,
        delivery_total=price,
        tax_total=totals.tax,
        total=totals.total,
    )
    await book_delivery(tx, order, changed)
    await money.set_intent_amount(tx.connection, tx.shop_id, IntentId(intent["id"]), totals.total)
    cause = Cause(By.BUYER, PersonId(order["person_id"]))
    await write_down(tx, order, "delivery_chosen", cause, OrderStatus(order["status"]))
    return changed


async def _option(tx: Transaction, option_id: str | None) -> Record:
    try:
        wanted = decode_id(option_id or "")
    except ValueError:
        raise DeliveryNotChosen from None
    found = [option for option in await catalogue.delivery_options(tx.connection, tx.shop_id) if option["id"] == wanted]
    if not found or not _carried(found[0]):
        raise DeliveryNotChosen
    return found[0]
