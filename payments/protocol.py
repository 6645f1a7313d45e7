"""What a payment provider is: it presents an attempt to pay, reads its own notices, and gives money back.

A provider never decides about an order. It translates; `settle_payment` decides.
"""

from dataclasses import dataclass, field
from typing import Any, Protocol

from pydantic import BaseModel

from db.types.ids import ChargeId, IntentId, OrderId, RefundId, ShopId


@dataclass(frozen=True, slots=True)
class PriceLine:
    """One line of a payment page, in minor units (a discount is negative)."""

    label: str
    amount: int


@dataclass(frozen=True, slots=True)
class Attempt:
    """What a provider is asked to present. `intent_id` is the idempotency key (domain law 7)."""

    intent_id: IntentId
    order_id: OrderId
    number: int
    amount: int
    currency: str
    title: str
    description: str
    prices: tuple[PriceLine, ...]


@dataclass(frozen=True, slots=True)
class Invoice:
    """A Telegram invoice that the chat shows; the buyer pays in Telegram's own sheet."""

    payload: str
    provider_token: str
    title: str
    description: str
    currency: str
    prices: tuple[PriceLine, ...]
    start_parameter: str


@dataclass(frozen=True, slots=True)
class Redirect:
    """A page of the provider's where the buyer pays."""

    url: str
    external_id: str


@dataclass(frozen=True, slots=True)
class PayLater:
    """Nothing to pay now: cash at delivery."""


Presentation = Invoice | Redirect | PayLater


@dataclass(frozen=True, slots=True)
class Notice:
    """What arrived from a provider, raw: headers in lower case, body in bytes, where it came from."""

    body: bytes
    headers: dict[str, str] = field(default_factory=dict)
    remote: str = ""


@dataclass(frozen=True, slots=True)
class MoneyArrived:
    """A provider says that money arrived. `external_id` is unique at the provider."""

    shop_id: ShopId
    intent_id: IntentId | None
    provider: str
    external_id: str
    amount: int
    currency: str
    provider_reference: str = ""
    payer_telegram_id: int | None = None
    evidence: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PaymentFailed:
    """A provider says that an attempt came to nothing."""

    shop_id: ShopId
    intent_id: IntentId
    provider: str
    reason: str


@dataclass(frozen=True, slots=True)
class MoneyReturned:
    """A provider says that it gave money back (asked by us, or on its own)."""

    shop_id: ShopId
    provider: str
    external_id: str
    amount: int
    currency: str


ProviderEvent = MoneyArrived | PaymentFailed | MoneyReturned


@dataclass(frozen=True, slots=True)
class RefundOrder:
    """What a provider is asked to give back. `refund_id` is the idempotency key."""

    refund_id: RefundId
    charge_id: ChargeId
    external_id: str
    provider_reference: str
    amount: int
    charge_amount: int
    currency: str
    payer_telegram_id: int | None


@dataclass(frozen=True, slots=True)
class RefundDone:
    """The money is on its way back."""

    external_id: str = ""


@dataclass(frozen=True, slots=True)
class RefundByHand:
    """The rail has no refund call: staff pay it back at the provider and say so."""


@dataclass(frozen=True, slots=True)
class RefundRefused:
    """The provider will not give it back."""

    reason: str


RefundAnswer = RefundDone | RefundByHand | RefundRefused


class ProviderDown(Exception):
    """The provider did not answer, or said it is broken: the outcome is unknown."""


class NoticeRefused(Exception):
    """The notice is not the provider's: wrong signature, stale, malformed."""


class NoSettings(BaseModel):
    """A provider without settings."""


class PaymentProvider(Protocol):
    """One way to pay."""

    code: str
    settings_model: type[BaseModel]

    def available(self, settings: BaseModel, currency: str) -> bool:
        """Return whether the settings are complete and the currency is taken."""
        ...

    async def present(self, settings: BaseModel, attempt: Attempt) -> Presentation:
        """Make the attempt payable. May call the provider; never inside a transaction.

        Raises:
            ProviderDown: nobody knows whether the page exists; the same call may be repeated.
        """
        ...

    def read_notice(self, settings: BaseModel, shop_id: ShopId, notice: Notice) -> list[ProviderEvent]:
        """Verify and translate what arrived. Raises: NoticeRefused."""
        ...

    async def refund(self, settings: BaseModel, order: RefundOrder) -> RefundAnswer:
        """Give money back. Repeating the same order must not pay twice.

        Raises:
            ProviderDown: the outcome is unknown.
        """
        ...
