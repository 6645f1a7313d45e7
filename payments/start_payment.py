"""Start a payment: write the attempt, ask the provider outside any transaction, write the answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import structlog

from core.auth.actor import Actor
from core.kit.clock import Clock
from core.kit.crash import checkpoint
from core.kit.errors import NotFound
from core.kit.i18n.words import Words, words_of
from core.kit.observability.metrics import PAYMENTS
from core.kit.uow import Transaction, UnitOfWork
from core.orders.state import PAID
from core.shops.shop import Shop
from db.repositories import money, orders
from db.repositories.sql import Record
from db.types.enums import IntentState, OrderStatus
from db.types.ids import BotId, IntentId, OrderId, encode_id, new_id
from payments.breaker import Breakers
from payments.errors import AlreadyPaid, MethodUnavailable, NotPayable
from payments.protocol import (
    Attempt,
    Invoice,
    PayLater,
    PaymentProvider,
    Presentation,
    PriceLine,
    ProviderDown,
    ProviderRefused,
    ReceiptLine,
    Redirect,
    Transfer,
)
from payments.registry import Registry
from payments.settings import ProviderSettings

log = structlog.get_logger(__name__)
# A page nobody has told us about is asked for after so many seconds.
_FIRST_CHECK = 45
_UNHEARD_CHECK = 20
_SHOWN_LINES = 30


@dataclass(frozen=True, slots=True)
class Started:
    """The attempt and what the buyer is shown."""

    intent_id: IntentId
    presentation: Presentation


@dataclass(frozen=True, slots=True)
class _Opened:
    """A written attempt, and the page it has already, if any."""

    intent_id: IntentId
    order: Record
    lines: list[Record]
    provider: PaymentProvider
    left: int
    page: Redirect | None


class StartPayment:
    """Make an order payable, again if need be: each attempt is a row of its own.

    A page that is open for the same sum is shown again instead of opening a second one.
    """

    def __init__(
        self,
        uow: UnitOfWork,
        registry: Registry,
        settings: ProviderSettings,
        breakers: Breakers,
        clock: Clock,
    ) -> None:
        self._uow = uow
        self._registry = registry
        self._settings = settings
        self._breakers = breakers
        self._clock = clock

    async def __call__(self, actor: Actor, shop: Shop, order_id: OrderId) -> Started:
        """Start an attempt for one's own order.

        Raises:
            NotFound: no such order, or somebody else's.
            AlreadyPaid, NotPayable, MethodUnavailable, ProviderDown.
        """
        async with self._uow(actor.shop_id) as tx:
            opened = await self._open(tx, actor, shop, order_id)
        if opened.page is not None:
            return Started(opened.intent_id, opened.page)
        checkpoint("intent_written")
        attempt = attempt_of(shop, opened, words_of(actor.language), actor)
        provider = opened.provider
        try:
            presentation = await provider.present(self._settings.of(shop, provider), attempt)
        except ProviderDown:
            self._breakers.failed(shop.id, provider.code)
            PAYMENTS.labels(provider.code, "unknown").inc()
            await self._unheard(actor, opened)
            raise
        except ProviderRefused as refused:
            self._breakers.succeeded(shop.id, provider.code)
            log.error("payment.refused", provider=provider.code, shop_id=shop.id, why=str(refused)[:200])  # noqa: TRY400
            async with self._uow(actor.shop_id) as tx:
                await money.set_intent_state(
                    tx.connection, tx.shop_id, opened.intent_id, IntentState.FAILED, failure=str(refused)[:200]
                )
            raise MethodUnavailable from refused
        self._breakers.succeeded(shop.id, provider.code)
        checkpoint("intent_presented")
        await self._keep(actor, opened, presentation)
        return Started(opened.intent_id, presentation)

    async def _open(self, tx: Transaction, actor: Actor, shop: Shop, order_id: OrderId) -> _Opened:
        order = await orders.order(tx.connection, tx.shop_id, order_id, lock=True)
        if order is None or order["person_id"] != actor.person_id:
            raise NotFound
        if order["status"] != OrderStatus.AWAITING_PAYMENT:
            refusal = AlreadyPaid if order["status"] in PAID else NotPayable
            raise refusal(number=order["number"], status=order["status"])
        code = order["payment_method"]
        provider = self._registry.get(code)
        if provider is None or not self._settings.takes(shop, code, order["currency"]):
            raise MethodUnavailable
        if not self._breakers.closed(shop.id, code):
            raise MethodUnavailable
        left = order["total"] - await money.paid(tx.connection, tx.shop_id, order_id)
        lines = await orders.lines(tx.connection, tx.shop_id, order_id)
        used = await money.open_page(tx.connection, tx.shop_id, order_id, code, left, self._clock.now())
        if used is not None:
            page = _page_of(used) if used["url"] is not None else None
            return _Opened(IntentId(used["id"]), order, lines, provider, left, page)
        intent_id = IntentId(new_id())
        await money.create_intent(
            tx.connection,
            tx.shop_id,
            intent_id=intent_id,
            order_id=order_id,
            provider=code,
            amount=left,
            currency=order["currency"],
            payer_id=actor.person_id,
        )
        if provider.can_look_up:
            await money.check_later(tx.connection, tx.shop_id, intent_id, _FIRST_CHECK, counted=False)
        return _Opened(intent_id, order, lines, provider, left, None)

    async def _unheard(self, actor: Actor, opened: _Opened) -> None:
        """Nobody knows whether the page exists: only a look-up by our own key tells (law 7)."""
        if not opened.provider.can_look_up:
            return
        async with self._uow(actor.shop_id) as tx:
            intent = await money.intent(tx.connection, tx.shop_id, opened.intent_id, lock=True)
            if intent is not None and intent["state"] == IntentState.CREATED:
                await money.set_intent_state(tx.connection, tx.shop_id, opened.intent_id, IntentState.UNKNOWN)
                await money.check_later(tx.connection, tx.shop_id, opened.intent_id, _UNHEARD_CHECK, counted=False)

    async def _keep(self, actor: Actor, opened: _Opened, shown: Presentation) -> None:
        if isinstance(shown, PayLater) or (isinstance(shown, Invoice) and not shown.tip_max):
            return
        page = shown if isinstance(shown, (Redirect, Transfer)) else None
        async with self._uow(actor.shop_id) as tx:
            await money.set_page(
                tx.connection,
                tx.shop_id,
                opened.intent_id,
                external_id=page.external_id if page else None,
                url=page.url if isinstance(page, Redirect) else None,
                until=page.until if page else None,
                pay_amount=page.pay_amount if page else None,
                pay_currency=page.pay_currency if page else None,
                details=page.details if page else {},
                tip_max=shown.tip_max if isinstance(shown, Invoice) else 0,
                check_seconds=_FIRST_CHECK if opened.provider.can_look_up else None,
            )

    async def presented(self, actor: Actor, intent_id: IntentId, chat_id: int, message_id: int) -> None:
        """Remember where the pay message stands, to finalise it later."""
        async with self._uow(actor.shop_id) as tx:
            await money.note_presented(tx.connection, tx.shop_id, intent_id, chat_id, message_id)


def _page_of(intent: Record) -> Redirect:
    return Redirect(
        url=intent["url"],
        external_id=intent["external_id"] or "",
        until=intent["url_until"],
        pay_amount=intent["pay_amount"],
        pay_currency=intent["pay_currency"],
        details=dict(intent["details"]),
    )


def attempt_of(shop: Shop, opened: _Opened, words: Words, actor: Actor) -> Attempt:
    """Return what the provider is asked to present: prices and receipt that add up to what is left."""
    order, left = opened.order, opened.left
    number = str(order["number"])
    prices = price_lines(words, order, opened.lines)
    if sum(price.amount for price in prices) != left:
        # Gift card, points or an earlier part have paid for some of it.
        prices = [PriceLine(words.plain("invoice-title", number=number), left)]
    username = order["bot_username"]
    return Attempt(
        intent_id=opened.intent_id,
        order_id=OrderId(order["id"]),
        number=order["number"],
        amount=left,
        currency=order["currency"],
        title=words.plain("invoice-title", number=number),
        description=words.plain("invoice-description", shop=words.pick(shop.title), pieces=len(opened.lines)),
        prices=tuple(prices),
        shop_id=shop.id,
        language=actor.language,
        return_url=f"https://t.me/{username}?start=o_{encode_id(order['id'])}" if username else "",
        phone=order["phone"],
        receipt=receipt_lines(words, order, opened.lines, left),
        payer_telegram_id=actor.telegram_id,
        bot_id=BotId(order["bot_id"]) if order["bot_id"] is not None else shop.bot_id,
        subscription=any(line["kind"] == "subscription" for line in opened.lines),
    )


def price_lines(words: Words, order: Mapping[str, Any], lines: list[Record]) -> list[PriceLine]:
    """Return an order's parts as a payment page lists them; they add up to its total."""
    prices = [
        PriceLine(f"{words.pick(line['title'])} × {line['quantity']}", line["unit_price"] * line["quantity"])
        for line in lines[:_SHOWN_LINES]
    ]
    rest = sum(line["unit_price"] * line["quantity"] for line in lines[_SHOWN_LINES:])
    if rest:
        prices.append(PriceLine(words.plain("invoice-rest"), rest))
    if order["delivery_total"]:
        prices.append(PriceLine(words.pick(order["delivery_title"]), order["delivery_total"]))
    if order["discount_total"]:
        prices.append(PriceLine(words.plain("invoice-discount"), -order["discount_total"]))
    if order["tax_added"]:
        prices.append(PriceLine(words.plain("invoice-tax"), order["tax_added"]))
    if order["rounding"]:
        prices.append(PriceLine(words.plain("invoice-rounding"), order["rounding"]))
    return prices


def receipt_lines(words: Words, order: Mapping[str, Any], lines: list[Record], amount: int) -> tuple[ReceiptLine, ...]:
    """Return the lines of a fiscal receipt over `amount`: each line's real price, the last one taking what is left.

    A receipt has no negative lines: discounts lie in the lines already (`line_total`), and what was paid otherwise
    (gift card, points) lowers the lines in their order.
    """
    parts = [
        ReceiptLine(words.pick(line["title"])[:128], line["quantity"], line["line_total"], line["tax_bp"])
        for line in lines
    ]
    delivery = order["total"] - sum(part.amount for part in parts)
    if delivery > 0 and order["delivery_total"]:
        parts.append(ReceiptLine(words.pick(order["delivery_title"])[:128], 1, delivery, is_delivery=True))
    excess = sum(part.amount for part in parts) - amount
    kept: list[ReceiptLine] = []
    for part in reversed(parts):
        less = min(max(excess, 0), part.amount)
        excess -= less
        if part.amount - less > 0:
            kept.append(
                ReceiptLine(
                    part.title,
                    part.quantity if not less else 1,
                    part.amount - less,
                    part.tax_bp,
                    part.tax_included,
                    part.is_delivery,
                )
            )
    return tuple(reversed(kept))
