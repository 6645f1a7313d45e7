"""Tell people what they asked to be told: a variant is back (consumer `alerts`), a favourite became cheaper (timer).

The right to tell is taken from the database first, one person at a time, so nobody is told twice; it is given back
only when Telegram says for certain that nothing was sent.
"""

from collections.abc import Awaitable, Callable
from functools import partial

import structlog
from aiogram.exceptions import TelegramAPIError, TelegramRetryAfter

from bot import links
from bot.fleet import Fleet
from bot.product_rows import price_of
from bot.screen import Button, Photo, Screen
from bot.show import Place, Show
from core.kit.event import Recorded
from core.kit.events.relay import TryLater
from core.kit.i18n.words import words_of
from core.kit.observability.metrics import NOTIFICATIONS
from core.shops.alerts import Back, ClaimAlerts, Drop
from core.shops.events import StockChanged
from core.shops.open_shop import Shops
from core.shops.pictures import Pictures
from core.shops.shop import Shop

log = structlog.get_logger(__name__)


class TellAlerts:
    """Sends alerts through the shop's bot."""

    def __init__(self, fleet: Fleet, shops: Shops, claim: ClaimAlerts, pictures: Pictures) -> None:
        self._fleet = fleet
        self._shops = shops
        self._claim = claim
        self._pictures = pictures

    async def __call__(self, recorded: Recorded) -> None:
        """Tell everybody who waits for what is back. Raises: TryLater: Telegram wants a pause."""
        event = recorded.event
        if not isinstance(event, StockChanged):
            return
        shop: Shop | None = None
        while found := await self._claim.back(event.shop_id, event.stock_item_ids, 1):
            shop = shop or await self._shops.by_id(event.shop_id)
            for one in found:
                await self._tell(
                    shop, one.telegram_id, back(shop, one), partial(self._claim.not_back, event.shop_id, one)
                )

    async def price_drops(self) -> int:
        """Tell everybody whose favourites became cheaper; return how many were told."""
        told = 0
        for shop_id in await self._claim.shops_with_drops():
            shop = await self._shops.by_id(shop_id)
            try:
                while found := await self._claim.drops(shop_id, 1):
                    for one in found:
                        await self._tell(
                            shop, one.telegram_id, drop(shop, one), partial(self._claim.not_dropped, shop.id, one)
                        )
                        told += 1
            except TryLater as later:
                log.info("alerts.paused", shop_id=shop_id, seconds=later.seconds)
        return told

    async def _tell(self, shop: Shop, chat_id: int, screen: Screen, give_back: Callable[[], Awaitable[None]]) -> None:
        bot = await self._fleet.bot(shop.bot_id) if shop.bot_id is not None else None
        if bot is None or shop.bot_id is None:
            await give_back()
            msg = f"shop {shop.id} has no bot"
            raise TryLater(msg, 60)
        try:
            await Show(bot, shop.bot_id, self._pictures).screen(shop.id, Place(chat_id), screen)
        except TelegramRetryAfter as pause:
            await give_back()
            msg = "Telegram wants a pause"
            raise TryLater(msg, pause.retry_after + 1) from pause
        except TelegramAPIError as error:
            # Blocked, or nobody knows: told at most once.
            log.info("alert.not_sent", chat_id=chat_id, why=type(error).__name__)
            NOTIFICATIONS.labels("telegram", "failed").inc()
            return
        NOTIFICATIONS.labels("telegram", "sent").inc()


def back(shop: Shop, told: Back) -> Screen:
    """Return the news that a variant is back (pure)."""
    words = words_of(told.language)
    options = words.pick(told.options_text)
    title = words.pick(told.title)
    price = price_of(shop, told.price, in_stars=told.in_stars)
    text = words("alert-back", title=f"{title} ({options})" if options else title, price=price)
    rows = (
        (Button(words.plain("button-buy-now"), links.BuyNow(told.variant_id)),),
        (
            Button(words.plain("button-look"), links.Product(told.product_id, told.variant_id)),
            Button(words.plain("button-menu"), links.Home()),
        ),
    )
    return Screen(text, rows, _photo(told.media_id))


def drop(shop: Shop, told: Drop) -> Screen:
    """Return the news that a favourite became cheaper (pure)."""
    words = words_of(told.language)
    text = words(
        "alert-cheaper", title=words.pick(told.title), price=shop.money(told.price), old=shop.money(told.before)
    )
    rows = (
        (Button(words.plain("button-look"), links.Product(told.product_id)),),
        (
            Button(words.plain("button-favourites"), links.Favourites()),
            Button(words.plain("button-menu"), links.Home()),
        ),
    )
    return Screen(text, rows, _photo(told.media_id))


def _photo(media_id: int | None) -> Photo | None:
    return Photo(media_id) if media_id is not None else None
