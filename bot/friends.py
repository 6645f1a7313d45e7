"""The consumer `friends`: tells who invited and who came of their points, at most once per event and person."""

from bot import links
from bot.fleet import Fleet
from bot.friend_gift import gift
from bot.post import Post, Round
from bot.screen import Button, Screen
from core.kit.event import Recorded
from core.kit.events.relay import TryLater
from core.kit.i18n.words import words_of
from core.notifications.cards import CUSTOMER, Card
from core.notifications.choices import ChooseNotifications
from core.orders.events import FriendsThanked
from core.orders.loyalty import Loyalty, Thanked
from core.shops.open_shop import Shops
from core.shops.shop import Shop
from db.types.enums import NotificationKind


class TellFriends:
    """Sends the news of points."""

    def __init__(self, fleet: Fleet, shops: Shops, loyalty: Loyalty, choices: ChooseNotifications, post: Post) -> None:
        self._fleet = fleet
        self._shops = shops
        self._loyalty = loyalty
        self._choices = choices
        self._post = post

    async def __call__(self, recorded: Recorded) -> None:
        """Follow one event. Raises: TryLater: somebody could not be told yet."""
        event = recorded.event
        if not isinstance(event, FriendsThanked):
            return
        shop = await self._shops.by_id(event.shop_id)
        bot = await self._fleet.bot(shop.bot_id) if shop.bot_id is not None else None
        if bot is None or shop.bot_id is None:
            return
        this = Round(shop, recorded.id)
        for one in await self._loyalty.thanked(shop.id, event.order_id):
            if await self._choices.allowed(shop.id, one.person_id, NotificationKind.ALERTS):
                where = Card(one.telegram_id, CUSTOMER, shop.bot_id, None, one.language)
                await self._post.say(this, bot, where, "friends", news(shop, one))
        if this.later:
            msg = f"friends of order {event.order_id}"
            raise TryLater(msg, min(this.later))


def news(shop: Shop, one: Thanked) -> Screen:
    """Return the news of points (pure)."""
    words = words_of(one.language)
    text = words(
        "friend-thanked" if one.invited_others else "friend-came",
        gift=gift(words, shop, one.points, one.gift),
        code=one.code or "none",
    )
    rows = (
        (
            Button(words.plain("button-bonuses"), links.Bonuses()),
            Button(words.plain("button-menu"), links.Home()),
        ),
    )
    return Screen(text, rows)
