"""Telegram's side of money: the questions of the payment sheet, and payments that arrived."""

import asyncio
import time
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any, TypeVar

import orjson
import structlog
from aiohttp import ClientError

from bot.fleet import Fleet
from bot.session import RawRefusal
from core.kit.errors import AppError, Unavailable
from core.kit.events.inbox import HandledForever
from core.kit.i18n.words import Words, language_for, words_of
from core.kit.observability.metrics import UPDATES
from core.shops.open_shop import ServedBot, Shops
from db.types.ids import BotId, IntentId
from payments.confirm_checkout import CheckoutQuestion, ConfirmCheckout
from payments.errors import InvoiceUnknown, MethodUnavailable
from payments.find_intent import FindIntent
from payments.follow_subscription import FollowSubscription
from payments.invoices import intent_of, rail_of
from payments.protocol import MoneyArrived, MoneyReturned, Notice, NoticeRefused
from payments.refund_payment import RefundPayment
from payments.registry import Registry
from payments.settings import ProviderSettings
from payments.settle_payment import SettlePayment
from payments.sheet_delivery import OfferDeliveries, ShippingChoice, ShippingQuestion

log = structlog.get_logger(__name__)
# Telegram waits ten seconds; after six we say no rather than be late.
ANSWER_WITHIN = 6.0
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Answer:
    """A question of the payment sheet: what is asked, by which method it is answered, for which bot."""

    kind: str
    method: str
    query: dict[str, Any]
    served: ServedBot

    @property
    def sender(self) -> int:
        """Return who looks at the sheet."""
        return int((self.query.get("from") or {}).get("id", 0))

    @property
    def words(self) -> Words:
        """Return the words of that person's language."""
        return words_of(language_for(None, (self.query.get("from") or {}).get("language_code")))


class Cashier:
    """Answers and settles Telegram payments of every bot."""

    def __init__(
        self,
        fleet: Fleet,
        confirm: ConfirmCheckout,
        settle: SettlePayment,
        refunds: RefundPayment,
        deliver: OfferDeliveries,
        follow: FollowSubscription,
        find: FindIntent,
        shops: Shops,
        registry: Registry,
        settings: ProviderSettings,
    ) -> None:
        self._fleet = fleet
        self._confirm = confirm
        self._settle = settle
        self._refunds = refunds
        self._deliver = deliver
        self._follow = follow
        self._find = find
        self._shops = shops
        self._registry = registry
        self._settings = settings

    async def answer(self, served: ServedBot, query: dict[str, Any]) -> None:
        """Answer a pre-checkout question in time: yes, or no with a sentence."""
        answer = _Answer("pre_checkout_query", "answerPreCheckoutQuery", query, served)
        await self._in_time(answer, self._approve(served, query, answer.sender), lambda _: {})

    async def answer_shipping(self, served: ServedBot, query: dict[str, Any]) -> None:
        """Answer the sheet's question for ways of delivery in time: a list, or no with a sentence."""
        answer = _Answer("shipping_query", "answerShippingQuery", query, served)
        await self._in_time(
            answer,
            self._deliveries(served, query, answer),
            lambda found: {"shipping_options": [_option(choice) for choice in found]},
        )

    async def _in_time(
        self, answer: "_Answer", work: Coroutine[Any, Any, T], said: Callable[[T], dict[str, Any]]
    ) -> None:
        started = time.monotonic()
        task = asyncio.create_task(work)
        # Not cancelled before the answer is out: a frozen database may be slow to let go of its connection.
        await asyncio.wait({task}, timeout=ANSWER_WITHIN)
        refusal = self._refusal(answer.words, task)
        UPDATES.labels(answer.kind, "refused" if refusal else "approved").inc()
        params: dict[str, Any] = {f"{answer.kind}_id": str(answer.query.get("id")), "ok": refusal is None}
        params |= {"error_message": refusal} if refusal is not None else said(task.result())
        try:
            left = max(1.0, 10.0 - (time.monotonic() - started))
            await self._fleet.session.raw(answer.served.token, answer.method, params, left)
        except (RawRefusal, ClientError, OSError, TimeoutError) as error:
            # Unanswered means refused at Telegram; the approval lapses by itself.
            log.warning("checkout.not_answered", bot=answer.served.username, why=type(error).__name__)
        seconds = round(time.monotonic() - started, 3)
        log.info("checkout.answered", kind=answer.kind, ok=refusal is None, seconds=seconds)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

    @staticmethod
    def _refusal(words: Words, task: "asyncio.Task[T]") -> str | None:
        if not task.done():
            return words.plain("checkout-later")
        error = task.exception()
        if error is None:
            return None
        if isinstance(error, AppError) and not isinstance(error, Unavailable):
            return words.plain("checkout-refused", why=words.refusal(error))
        if not isinstance(error, Unavailable):
            log.error("checkout.failed", exc_info=error)
        return words.plain("checkout-later")

    async def _approve(self, served: ServedBot, query: dict[str, Any], payer: int) -> None:
        intent_id = intent_of(str(query.get("invoice_payload", "")))
        shop_id = await self._find.shop_of(intent_id, served.id)
        currency = str(query.get("currency", ""))
        provider = rail_of(currency)
        if not self._settings.takes(await self._shops.by_id(shop_id), provider, currency):
            # Taken out of use, or a test token that counts no more, since the invoice was sent.
            raise MethodUnavailable
        option = query.get("shipping_option_id")
        await self._confirm(
            CheckoutQuestion(
                shop_id=shop_id,
                intent_id=intent_id or IntentId(0),
                payer_telegram_id=payer,
                amount=int(query.get("total_amount", 0)),
                currency=currency,
                provider=provider,
                shipping_option_id=str(option) if option is not None else None,
                address=_address((query.get("order_info") or {}).get("shipping_address") or {}),
            )
        )

    async def _deliveries(
        self, served: ServedBot, query: dict[str, Any], answer: "_Answer"
    ) -> tuple[ShippingChoice, ...]:
        intent_id = intent_of(str(query.get("invoice_payload", "")))
        shop_id = await self._find.shop_of(intent_id, served.id)
        question = ShippingQuestion(shop_id, intent_id or IntentId(0), answer.sender)
        return await self._deliver(question, answer.words)

    async def subscription(self, bot_id: BotId, update: dict[str, Any]) -> None:
        """Follow what a person did with a subscription, or that its renewal was not paid.

        Raises: HandledForever: not of this bot's invoices. Whatever keeps it from being written (tried again).
        """
        said = update["subscription"]
        intent_id = intent_of(str(said.get("invoice_payload", "")))
        try:
            shop_id = await self._find.shop_of(intent_id, bot_id)
        except InvoiceUnknown as error:
            msg = "a subscription that is not of this bot's shops"
            raise HandledForever(msg) from error
        payer = int((said.get("user") or {}).get("id", 0))
        await self._follow(shop_id, intent_id or IntentId(0), payer, str(said.get("state", "")))

    async def settle(self, bot_id: BotId, update: dict[str, Any]) -> None:
        """Write money that arrived or went back, whether or not the bot is still served.

        Raises: whatever keeps it from being written (tried again).
        """
        message = update["message"]
        refunded = "refunded_payment" in message
        said = dict(message["refunded_payment"] if refunded else message["successful_payment"])
        said["payer_telegram_id"] = (message.get("from") or message.get("chat") or {}).get("id")
        said["kind"] = "refunded" if refunded else "paid"
        said["bot_id"] = bot_id
        intent_id = intent_of(str(said.get("invoice_payload", "")))
        try:
            shop_id = await self._find.shop_of(intent_id, bot_id)
        except InvoiceUnknown as error:
            # Not one of this bot's invoices: its own shop keeps the money's record and gives it back.
            home = await self._shops.home_of_bot(bot_id)
            if home is None:
                log.error("payment.homeless", bot_id=bot_id, charge=said.get("telegram_payment_charge_id"))  # noqa: TRY400
                msg = "money for a bot without a shop"
                raise HandledForever(msg) from error
            shop_id = home
        provider = self._registry.get(rail_of(str(said.get("currency", ""))))
        if provider is None:
            msg = "this way to pay is not part of this release"
            raise HandledForever(msg)
        shop = await self._shops.by_id(shop_id)
        try:
            events = provider.read_notice(self._settings.of(shop, provider), shop_id, Notice(orjson.dumps(said)))
        except NoticeRefused as error:
            raise HandledForever(str(error)) from error
        for event in events:
            match event:
                case MoneyArrived():
                    await self._settle(event)
                case MoneyReturned():
                    await self._refunds.returned(event)
                case _:  # pragma: no cover – Telegram tells of failures by silence
                    log.warning("payment.unexpected", notice=type(event).__name__)


def _option(choice: ShippingChoice) -> dict[str, Any]:
    return {
        "id": choice.id,
        "title": choice.title,
        "prices": [{"label": choice.title, "amount": choice.price}],
    }


_ADDRESS = ("country_code", "post_code", "state", "city", "street_line1", "street_line2")


def _address(said: dict[str, Any]) -> str | None:
    """Return an address of the sheet as one line, as people write it."""
    return ", ".join(str(said[part]).strip() for part in _ADDRESS if str(said.get(part) or "").strip())[:300] or None
