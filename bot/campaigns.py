"""The worker that sends broadcasts and scenarios: at a pace, each message at most once."""

import asyncio
import time
from collections.abc import Callable

import structlog
from aiogram import Bot
from aiogram.exceptions import (
    TelegramAPIError,
    TelegramForbiddenError,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
    TelegramUnauthorizedError,
)

from bot import campaign_screen
from bot.fleet import Fleet
from bot.pace import Bucket
from bot.session import PACED
from bot.show import Place, Show
from core.kit.errors import AppError
from core.kit.i18n.words import words_of
from core.kit.observability.metrics import NOTIFICATIONS
from core.shops.open_shop import Shops
from core.shops.pictures import Pictures
from core.shops.shop import Shop
from core.shops.texts import ShopWords
from core.talks.campaign import Campaign
from core.talks.send_campaigns import AtWork, Claimed, Outcome, SendCampaigns
from db.types.enums import SendState
from db.types.ids import BotId

log = structlog.get_logger(__name__)
_IDLE = 1.0
_TURN = 4.0  # seconds of one round: then it is looked around anew, and a stop is heard
_PROGRESS_EVERY = 2
_AFTER_TROUBLE = 5.0
_NO_TOKEN = 60.0
_GONE = ("chat not found", "user is deactivated", "peer_id_invalid")


class Mailer:
    """Sends what is due, through every bot at its own pace."""

    def __init__(
        self,
        send: SendCampaigns,
        fleet: Fleet,
        shops: Shops,
        texts: ShopWords,
        pictures: Pictures,
        bucket: Callable[[], Bucket] = Bucket,
    ) -> None:
        self._send = send
        self._shops = shops
        self._texts = texts
        self._fleet = fleet
        self._pictures = pictures
        self._new_bucket = bucket
        self._buckets: dict[BotId, Bucket] = {}
        self._swept = 0.0

    async def run(self) -> None:
        """Do a round; rest for a second when there was nothing to send."""
        if not await self.round():
            await asyncio.sleep(_IDLE)

    async def round(self) -> int:
        """Send what is due for some seconds; return how many messages were tried."""
        if time.monotonic() - self._swept > 10:
            self._swept = time.monotonic()
            await self._send.settle_lost()
        by_bot: dict[BotId, list[AtWork]] = {}
        for work in await self._send.at_work():
            by_bot.setdefault(work.bot_id, []).append(work)
        return sum(await asyncio.gather(*(self._through(bot_id, works) for bot_id, works in by_bot.items())))

    async def _through(self, bot_id: BotId, works: list[AtWork]) -> int:
        """Send through one bot, the campaigns taking turns."""
        bot = await self._fleet.bot(bot_id)
        if bot is None:
            return 0
        tried, until = 0, time.monotonic() + _TURN
        while works and time.monotonic() < until:
            for work in tuple(works):
                count = await self._handful(bot, work)
                tried += count
                if not count:
                    works.remove(work)
        return tried

    async def _handful(self, bot: Bot, work: AtWork) -> int:
        """Send as many messages as the pace allows now; 0: nothing of this campaign is due."""
        bucket = self._buckets.setdefault(work.bot_id, self._new_bucket())
        campaign = await self._send.campaign(work.shop_id, work.campaign_id)
        if campaign is None:
            return 0
        # The right to send comes first: what is claimed is in doubt until it is marked, so it is sent at once.
        allowed = await bucket.take(bucket.burst)
        shop = await self._shops.by_id(work.shop_id)
        claimed = await self._send.claim(work, allowed)
        bucket.give_back(allowed - len(claimed))
        if not claimed:
            if not work.scenario and await self._send.finish(work):
                await self._show_progress(bot, work, every=0)
            return 0
        outcomes = await asyncio.gather(*(self._one(bot, bucket, shop, work, campaign, message) for message in claimed))
        await self._send.mark(work, outcomes)
        await self._show_progress(bot, work, every=_PROGRESS_EVERY)
        return len(claimed)

    async def _one(
        self, bot: Bot, bucket: Bucket, shop: Shop, work: AtWork, campaign: Campaign, message: Claimed
    ) -> Outcome:
        try:
            await self.deliver(bot, work.bot_id, shop, campaign, message)
        except TelegramAPIError as error:
            return Outcome(message, *_became(error, bucket))
        NOTIFICATIONS.labels("telegram", "sent").inc()
        return Outcome(message, SendState.SENT)

    async def deliver(self, bot: Bot, bot_id: BotId, shop: Shop, campaign: Campaign, message: Claimed) -> None:
        """Send one person's message, without waiting for anybody. Raises: TelegramAPIError."""
        words = await self._texts.of(shop, message.language)
        screen = campaign_screen.message(words, campaign, message.name, message.occasion)
        before = PACED.set(True)
        try:
            await Show(bot, bot_id, self._pictures).screen(shop.id, Place(message.telegram_id), screen)
        finally:
            PACED.reset(before)

    async def _show_progress(self, bot: Bot, work: AtWork, *, every: int) -> None:
        try:
            found = await self._send.progress(work, every)
            if found is None or found[0].progress is None:
                return
            campaign, results = found
            chat_id, message_id, language = found[0].progress
            screen = campaign_screen.progress(words_of(language), campaign, results)
            await Show(bot, work.bot_id, self._pictures).edit_text(chat_id, message_id, screen)
        except (TelegramAPIError, AppError) as error:
            log.info("broadcast.progress_not_shown", campaign_id=work.campaign_id, why=str(error)[:100])


def _became(error: TelegramAPIError, bucket: Bucket) -> tuple[SendState, str | None]:
    """Return what a refusal means for the message; slow down or stop for a while where Telegram is in trouble."""
    why = error.message[:100]
    match error:
        case TelegramRetryAfter(retry_after=seconds):
            bucket.pause(seconds)
            return SendState.WAITING, None
        case TelegramUnauthorizedError():
            bucket.pause(_NO_TOKEN)
            return SendState.WAITING, None
        case TelegramForbiddenError():
            NOTIFICATIONS.labels("telegram", "blocked").inc()
            return SendState.BLOCKED, why
        case TelegramNetworkError(message="ClientConnectorError"):
            # Nothing listens there: for certain nothing was sent.
            bucket.pause(_AFTER_TROUBLE)
            return SendState.WAITING, None
        case TelegramServerError() | TelegramNetworkError():
            bucket.pause(_AFTER_TROUBLE)
            NOTIFICATIONS.labels("telegram", "failed").inc()
            return SendState.UNKNOWN, why
        case _:
            NOTIFICATIONS.labels("telegram", "failed").inc()
            gone = any(words in error.message.lower() for words in _GONE)
            return (SendState.BLOCKED if gone else SendState.FAILED), why
