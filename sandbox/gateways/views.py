"""What a gateway shows: payments and refunds to tests, a pay page to buyers."""

from dataclasses import dataclass

from sandbox.gateways.rows import Payment, Refund
from sandbox.jsontypes import JsonObject


@dataclass(frozen=True, slots=True)
class PaymentView:
    """A payment in minor units; ``raw`` is what the API shows."""

    gateway: str
    account: str
    id: str
    status: str
    amount: int
    currency: str
    received: int
    refunded: int
    withdrawn: int
    reference: str
    description: str
    page: str
    raw: JsonObject


@dataclass(frozen=True, slots=True)
class RefundView:
    gateway: str
    account: str
    id: str
    payment: str
    status: str
    amount: int
    currency: str
    reference: str  # the merchant's own key of it, where a gateway knows one


@dataclass(frozen=True, slots=True)
class Page:
    """A pay page; ``state``: open, paid, failed, expired or refunded."""

    brand: str
    state: str
    amount: int
    currency: str
    description: str
    return_url: str
    cancel_url: str
    cards: bool = True  # offers the outcomes of test cards
    note: str = ""  # a key of words: what to say above the buttons
    lines: tuple[tuple[str, str], ...] = ()
    locale: str = ""


def payment_view(gateway: str, row: Payment, raw: JsonObject) -> PaymentView:
    return PaymentView(
        gateway, row.account, row.id, row.status, row.amount, row.currency, row.received, row.refunded, row.withdrawn,
        row.reference, row.description, row.page, raw,
    )  # fmt: skip


def refund_view(gateway: str, row: Refund) -> RefundView:
    return RefundView(
        gateway,
        row.account,
        row.id,
        row.payment,
        row.status,
        row.amount,
        row.currency,
        str(row.more.get("spend_id") or ""),
    )
