"""What a payment provider is: it presents an attempt to pay, reads its own notices, and gives money back.

A provider never decides about an order. It translates; `settle_payment` decides. What a notice says is a hint:
rails that can be asked are asked (`look_up`) before money is believed.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar, Protocol

from pydantic import BaseModel

from db.types.enums import DisputeState
from db.types.ids import BotId, ChargeId, IntentId, OrderId, RefundId, ShopId


@dataclass(frozen=True, slots=True)
class PriceLine:
    """One line of a payment page, in minor units (a discount is negative)."""

    label: str
    amount: int
    is_delivery: bool = False


@dataclass(frozen=True, slots=True)
class ReceiptLine:
    """A line of a fiscal receipt: what is paid for it in all, in minor units, with its tax."""

    title: str
    quantity: int
    amount: int
    tax_bp: int = 0
    tax_included: bool = True
    is_delivery: bool = False


@dataclass(frozen=True, slots=True)
class Attempt:
    """What a provider is asked to present. `intent_id` is the idempotency key (domain law 7).

    `return_url` is where the provider's page sends the buyer back to: the order in the chat. `prices` and `receipt`
    add up to `amount`. `flexible`: the buyer may still choose another delivery while paying.
    """

    intent_id: IntentId
    order_id: OrderId
    number: int
    amount: int
    currency: str
    title: str
    description: str
    prices: tuple[PriceLine, ...]
    shop_id: ShopId
    language: str = "en"
    return_url: str = ""
    phone: str | None = None
    email: str | None = None
    receipt: tuple[ReceiptLine, ...] = ()
    payer_telegram_id: int = 0
    bot_id: BotId | None = None
    subscription: bool = False
    flexible: bool = False


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
    # What else sendInvoice takes (need_email, provider_data, suggested_tip_amounts …), as the Bot API names it.
    options: dict[str, Any] = field(default_factory=dict)
    tip_max: int = 0
    details: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Redirect:
    """A page of the provider's where the buyer pays, until `until`.

    `pay_amount` and `pay_currency` are what the rail itself is paid in, when it is not the order's currency; the
    rate is frozen with them. `details` is the provider's own to remember.
    """

    url: str
    external_id: str
    until: datetime | None = None
    pay_amount: int | None = None
    pay_currency: str | None = None
    details: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Transfer:
    """Money the buyer sends by hand: to an account, or to an address with a comment.

    `fields` are (locale key, value) pairs to show, values to be copied exactly; `url` opens a wallet. With `proof`
    the buyer sends a picture that staff approve; without, the chain itself is watched.
    """

    fields: tuple[tuple[str, str], ...]
    url: str = ""
    proof: bool = False
    external_id: str | None = None
    until: datetime | None = None
    pay_amount: int | None = None
    pay_currency: str | None = None
    details: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PayLater:
    """Nothing to pay now: cash at delivery."""


Presentation = Invoice | Redirect | Transfer | PayLater


@dataclass(frozen=True, slots=True)
class Known:
    """What we know of an attempt when we ask the provider about it. `external_id` None: creating it got no answer.

    `over`: nobody waits for its money any more; what is only reserved may be let go. `said`: what the notice told
    that made us ask, a hint for what the rail itself does not answer.
    """

    intent_id: IntentId
    order_id: OrderId
    shop_id: ShopId
    external_id: str | None
    amount: int
    currency: str
    created_at: datetime
    pay_amount: int | None = None
    pay_currency: str | None = None
    details: dict[str, Any] = field(default_factory=dict)
    over: bool = False
    said: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Notice:
    """What arrived from a provider, raw: headers in lower case, body in bytes, where it came from."""

    body: bytes
    headers: dict[str, str] = field(default_factory=dict)
    remote: str = ""


@dataclass(frozen=True, slots=True)
class MoneyArrived:
    """A provider says that money arrived. `external_id` is unique at the provider.

    `in_parts`: the rail takes any sum (a wallet transfer): less than asked is part of it, more is given back.
    `tip` is inside `amount`; `fee` is what the provider keeps of it. `card_hash` names a card without its number.
    A subscription's money tells until when it is paid; `renewal`: it is not the first.
    """

    shop_id: ShopId
    intent_id: IntentId | None
    provider: str
    external_id: str
    amount: int
    currency: str
    provider_reference: str = ""
    payer_telegram_id: int | None = None
    evidence: dict[str, Any] = field(default_factory=dict)
    in_parts: bool = False
    tip: int = 0
    fee: int = 0
    card_hash: str | None = None
    paid_until: datetime | None = None
    renewal: bool = False


@dataclass(frozen=True, slots=True)
class PaymentFailed:
    """A provider says that an attempt came to nothing. `over`: its page cannot be paid any more."""

    shop_id: ShopId
    intent_id: IntentId
    provider: str
    reason: str
    over: bool = True


@dataclass(frozen=True, slots=True)
class PaymentProcessing:
    """A provider says that money is on its way: being checked, or reserved on the card (`authorized`)."""

    shop_id: ShopId
    intent_id: IntentId
    provider: str
    authorized: bool = False


@dataclass(frozen=True, slots=True)
class PageFound:
    """The answer to "did you open a page for this attempt?": yes, here it is."""

    shop_id: ShopId
    intent_id: IntentId
    provider: str
    page: Redirect


@dataclass(frozen=True, slots=True)
class MoneyReturned:
    """A provider says that it gave money back (asked by us, or on its own).

    `external_id` is the charge's; `refund_external_id` the refund's own, which tells two refunds of one sum apart;
    `refund_id` is ours, where the provider hands it back. `in_all`: the rail only tells how much of the charge has
    gone back until now, not each refund.
    """

    shop_id: ShopId
    provider: str
    external_id: str
    amount: int
    currency: str
    refund_external_id: str = ""
    refund_id: RefundId | None = None
    in_all: bool = False


@dataclass(frozen=True, slots=True)
class RefundBounced:
    """A provider says that a refund came to nothing after all, perhaps after it said that it was done.

    `external_id` is the charge's, `refund_external_id` the refund's own, `refund_id` ours where it is handed back.
    """

    shop_id: ShopId
    provider: str
    external_id: str
    amount: int
    refund_external_id: str
    refund_id: RefundId | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class DisputeChanged:
    """The buyer's bank disputes a charge (`external_id` is the charge's)."""

    shop_id: ShopId
    provider: str
    external_id: str
    dispute_external_id: str
    state: DisputeState
    amount: int
    currency: str
    reason: str = ""
    due_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Ask:
    """Something happened to an attempt, and the rail has to be asked what. One of the two ids is known."""

    shop_id: ShopId
    provider: str
    external_id: str = ""
    intent_id: IntentId | None = None
    said: dict[str, str] = field(default_factory=dict)


ProviderEvent = (
    MoneyArrived | PaymentFailed | PaymentProcessing | PageFound | MoneyReturned | RefundBounced | DisputeChanged | Ask
)


@dataclass(frozen=True, slots=True)
class RefundOrder:
    """What a provider is asked to give back. `refund_id` is the idempotency key.

    `refunded_before` is what of the charge went back before, by our books. `subscription`: it would be charged again.
    """

    refund_id: RefundId
    charge_id: ChargeId
    external_id: str
    provider_reference: str
    amount: int
    charge_amount: int
    currency: str
    payer_telegram_id: int | None
    shop_id: ShopId
    bot_id: BotId | None = None
    refund_external_id: str | None = None
    refunded_before: int = 0
    subscription: bool = False
    receipt: tuple[ReceiptLine, ...] = ()
    phone: str | None = None
    email: str | None = None


@dataclass(frozen=True, slots=True)
class RefundDone:
    """The money is on its way back."""

    external_id: str = ""


@dataclass(frozen=True, slots=True)
class RefundPending:
    """The provider took the refund and has not carried it out yet: look it up later."""

    external_id: str = ""


@dataclass(frozen=True, slots=True)
class RefundUnheard:
    """The answer to a look-up: the provider has never heard of this refund; asking (again) is safe."""


@dataclass(frozen=True, slots=True)
class RefundByHand:
    """The rail has no refund call: staff pay it back at the provider and say so."""


@dataclass(frozen=True, slots=True)
class RefundRefused:
    """The provider will not give it back."""

    reason: str


RefundAnswer = RefundDone | RefundPending | RefundByHand | RefundRefused | RefundUnheard


class ProviderDown(Exception):
    """The provider did not answer, or said it is broken: the outcome is unknown."""


class ProviderRefused(Exception):
    """The provider answered no: wrong keys, a sum it does not take. Certain; the text is for staff."""


class NoticeRefused(Exception):
    """The notice is not the provider's: wrong signature, stale, malformed."""


class NoSettings(BaseModel):
    """A provider without settings."""


@dataclass(frozen=True, slots=True)
class StatementLine:
    """One movement in a provider's own books. `refund_of` is the charge's external id for money that went back."""

    external_id: str
    amount: int
    currency: str
    at: datetime
    intent_id: IntentId | None = None
    refund_of: str | None = None
    refund_id: RefundId | None = None


class PaymentProvider(Protocol):
    """One way to pay."""

    code: str
    settings_model: type[BaseModel]
    takes_webhooks: ClassVar[bool]
    can_look_up: ClassVar[bool]
    has_statement: ClassVar[bool]
    refunds_in_turn: ClassVar[bool]

    def available(self, settings: BaseModel, currency: str) -> bool:
        """Return whether the settings are complete and the currency is taken."""
        ...

    async def present(self, settings: BaseModel, attempt: Attempt) -> Presentation:
        """Make the attempt payable. May call the provider; never inside a transaction.

        Raises:
            ProviderDown: nobody knows whether the page exists; the same call may be repeated.
            ProviderRefused: it does not, for certain.
        """
        ...

    def read_notice(self, settings: BaseModel, shop_id: ShopId, notice: Notice) -> list[ProviderEvent]:
        """Verify and translate what arrived. Raises: NoticeRefused."""
        ...

    async def look_up(self, settings: BaseModel, known: Known) -> list[ProviderEvent]:
        """Ask what became of an attempt, by its id at the provider or by our own key; nothing new: an empty list.

        Raises:
            ProviderDown: ask again later.
        """
        ...

    async def whose(self, settings: BaseModel, external_id: str) -> IntentId | None:
        """Return the attempt that a payment we have never heard of is for, by our own mark on it.

        Raises: ProviderDown, ProviderRefused.
        """
        ...

    async def close(self, settings: BaseModel, known: Known) -> None:
        """Make an attempt's page unpayable where the rail can; quiet when it is over already. Raises: ProviderDown."""
        ...

    async def refund(self, settings: BaseModel, order: RefundOrder) -> RefundAnswer:
        """Give money back. Repeating the same order must not pay twice.

        Raises:
            ProviderDown: the outcome is unknown.
        """
        ...

    async def look_up_refund(self, settings: BaseModel, order: RefundOrder) -> RefundAnswer:
        """Ask what became of a refund, by our own key. Raises: ProviderDown."""
        ...

    async def statement(self, settings: BaseModel, since: datetime) -> list[StatementLine]:
        """Return every movement of money since then, for reconciliation. Raises: ProviderDown."""
        ...

    async def check(self, settings: BaseModel) -> None:
        """Try the settings with a harmless call. Raises: ProviderDown, ProviderRefused."""
        ...

    async def balance(self, settings: BaseModel) -> tuple[int, str] | None:
        """Return what the provider holds for the shop: minor units and currency; None where it does not tell.

        Raises:
            ProviderDown, ProviderRefused.
        """
        ...


class BaseProvider:
    """What a rail that cannot do a thing answers."""

    code: str
    settings_model: type[BaseModel] = NoSettings
    # Strangers may post to /webhooks/payments/<code>/<shop>: only a rail that verifies what it reads says so.
    takes_webhooks: ClassVar[bool] = False
    can_look_up: ClassVar[bool] = False
    has_statement: ClassVar[bool] = False
    # Its refunds cannot be told apart, so those of one charge are carried out one after the other.
    refunds_in_turn: ClassVar[bool] = False

    def read_notice(self, settings: BaseModel, shop_id: ShopId, notice: Notice) -> list[ProviderEvent]:
        """Refuse: nobody may send notices about this rail."""
        del settings, shop_id, notice
        msg = f"{self.code} sends no notices"
        raise NoticeRefused(msg)

    async def look_up(self, settings: BaseModel, known: Known) -> list[ProviderEvent]:
        """Know nothing new."""
        del settings, known
        return []

    async def whose(self, settings: BaseModel, external_id: str) -> IntentId | None:
        """Know of no mark."""
        del settings, external_id
        return None

    async def close(self, settings: BaseModel, known: Known) -> None:
        """Leave the page as it is: whatever is paid on it comes back by itself."""

    async def refund(self, settings: BaseModel, order: RefundOrder) -> RefundAnswer:
        """Leave it to staff."""
        del settings, order
        return RefundByHand()

    async def look_up_refund(self, settings: BaseModel, order: RefundOrder) -> RefundAnswer:
        """Ask by repeating, which a rail with idempotency keys answers with the first outcome."""
        return await self.refund(settings, order)

    async def statement(self, settings: BaseModel, since: datetime) -> list[StatementLine]:
        """Have none."""
        del settings, since
        return []

    async def check(self, settings: BaseModel) -> None:
        """Nothing to try."""

    async def balance(self, settings: BaseModel) -> tuple[int, str] | None:
        """Does not tell."""
        del settings
        return None
