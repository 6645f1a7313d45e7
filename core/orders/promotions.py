"""What lowers a bill or pays a part of it: promo codes, gift cards, points; taken with the order, given back with it.

Caps and balances are guarded by the database; a counter that has run out refuses the whole order: nothing half done.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from core.kit.uow import Transaction
from core.orders import ledger
from core.orders.cart import Cart
from core.orders.errors import GiftCardSpent, PointsSpent, PromoRefused
from core.orders.loyalty import rate_of, thank_friends
from core.orders.pricing import PromoProblem, Totals
from core.shops.shop import Shop
from db.repositories import money, promotions, shops
from db.types.enums import Account, MoveKind
from db.types.ids import OrderId, PersonId, new_id

COVERED = "covered"  # the "way to pay" of an order that gift card and points pay in full


@dataclass(frozen=True, slots=True)
class Benefits:
    """What an order takes: the promo code with what it gave, the gift card and the points, in minor units."""

    currency: str
    promo_id: int | None = None
    discount: int = 0
    first_order: bool = False
    gift_card_id: int | None = None
    gift: int = 0
    points: int = 0

    @classmethod
    def of(cls, cart: Cart, totals: Totals) -> "Benefits":
        """Return what a cart's owner entered and the sums it comes to."""
        promo = cart.promo if totals.discount else None
        return cls(
            currency=cart.currency,
            promo_id=promo.id if promo else None,
            discount=totals.discount,
            first_order=promo.first_order if promo else False,
            gift_card_id=cart.gift_card_id if totals.gift else None,
            gift=totals.gift,
            points=totals.points,
        )


async def spend(tx: Transaction, benefits: Benefits, *, order_id: OrderId, person_id: PersonId) -> None:
    """Take everything for a new order.

    Raises:
        PromoRefused, GiftCardSpent, PointsSpent: somebody was faster; the order is not placed.
    """
    if benefits.promo_id is not None:
        if benefits.first_order:
            await promotions.lock_person(tx.connection, tx.shop_id, person_id)
            if await promotions.ordered_before(tx.connection, tx.shop_id, person_id, order_id):
                raise PromoRefused(why=PromoProblem.FIRST_ONLY.value)
        used = await promotions.use_promo(
            tx.connection,
            tx.shop_id,
            promo_id=benefits.promo_id,
            order_id=order_id,
            person_id=person_id,
            amount=benefits.discount,
        )
        if not used:
            raise PromoRefused(why=PromoProblem.USED_UP.value)
    await _pay(tx, benefits, order_id, person_id, round_=0)


async def _pay(tx: Transaction, benefits: Benefits, order_id: OrderId, person_id: PersonId, *, round_: int) -> None:
    if benefits.gift and benefits.gift_card_id is not None:
        spent = await promotions.spend_gift_card(
            tx.connection,
            tx.shop_id,
            gift_card_id=benefits.gift_card_id,
            order_id=order_id,
            amount=benefits.gift,
            move_id=new_id(),
            key=f"spend:{order_id}:{round_}",
        )
        if not spent:
            raise GiftCardSpent
        entry = ledger.paid_by(order_id, Account.GIFT_CARD, benefits.gift, benefits.currency, round_=round_)
        await money.write_entry(tx.connection, tx.shop_id, entry, entry_id=new_id(), order_id=order_id)
    if benefits.points:
        spent = await promotions.move_points(
            tx.connection,
            tx.shop_id,
            person_id=person_id,
            order_id=order_id,
            delta=-benefits.points,
            kind=MoveKind.SPEND,
            move_id=new_id(),
            key=f"spend:{order_id}:{round_}",
        )
        if not spent:
            raise PointsSpent
        entry = ledger.paid_by(order_id, Account.POINTS, benefits.points, benefits.currency, round_=round_)
        await money.write_entry(tx.connection, tx.shop_id, entry, entry_id=new_id(), order_id=order_id)


async def give_back(
    tx: Transaction, order: Mapping[str, Any], key: str, *, gift: int | None = None, points: int | None = None
) -> tuple[int, int]:
    """Put gift card money and points of an order back, at most what is still taken; None: all of it.

    Returns what went back of each, in minor units.
    """
    order_id = OrderId(order["id"])
    taken = await promotions.spent_on(tx.connection, tx.shop_id, order_id)
    gift = min(taken["gift"] if gift is None else gift, taken["gift"])
    points = min(taken["points"] if points is None else points, taken["points"])
    if gift > 0:
        await promotions.return_to_gift_card(
            tx.connection,
            tx.shop_id,
            gift_card_id=taken["gift_card_id"],
            order_id=order_id,
            amount=gift,
            move_id=new_id(),
            key=f"return:{key}",
        )
        entry = ledger.paid_by_returned(key, Account.GIFT_CARD, gift, order["currency"])
        await money.write_entry(tx.connection, tx.shop_id, entry, entry_id=new_id(), order_id=order_id)
    if points > 0:
        await promotions.move_points(
            tx.connection,
            tx.shop_id,
            person_id=order["person_id"],
            order_id=order_id,
            delta=points,
            kind=MoveKind.RETURN,
            move_id=new_id(),
            key=f"return:{key}",
        )
        entry = ledger.paid_by_returned(key, Account.POINTS, points, order["currency"])
        await money.write_entry(tx.connection, tx.shop_id, entry, entry_id=new_id(), order_id=order_id)
    return gift, points


async def release_benefits(tx: Transaction, order: Mapping[str, Any]) -> None:
    """The order came to nothing: its use of a promo code, its gift card money and its points go back, once."""
    if order["promo_id"] is not None:
        await promotions.release_promo(tx.connection, tx.shop_id, OrderId(order["id"]))
    if order["gift_total"] or order["points_total"]:
        taken = await promotions.spent_on(tx.connection, tx.shop_id, OrderId(order["id"]))
        await give_back(tx, order, f"{order['id']}:{taken['moves']}")


async def earn_points(tx: Transaction, order: Mapping[str, Any]) -> int:
    """Give the points a completed order earns, once: a share of the money that stayed with us, in minor units.

    Who was invited and who invited them are thanked too.
    """
    row = await shops.shop(tx.connection, tx.shop_id)
    shop = Shop.from_row(row) if row is not None else None
    if shop is None or order["currency"] != shop.currency:
        return 0
    await thank_friends(tx, shop, order)
    rate = await rate_of(tx, shop.rules, PersonId(order["person_id"]))
    if not rate:
        return 0
    # What gift card, points and credit notes took off the sum earns nothing.
    kept = await money.kept(tx.connection, tx.shop_id, OrderId(order["id"]))
    points = max(kept, 0) * rate // 10_000
    if points <= 0:
        return 0
    earned = await promotions.move_points(
        tx.connection,
        tx.shop_id,
        person_id=order["person_id"],
        order_id=OrderId(order["id"]),
        delta=points,
        kind=MoveKind.EARN,
        move_id=new_id(),
        key=f"earn:{order['id']}",
    )
    if not earned:
        return 0
    entry = ledger.owed_anew("points", order["id"], Account.POINTS, points, order["currency"])
    await money.write_entry(tx.connection, tx.shop_id, entry, entry_id=new_id())
    return points


async def spend_again(tx: Transaction, order: Mapping[str, Any], arrived: int) -> bool:
    """Late money would wake an order up: take gift card, points and promo code again.

    Nothing is taken, and False returned, when that and the money that `arrived` (minor units) do not make up the
    whole sum: then the money goes back, and what the buyer was given back stays the buyer's.
    """
    order_id = OrderId(order["id"])
    taken = await promotions.spent_on(tx.connection, tx.shop_id, order_id)
    benefits = Benefits(
        currency=order["currency"],
        gift_card_id=taken["gift_card_id"],
        gift=order["gift_total"] - taken["gift"],
        points=order["points_total"] - taken["points"],
    )
    paid = await money.paid(tx.connection, tx.shop_id, order_id)
    if paid + arrived + benefits.gift + benefits.points < order["total"]:
        return False
    try:
        async with tx.connection.begin_nested():
            await _pay(tx, benefits, order_id, order["person_id"], round_=taken["moves"])
    except (GiftCardSpent, PointsSpent):
        return False
    if order["promo_id"] is not None:
        await _use_again(tx, order)
    return True


async def _use_again(tx: Transaction, order: Mapping[str, Any]) -> None:
    """Count the promo code's use anew. What was promised is kept, also when the code has reached a cap meanwhile."""
    async with tx.connection.begin_nested() as attempt:
        used = await promotions.use_promo(
            tx.connection,
            tx.shop_id,
            promo_id=order["promo_id"],
            order_id=OrderId(order["id"]),
            person_id=order["person_id"],
            amount=order["discount_total"],
        )
        if not used:
            # The shared counter may have moved before the buyer's own refused.
            await attempt.rollback()
