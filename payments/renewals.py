"""A subscription's money: the first payment begins it, each renewal is an order of its own, paid and delivered."""

from collections.abc import Mapping, Sequence
from typing import Any

from core.kit.uow import Transaction
from core.orders.deliver_digital import hand_over
from core.orders.events import OrderPaid, OrderPlaced
from core.orders.ledger import sale
from core.orders.moving import Cause, lock_order, move, totals_of
from core.orders.state import By, OrderEvent
from core.orders.subscriptions import tell_state
from db.repositories import orders, subscriptions
from db.repositories.sql import Record, dumps
from db.types.enums import ChargeVerdict, OrderStatus, ProductKind, SubscriptionState
from db.types.ids import OrderId, VariantId, new_id
from payments.charges import record_charge
from payments.protocol import MoneyArrived

# The sums of the first order are those of every renewal: Telegram charges the price of the link.
_COPIED = (
    "person_id bot_id language payment_method currency goods_total delivery_total discount_total tax_total tax_added "
    "rounding total delivery_kind delivery_option_id address phone customer_name"
).split()
_LINE = (
    "position product_id variant_id stock_item_id sku title options_text unit_price quantity line_total tax_bp digital"
)


async def begin(tx: Transaction, arrived: MoneyArrived, order: Mapping[str, Any], lines: Sequence[Record]) -> None:
    """Write the subscription that an order's first payment began, if it is one."""
    line = next((line for line in lines if line["kind"] == ProductKind.SUBSCRIPTION), None)
    if arrived.paid_until is None or line is None:
        return
    await subscriptions.subscribe(
        tx.connection,
        tx.shop_id,
        subscription_id=new_id(),
        order_id=OrderId(order["id"]),
        variant_id=VariantId(line["variant_id"]),
        person_id=order["person_id"],
        bot_id=arrived.evidence.get("bot_id") or order["bot_id"],
        external_id=arrived.external_id,
        amount=arrived.amount,
        currency=arrived.currency,
        paid_until=arrived.paid_until,
    )


async def renew(tx: Transaction, arrived: MoneyArrived, first: Mapping[str, Any]) -> OrderId | None:
    """Make the renewal's order under the first one's lock; None: there is no subscription to renew.

    Copies of the message find the charge: there is one order per renewal.
    """
    known = await subscriptions.subscription(tx.connection, tx.shop_id, OrderId(first["id"]), lock=True)
    if known is None or arrived.paid_until is None:
        return None
    order_id = OrderId(new_id())
    await _place(tx, arrived, first, order_id)
    await record_charge(tx, arrived, ChargeVerdict.APPLIED, None, order_id, first["intent"]["id"])
    order = await lock_order(tx, order_id)
    cause = Cause(By.LEDGER)
    to = await move(tx, order, OrderEvent.FUNDS_COMPLETE, cause)
    lines = await orders.lines(tx.connection, tx.shop_id, order_id)
    await hand_over(tx, {**order, "status": to}, lines)
    await subscriptions.extend(tx.connection, tx.shop_id, OrderId(first["id"]), arrived.paid_until)
    tell_state(tx, OrderId(first["id"]), SubscriptionState.ACTIVE)
    tx.tell(
        OrderPaid(
            tx.shop_id,
            order_id=order_id,
            amount=arrived.amount,
            currency=arrived.currency,
            provider=arrived.provider,
        )
    )
    return order_id


async def _place(tx: Transaction, arrived: MoneyArrived, first: Mapping[str, Any], order_id: OrderId) -> None:
    lines = await orders.lines(tx.connection, tx.shop_id, OrderId(first["id"]))
    await orders.place(
        tx.connection,
        tx.shop_id,
        sale(order_id, totals_of(first), first["currency"]),
        order_id=order_id,
        status=OrderStatus.AWAITING_PAYMENT,
        **{name: first[name] for name in _COPIED},
        delivery_title=dumps(first["delivery_title"]),
        delivery_quoted=False,
        gift_total=0,
        points_total=0,
        promo_id=None,
        promo_code=None,
        rate=first["rate"],
        saved_address=None,
        comment=None,
        idempotency_key=f"renewal:{arrived.external_id}",
        hold_until=arrived.paid_until,
        lines=dumps([{name: line[name] for name in _LINE.split()} for line in lines]),
        holds="[]",
        journal_id=new_id(),
        actor=By.LEDGER.value,
        entry_id=new_id(),
        cart_id=0,
    )
    await subscriptions.link_renewal(tx.connection, tx.shop_id, order_id, OrderId(first["id"]))
    tx.tell(OrderPlaced(tx.shop_id, order_id=order_id, status=OrderStatus.AWAITING_PAYMENT))
