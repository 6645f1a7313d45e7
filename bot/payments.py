"""Telegram's side of money: the pre-checkout question, and payments that arrived."""

import asyncio
import time
from typing import Any

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
from payments.errors import InvoiceUnknown
from payments.find_intent import FindIntent
from payments.protocol import MoneyArrived, MoneyReturned, Notice, NoticeRefused
from payments.refund_payment import RefundPayment
from payments.registry import Registry, intent_of
from payments.settings import ProviderSettings
from payments.settle_payment import SettlePayment

log = structlog.get_logger(__name__)
# Telegram waits ten seconds; after six we say no rather than be late.
ANSWER_WITHIN = 6.0
_PROVIDER = "telegram"


class Cashier:
    """Answers and settles Telegram payments of every bot."""

    def __init__(
        self,
        fleet: Fleet,
        confirm: ConfirmCheckout,
        settle: SettlePayment,
        refunds: RefundPayment,
        find: FindIntent,
        shops: Shops,
        registry: Registry,
        settings: ProviderSettings,
    ) -> None:
        self._fleet = fleet
        self._confirm = confirm
        self._settle = settle
        self._refunds = refunds
        self._find = find
        self._shops = shops
        self._registry = registry
        self._settings = settings

    async def answer(self, served: ServedBot, query: dict[str, Any]) -> None:
        """Answer a pre-checkout question in time: yes, or no with a sentence."""
        started = time.monotonic()
        sender = query.get("from") or {}
        words = words_of(language_for(None, sender.get("language_code")))
        approval = asyncio.create_task(self._approve(served, query, int(sender.get("id", 0))))
        # Not cancelled before the answer is out: a frozen database may be slow to let go of its connection.
        await asyncio.wait({approval}, timeout=ANSWER_WITHIN)
        refusal = self._refusal(words, approval)
        UPDATES.labels("pre_checkout_query", "refused" if refusal else "approved").inc()
        params: dict[str, Any] = {"pre_checkout_query_id": str(query.get("id")), "ok": refusal is None}
        if refusal is not None:
            params["error_message"] = refusal
        try:
            left = max(1.0, 10.0 - (time.monotonic() - started))
            await self._fleet.session.raw(served.token, "answerPreCheckoutQuery", params, left)
        except (RawRefusal, ClientError, OSError, TimeoutError) as error:
            # Unanswered means refused at Telegram; the approval lapses by itself.
            log.warning("checkout.not_answered", bot=served.username, why=type(error).__name__)
        log.info("checkout.answered", ok=refusal is None, seconds=round(time.monotonic() - started, 3))
        approval.cancel()
        await asyncio.gather(approval, return_exceptions=True)

    @staticmethod
    def _refusal(words: Words, approval: "asyncio.Task[None]") -> str | None:
        if not approval.done():
            return words.plain("checkout-later")
        error = approval.exception()
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
        await self._confirm(
            CheckoutQuestion(
                shop_id=shop_id,
                intent_id=intent_id or IntentId(0),
                payer_telegram_id=payer,
                amount=int(query.get("total_amount", 0)),
                currency=str(query.get("currency", "")),
            )
        )

    async def settle(self, bot_id: BotId, update: dict[str, Any]) -> None:
        """Write money that arrived or went back, whether or not the bot is still served.

        Raises: whatever keeps it from being written (tried again).
        """
        message = update["message"]
        refunded = "refunded_payment" in message
        said = dict(message["refunded_payment"] if refunded else message["successful_payment"])
        said["payer_telegram_id"] = (message.get("from") or message.get("chat") or {}).get("id")
        said["kind"] = "refunded" if refunded else "paid"
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
        provider = self._registry.get(_PROVIDER)
        if provider is None:
            msg = "telegram payments are not part of this release"
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
