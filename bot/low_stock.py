"""The consumer `low_stock`: tells staff what runs low, once until there is enough again, with the buttons to act."""

import html
from collections.abc import Callable

import structlog
from aiogram import Bot
from aiogram.exceptions import TelegramMigrateToChat

from bot import links
from bot.fleet import Fleet
from bot.post import Post, Round, owners_language
from bot.screen import Button, Rows, Screen
from core.analytics.figures import Figures
from core.analytics.forecast import RunsOut
from core.auth.roles import Permission, allows
from core.kit.event import Recorded
from core.kit.events.relay import TryLater
from core.kit.i18n.words import Raw, Words, language_for, words_of
from core.notifications.cards import STAFF, Card, KeepCard
from core.shops.events import StockChanged
from core.shops.low_stock import LowItem, LowStock
from core.shops.open_shop import Shops
from core.shops.shop import Shop
from db.types.ids import BotId, new_id

log = structlog.get_logger(__name__)
_SOON = 5.0
# More of them at once are told in one message.
_ONE_BY_ONE = 3
_LISTED = 20


def low_screen(words: Words, item: LowItem, runs_out: RunsOut | None) -> Screen:
    """Return the alert about one SKU (pure)."""
    options = words.pick(item.options_text)
    parts = [
        words(
            "low-stock",
            title=words.pick(item.title),
            options=Raw(f"\u00a0· {html.escape(options)}") if options else Raw(""),
            sku=item.sku,
            left=item.available,
        )
    ]
    if runs_out is not None and item.available > 0:
        parts.append(words("low-runs-out", days=runs_out.days))
    add: Rows = ()
    if item.countable:
        # The nonce makes one tap one effect, whoever taps.
        add = (tuple(Button(f"+{amount}", links.StockAdd(item.sku, amount, new_id())) for amount in (10, 50)),)
        parts.append(words("low-hint"))
    stop = Button(words.plain("button-stop-selling"), links.ShowVariant(item.sku, 0))
    return Screen("\n".join(parts), (*add, (stop, Button(words.plain("button-stock-card"), links.Stock(item.sku)))))


def many_screen(words: Words, items: tuple[LowItem, ...]) -> Screen:
    """Return the alert about many SKUs at once (pure)."""
    parts = [words("low-stock-many", count=len(items))]
    parts += [
        words("low-stock-row", sku=item.sku, title=words.pick(item.title), left=item.available)
        for item in items[:_LISTED]
    ]
    if len(items) > _LISTED:
        parts.append(words("editor-more", count=len(items) - _LISTED))
    return Screen("\n".join(parts), ((Button(words.plain("button-stock"), links.Stock()),),))


class TellLowStock:
    """Writes to the staff's group, else to each who may change the stock."""

    def __init__(
        self, fleet: Fleet, shops: Shops, cards: KeepCard, post: Post, low: LowStock, figures: Figures
    ) -> None:
        self._fleet = fleet
        self._shops = shops
        self._cards = cards
        self._post = post
        self._low = low
        self._figures = figures

    async def __call__(self, recorded: Recorded) -> None:
        """Follow one event. Raises: TryLater: some could not be told yet."""
        event = recorded.event
        if not isinstance(event, StockChanged):
            return
        items = await self._low.claim(event.shop_id, event.stock_item_ids, recorded.id)
        if not items:
            return
        shop = await self._shops.by_id(event.shop_id)
        bot = await self._fleet.bot(shop.bot_id) if shop.bot_id else None
        if bot is None or shop.bot_id is None:
            return
        this = Round(shop, recorded.id)
        if len(items) > _ONE_BY_ONE:
            await self._tell(this, bot, shop.bot_id, "low", lambda words: many_screen(words, items))
        else:
            for item in items:
                await self._one(this, bot, shop.bot_id, shop, item)
        if this.later:
            msg = f"{len(this.later)} alerts of low stock"
            raise TryLater(msg, max(this.later))

    async def _one(self, this: Round, bot: Bot, bot_id: BotId, shop: Shop, item: LowItem) -> None:
        runs_out = await self._figures.runs_out(shop, item.stock_item_id, item.available)
        kind = f"low:{item.stock_item_id}"
        await self._tell(this, bot, bot_id, kind, lambda words: low_screen(words, item, runs_out))

    async def _tell(
        self, this: Round, bot: Bot, bot_id: BotId, kind: str, screen_in: Callable[[Words], Screen]
    ) -> None:
        colleagues = await self._cards.colleagues(this.shop.id)
        group = this.shop.staff_chat_id
        if group is not None:
            language = owners_language(colleagues)
            where = Card(group, STAFF, bot_id, None, language)
            try:
                sent = await self._post.say(this, bot, where, kind, screen_in(words_of(language)))
            except TelegramMigrateToChat as moved:
                # The order cards move the group; the next try finds it there.
                log.info("low_stock.group_moved", to=moved.migrate_to_chat_id)
                this.later.append(_SOON)
                return
            if not sent.barred:
                return
        for person in colleagues:
            if allows(person.role, Permission.CHANGE_STOCK):
                language = language_for(person.language, person.telegram_language)
                where = Card(person.telegram_id, STAFF, bot_id, None, language)
                await self._post.say(this, bot, where, kind, screen_in(words_of(language)))
