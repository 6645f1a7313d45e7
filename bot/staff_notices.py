"""The consumer `staff_notices`: tells staff of what concerns no single order, at most once per event and chat."""

from collections.abc import Callable

import structlog
from aiogram.exceptions import TelegramAPIError

from bot import links
from bot.fleet import Fleet
from bot.screen import Button, Screen
from bot.show import Place, Show
from core.auth.roles import Permission, allows
from core.kit.event import Event, Recorded
from core.kit.i18n.words import Words, language_for, words_of
from core.kit.observability.metrics import NOTIFICATIONS
from core.notifications.cards import KeepCard, Right, TellOnce
from core.orders.events import DifferencesFound
from core.shops.open_shop import Shops
from core.shops.pictures import Pictures

log = structlog.get_logger(__name__)
_KIND = "staff-notice"


def _differences(words: Words, event: DifferencesFound) -> Screen:
    key = f"payment-{event.provider}"
    way = words.plain(key) if key in words.keys() else event.provider  # noqa: SIM118 – a method, no mapping
    text = words("staff-push-differences", way=way, count=event.differences)
    return Screen(text, ((Button(words.plain("button-payments"), links.Payments()),),))


_SCREENS: dict[type[Event], tuple[Permission, Callable[..., Screen]]] = {
    DifferencesFound: (Permission.SEE_PAYMENTS, _differences),
}


class StaffNotices:
    """Writes to everybody in the team whom it concerns, in private: such news are not for a whole group."""

    def __init__(self, fleet: Fleet, shops: Shops, cards: KeepCard, once: TellOnce, pictures: Pictures) -> None:
        self._fleet = fleet
        self._shops = shops
        self._cards = cards
        self._once = once
        self._pictures = pictures

    async def __call__(self, recorded: Recorded) -> None:
        """Follow one event. A chat that cannot be written to is left out."""
        found = _SCREENS.get(type(recorded.event))
        if found is None:
            return
        permission, screen_of = found
        shop = await self._shops.by_id(recorded.event.shop_id)
        bot = await self._fleet.bot(shop.bot_id) if shop.bot_id else None
        if bot is None or shop.bot_id is None:
            return
        for person in await self._cards.colleagues(shop.id):
            if not allows(person.role, permission):
                continue
            key = (shop.id, recorded.id, person.telegram_id, _KIND)
            if await self._once.claim(*key) is not Right.OURS:
                continue
            words = words_of(language_for(person.language, person.telegram_language))
            try:
                await Show(bot, shop.bot_id, self._pictures).screen(
                    shop.id, Place(person.telegram_id), screen_of(words, recorded.event)
                )
            except TelegramAPIError as error:
                log.info("staff_notice.failed", chat_id=person.telegram_id, why=type(error).__name__)
                await self._once.close(*key, "failed")
                NOTIFICATIONS.labels("telegram", "failed").inc()
                continue
            await self._once.close(*key, "sent")
            NOTIFICATIONS.labels("telegram", "sent").inc()
