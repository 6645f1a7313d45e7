"""The consumer `reports`: sends a report that is due, at most once."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.fleet import Fleet
from bot.post import Post, Round
from bot.sales_screen import report_screen
from core.analytics.events import ReportDue
from core.analytics.figures import Figures
from core.auth.roles import Permission, allows
from core.kit.event import Recorded
from core.kit.events.relay import TryLater
from core.kit.i18n.words import language_for, words_of
from core.notifications.cards import STAFF, Card, KeepCard
from core.shops.open_shop import Shops
from db.types.enums import ReportSpan


class SendReports:
    """Writes to the person whose report it is, if they still may see figures."""

    def __init__(self, fleet: Fleet, shops: Shops, cards: KeepCard, figures: Figures, post: Post) -> None:
        self._fleet = fleet
        self._shops = shops
        self._cards = cards
        self._figures = figures
        self._post = post

    async def __call__(self, recorded: Recorded) -> None:
        """Follow one event. Raises: TryLater: Telegram asked to wait."""
        event = recorded.event
        if not isinstance(event, ReportDue):
            return
        shop = await self._shops.by_id(event.shop_id)
        bot = await self._fleet.bot(shop.bot_id) if shop.bot_id else None
        person = next((one for one in await self._cards.colleagues(shop.id) if one.person_id == event.person_id), None)
        if bot is None or shop.bot_id is None or person is None or not allows(person.role, Permission.SEE_FIGURES):
            return
        language = language_for(person.language, person.telegram_language)
        ending = datetime.combine(event.last_day - timedelta(days=1), time(12), ZoneInfo(shop.timezone))
        screen = await report_screen(words_of(language), shop, self._figures, ReportSpan(event.span), ending)
        this = Round(shop, recorded.id)
        await self._post.say(
            this, bot, Card(person.telegram_id, STAFF, shop.bot_id, None, language), f"report-{event.span}", screen
        )
        if this.later:
            msg = f"report of {event.day}"
            raise TryLater(msg, max(this.later))
