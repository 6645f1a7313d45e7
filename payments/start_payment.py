"""Start a payment: write the attempt, ask the provider outside any transaction, write the answer."""

from dataclasses import dataclass
from typing import Any

import structlog
from pydantic import BaseModel

from core.auth.actor import Actor
from core.kit.clock import Clock
from core.kit.crash import checkpoint
from core.kit.errors import NotFound
from core.kit.http import hurried
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
from payments.lines import price_lines, receipt_lines
from payments.look_up_payment import known_of
from payments.protocol import (
    Attempt,
    Invoice,
    PageFound,
    PayLater,
    PaymentProvider,
    Presentation,
    PriceLine,
    ProviderDown,
    ProviderRefused,
    Redirect,
    Transfer,
)
from payments.registry import Registry
from payments.settings import ProviderSettings
from payments.sheet_delivery import may_choose

log = structlog.get_logger(__name__)
# A page nobody has told us about is asked for after so many seconds.
_FIRST_CHECK = 45
_UNHEARD_CHECK = 20


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
    page: Redirect | Transfer | None
    # An attempt from before whose page nobody has seen: opening it got no answer.
    unheard: Record | None = None


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
            with hurried():
                presentation = await self._present(provider, self._settings.of(shop, provider), attempt, opened)
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

    @staticmethod
    async def _present(
        provider: PaymentProvider, settings: BaseModel, attempt: Attempt, opened: _Opened
    ) -> Presentation:
        """Open a page; where opening it got no answer before, look first: one page, not two (law 7)."""
        if opened.unheard is not None and provider.can_look_up:
            for event in await provider.look_up(settings, known_of(attempt.shop_id, opened.unheard)):
                if isinstance(event, PageFound):
                    return event.page
        return await provider.present(settings, attempt)

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
            page = _page_of(used)
            return _Opened(IntentId(used["id"]), order, lines, provider, left, page, used if page is None else None)
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
        if isinstance(shown, PayLater) or (isinstance(shown, Invoice) and not (shown.tip_max or shown.details)):
            return
        page = shown if isinstance(shown, (Redirect, Transfer)) else None
        async with self._uow(actor.shop_id) as tx:
            await money.set_page(
                tx.connection,
                tx.shop_id,
                opened.intent_id,
                external_id=page.external_id if page else None,
                url=page.url or None if page else None,
                until=page.until if page else None,
                pay_amount=page.pay_amount if page else None,
                pay_currency=page.pay_currency if page else None,
                details=_details_of(shown),
                tip_max=shown.tip_max if isinstance(shown, Invoice) else 0,
                check_seconds=_first_check(page) if opened.provider.can_look_up else None,
            )

    async def link(self, actor: Actor, order_id: OrderId) -> str | None:
        """Return the link of the invoice open for one's order: a card that a bank declined is tried again on it.

        Another invoice would have to wait until the approval of the first has lapsed (`ConfirmCheckout`).
        """
        async with self._uow(actor.shop_id) as tx:
            order = await orders.order(tx.connection, tx.shop_id, order_id)
            if order is None or order["person_id"] != actor.person_id:
                raise NotFound
            if order["status"] != OrderStatus.AWAITING_PAYMENT:
                return None
            left = order["total"] - await money.paid(tx.connection, tx.shop_id, order_id)
            return await money.invoice_link(tx.connection, tx.shop_id, order_id, left)

    async def linked(self, actor: Actor, intent_id: IntentId, link: str) -> None:
        """Remember by which link the invoice of an attempt is opened."""
        async with self._uow(actor.shop_id) as tx:
            await money.keep_invoice_link(tx.connection, tx.shop_id, intent_id, link)

    async def presented(self, actor: Actor, intent_id: IntentId, chat_id: int, message_id: int) -> None:
        """Remember where the pay message stands, to finalise it later."""
        async with self._uow(actor.shop_id) as tx:
            await money.note_presented(tx.connection, tx.shop_id, intent_id, chat_id, message_id)


def _first_check(page: Redirect | Transfer | None) -> int:
    return min(_FIRST_CHECK, int(page.details.get("check_every", _FIRST_CHECK))) if page else _FIRST_CHECK


def _details_of(page: Redirect | Transfer | Invoice) -> dict[str, Any]:
    """Return what is remembered of a page: a transfer with all it says, to be said again."""
    if not isinstance(page, Transfer):
        return page.details
    return {**page.details, "fields": [list(field) for field in page.fields], "proof": page.proof}


def _page_of(intent: Record) -> Redirect | Transfer | None:
    details = dict(intent["details"])
    if "fields" in details:
        return Transfer(
            fields=tuple((name, value) for name, value in details["fields"]),
            url=intent["url"] or "",
            proof=details["proof"],
            external_id=intent["external_id"],
            until=intent["url_until"],
            pay_amount=intent["pay_amount"],
            pay_currency=intent["pay_currency"],
            details=details,
        )
    if intent["url"] is None:
        return None
    return Redirect(
        url=intent["url"],
        external_id=intent["external_id"] or "",
        until=intent["url_until"],
        pay_amount=intent["pay_amount"],
        pay_currency=intent["pay_currency"],
        details=details,
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
        flexible=left == order["total"] and may_choose(shop, order),
    )
