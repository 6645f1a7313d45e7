"""Updates in: stored in the inbox, handled in order per chat; questions that cannot wait are answered at once.

A `pre_checkout_query`, a `shipping_query` or an `inline_query` is a question with seconds to live, not a fact: it is
answered straight away (the first two also when the database is frozen: then no), and is not stored.
"""

import asyncio
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any, TypeAlias

import structlog
from aiogram import Bot
from aiogram.exceptions import TelegramForbiddenError
from aiogram.types import Update
from pydantic import ValidationError

from bot.dispatch import Dispatch
from bot.fleet import Fleet
from bot.inline import INLINE, InlineMode
from bot.payments import Cashier
from core.kit.errors import Unavailable
from core.kit.events.inbox import HandledForever, Inbox, Incoming
from core.kit.events.lanes import lane_of
from core.kit.nursery import Nursery
from core.shops.open_shop import ServedBot
from db.types.ids import BotId

log = structlog.get_logger(__name__)
SOURCE = "telegram"
PRE_CHECKOUT, SHIPPING = "pre_checkout_query", "shipping_query"
SUBSCRIPTION = "subscription"
MONEY = ("successful_payment", "refunded_payment")
# A fact about money is tried until it is written; a tap whose moment has passed is not.
_WORTH_REPEATING = 3
_MOMENT = timedelta(minutes=10)
Answering: TypeAlias = Coroutine[Any, Any, None]


class Intake:
    """The way in for both polling and webhooks."""

    def __init__(
        self, inbox: Inbox, fleet: Fleet, dispatch: Dispatch, cashier: Cashier, inline: InlineMode, nursery: Nursery
    ) -> None:
        self._inbox = inbox
        self._fleet = fleet
        self._dispatch = dispatch
        self._cashier = cashier
        self._inline = inline
        self._nursery = nursery
        self._asked: dict[str, None] = {}
        self._last: dict[BotId, datetime] = {}

    @property
    def hears(self) -> list[str]:
        """Return the kinds of update that are handled, to ask Telegram for these and no others."""
        return [*self._dispatch.hears, PRE_CHECKOUT, SHIPPING, INLINE, SUBSCRIPTION]

    def last_update(self, bot_id: BotId) -> datetime | None:
        """Return when the bot's last updates came."""
        return self._last.get(bot_id)

    async def receive(self, served: ServedBot, updates: list[dict[str, Any]]) -> None:
        """Take updates of one bot. Raises: Unavailable: not stored, do not acknowledge."""
        self._last[served.id] = datetime.now(UTC)
        facts = [
            (str(update["update_id"]), f"{served.id}:{lane_of(update)}", update)
            for update in updates
            if not self.take_question(served, update)
        ]
        if facts:
            await self._inbox.store(f"{SOURCE}:{served.id}", facts)

    def take_question(self, served: ServedBot, update: dict[str, Any]) -> bool:
        """Answer a question that cannot wait at once; False for any other update."""
        asked = self._question(served, update)
        if asked is None:
            return False
        query_id, answer = asked
        if query_id in self._asked:
            return True
        self._asked[query_id] = None
        if len(self._asked) > 1000:
            self._asked.pop(next(iter(self._asked)))
        self._nursery.work("question", answer())
        return True

    def _question(self, served: ServedBot, update: dict[str, Any]) -> tuple[str, Callable[[], Answering]] | None:
        for kind, answer in (
            (PRE_CHECKOUT, self._cashier.answer),
            (SHIPPING, self._cashier.answer_shipping),
            (INLINE, self._inline.answer),
        ):
            query = update.get(kind)
            if query is not None:
                return str(query.get("id")), partial(answer, served, query)
        return None

    async def handle(self, item: Incoming) -> None:
        """Handle a stored update. Raises: HandledForever, or what is worth another try."""
        bot_id = BotId(int(item.source.partition(":")[2]))
        # Money is written whatever became of the bot meanwhile.
        if (item.payload.get("message") or {}).keys() & set(MONEY):
            await self._cashier.settle(bot_id, item.payload)
            return
        if SUBSCRIPTION in item.payload:
            await self._cashier.subscription(bot_id, item.payload)
            return
        bot = await self._fleet.bot(bot_id)
        served = self._fleet.served.get(bot_id)
        if bot is None or served is None:
            msg = "the bot is not served any more"
            raise HandledForever(msg)
        question = self._question(served, item.payload)
        if question is not None:
            # Stored by a process that has no bot; still in time if it was quick.
            await question[1]()
            return
        try:
            update = Update.model_validate(item.payload, context={"bot": bot})
        except ValidationError as error:
            msg = f"not an update this release understands: {error.error_count()} errors"
            raise HandledForever(msg) from error
        await self._answer(served, bot, update, item)

    async def _answer(self, served: ServedBot, bot: Bot, update: Update, item: Incoming) -> None:
        try:
            await self._dispatch(served, bot, update)
        except TelegramForbiddenError:
            return
        except asyncio.CancelledError:
            raise
        except Unavailable as error:
            if datetime.now(UTC) - item.received_at > _MOMENT:
                msg = "the database was away for too long: the moment to answer has passed"
                raise HandledForever(msg) from error
            raise
        except Exception as error:
            if item.attempts >= _WORTH_REPEATING:
                msg = f"gave up answering: {type(error).__name__}"
                raise HandledForever(msg) from error
            raise
