"""Answer Telegram's pre-checkout question: may this person pay this invoice now? In doubt, no.

A yes moves the attempt to `approved` and keeps the goods for 15 minutes more, so that expiry cannot
overtake the money (domain.md, Payment intent). Delivery that was chosen in the sheet is written with it.
"""

from dataclasses import dataclass

from core.kit.crash import checkpoint
from core.kit.errors import AppError
from core.kit.uow import UnitOfWork
from core.orders.state import PAID
from db.repositories import money, orders, stock
from db.repositories.sql import Record
from db.types.enums import IntentState, OrderStatus
from db.types.ids import IntentId, OrderId, ShopId
from payments.errors import (
    AlreadyPaid,
    AmountDiffers,
    AnotherPaymentUnderWay,
    InvoiceUnknown,
    NotPayable,
    PayerDiffers,
)
from payments.invoices import CARDS, SHEET
from payments.sheet_delivery import choose

APPROVAL_SECONDS = 15 * 60
_OPEN = (IntentState.CREATED, IntentState.PRESENTED, IntentState.APPROVED, IntentState.EXPIRED)


@dataclass(frozen=True, slots=True)
class CheckoutQuestion:
    """What Telegram asks."""

    shop_id: ShopId
    intent_id: IntentId
    payer_telegram_id: int
    amount: int
    currency: str
    provider: str = CARDS
    # What was chosen and typed in the sheet, where it asks for delivery.
    shipping_option_id: str | None = None
    address: str | None = None


class ConfirmCheckout:
    """Approve an attempt, or say why not."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._uow = uow

    async def __call__(self, question: CheckoutQuestion) -> None:
        """Approve; asked again for the same attempt it approves again.

        Raises:
            InvoiceUnknown, PayerDiffers, AmountDiffers, AlreadyPaid, NotPayable, AnotherPaymentUnderWay,
            DeliveryNotChosen, Unavailable.
        """
        async with self._uow(question.shop_id) as tx:
            found = await money.intent(tx.connection, tx.shop_id, question.intent_id)
            if found is None:
                raise InvoiceUnknown
            order_id = OrderId(found["order_id"])
            order = await orders.order(tx.connection, tx.shop_id, order_id, lock=True)
            intent = await money.intent(tx.connection, tx.shop_id, question.intent_id, lock=True)
            if order is None or intent is None or intent["provider"] != question.provider:
                raise InvoiceUnknown
            refusal = _refusal(question, intent, order)
            if refusal is not None:
                raise refusal
            if SHEET in intent["details"]:
                order = await choose(tx, order, intent, question.shipping_option_id, question.address)
            due = order["total"] - await money.paid(tx.connection, tx.shop_id, order_id)
            if not due <= question.amount <= due + intent["tip_max"]:
                raise AmountDiffers
            await money.lapse_approvals(tx.connection, tx.shop_id, order_id)
            if await money.other_live_intent(tx.connection, tx.shop_id, order_id, question.intent_id):
                raise AnotherPaymentUnderWay
            if await stock.live_holds(tx.connection, tx.shop_id, order_id) == 0:
                raise NotPayable(number=order["number"], status=order["status"])
            await money.set_intent_state(
                tx.connection,
                tx.shop_id,
                question.intent_id,
                IntentState.APPROVED,
                approved_seconds=APPROVAL_SECONDS,
            )
            await stock.extend_holds(tx.connection, tx.shop_id, order_id, APPROVAL_SECONDS)
        checkpoint("checkout_approved")


def _refusal(question: CheckoutQuestion, intent: Record, order: Record) -> AppError | None:
    """Return why an attempt is not payable as it is, before its delivery is looked at (pure)."""
    if intent["payer_telegram_id"] != question.payer_telegram_id:
        return PayerDiffers()
    least = intent["details"].get(SHEET, intent["amount"])
    if intent["currency"] != question.currency or question.amount < least:
        return AmountDiffers()
    if SHEET not in intent["details"] and question.amount > intent["amount"] + intent["tip_max"]:
        return AmountDiffers()
    if order["status"] != OrderStatus.AWAITING_PAYMENT:
        refusal = AlreadyPaid if order["status"] in PAID else NotPayable
        return refusal(number=order["number"], status=order["status"])
    if intent["state"] not in _OPEN:
        return NotPayable(number=order["number"], status=order["status"])
    return None
