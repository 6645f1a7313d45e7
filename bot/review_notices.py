"""The consumer `reviews` tells staff what waits to be read and authors of answers; a timer asks for reviews."""

import structlog
from aiogram import Bot
from aiogram.exceptions import TelegramAPIError, TelegramRetryAfter

from bot import links
from bot.fleet import Fleet
from bot.post import Desk, ForStaff, Post, Round
from bot.review_card import staff_card
from bot.screen import Button, Screen
from bot.show import Place, Show
from core.auth.roles import Permission
from core.kit.event import Recorded
from core.kit.events.relay import TryLater
from core.kit.i18n.words import Words, words_of
from core.kit.observability.metrics import NOTIFICATIONS
from core.notifications.cards import CUSTOMER, Card
from core.notifications.choices import ChooseNotifications
from core.orders.events import ReviewAnswered, ReviewSent
from core.orders.reviews import AskForReviews, ModerateReviews, Review, ReviewAsk
from core.shops.open_shop import Shops
from core.shops.pictures import Pictures
from core.shops.shop import Shop
from db.types.enums import NotificationKind, ReviewState
from db.types.ids import BotId

log = structlog.get_logger(__name__)


class ReviewNotices:
    """Tells of reviews, at most once per event and chat."""

    def __init__(
        self,
        fleet: Fleet,
        shops: Shops,
        reviews: ModerateReviews,
        asking: AskForReviews,
        choices: ChooseNotifications,
        post: Post,
        pictures: Pictures,
    ) -> None:
        self._fleet = fleet
        self._shops = shops
        self._reviews = reviews
        self._asking = asking
        self._choices = choices
        self._post = post
        self._pictures = pictures

    async def __call__(self, recorded: Recorded) -> None:
        """Follow one event. Raises: TryLater: somebody could not be told yet."""
        event = recorded.event
        if not isinstance(event, (ReviewSent, ReviewAnswered)):
            return
        review = await self._reviews.look(event.shop_id, event.review_id)
        shop = await self._shops.by_id(event.shop_id)
        bot = await self._fleet.bot(shop.bot_id) if shop.bot_id is not None else None
        if review is None or bot is None or shop.bot_id is None:
            return
        this = Round(shop, recorded.id)
        if isinstance(event, ReviewSent):
            if review.state is ReviewState.WAITING:
                await self._tell_staff(this, bot, shop.bot_id, review)
        elif await self._choices.allowed(shop.id, review.person_id, NotificationKind.REVIEWS):
            where = Card(review.telegram_id, CUSTOMER, shop.bot_id, None, review.language)
            await self._post.say(this, bot, where, "review-answer", answered(words_of(review.language), review))
        if this.later:
            msg = f"review {review.id}"
            raise TryLater(msg, min(this.later))

    async def _tell_staff(self, this: Round, bot: Bot, bot_id: BotId, review: Review) -> None:
        def card(desk: Desk) -> Screen:
            return staff_card(words_of(desk.language), review, this.shop.timezone)

        async def nothing(_card: Card) -> None:
            """A review's card is not kept: whoever taps it sees the present state."""

        told = ForStaff({}, Permission.MODERATE_REVIEWS, card, lambda _: None, nothing, kind="review")
        await self._post.tell_staff(this, bot, bot_id, told)

    async def ask(self) -> int:
        """Ask buyers how they like what they received; return how many were asked."""
        asked = 0
        for shop_id, order_id, person_id in await self._asking.due():
            ask = await self._asking.claim(shop_id, order_id, person_id)
            if ask is not None:
                asked += await self._ask_one(await self._shops.by_id(shop_id), ask)
        return asked

    async def _ask_one(self, shop: Shop, ask: ReviewAsk) -> bool:
        bot = await self._fleet.bot(shop.bot_id) if shop.bot_id is not None else None
        if bot is None or shop.bot_id is None:
            await self._asking.give_back(ask)
            return False
        try:
            screen = question(words_of(ask.language), ask)
            await Show(bot, shop.bot_id, self._pictures).screen(shop.id, Place(ask.telegram_id), screen)
        except TelegramRetryAfter:
            await self._asking.give_back(ask)
            return False
        except TelegramAPIError as error:
            log.info("review.not_asked", order_id=ask.order_id, why=type(error).__name__)
            NOTIFICATIONS.labels("telegram", "failed").inc()
            return False
        NOTIFICATIONS.labels("telegram", "sent").inc()
        return True


def star_row(order: int, product: int) -> tuple[Button, ...]:
    """Return the row of one to five stars."""
    return tuple(Button(f"{number}★", links.Rate(order, product, number)) for number in range(1, 6))


def question(words: Words, ask: ReviewAsk) -> Screen:
    """Return the question how one likes what one received: stars at once for a single product (pure)."""
    later = (Button(words.plain("button-menu"), links.Home()),)
    if len(ask.products) == 1:
        title = words.pick(ask.products[0].title)
        return Screen(words("review-ask-one", title=title), (star_row(ask.order_id, ask.products[0].product_id), later))
    rows = tuple(
        (Button(words.pick(one.title)[:40], links.Rate(ask.order_id, one.product_id)),) for one in ask.products[:20]
    )
    return Screen(words("review-ask-several", number=str(ask.number)), (*rows, later))


def answered(words: Words, review: Review) -> Screen:
    """Return the news that the shop answered (pure)."""
    text = words("review-answered", title=words.pick(review.title), answer=review.answer or "")
    rows = (
        (Button(words.plain("button-my-review"), links.MyReview(review.id)),),
        (Button(words.plain("button-menu"), links.Home()),),
    )
    return Screen(text, rows)
