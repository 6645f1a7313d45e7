"""The consumer `quotes`: brings a buyer's question about delivery to staff, and the answer back, each once."""

from bot import links
from bot.fleet import Fleet
from bot.post import Post, Round, owners_language
from bot.screen import Button, Screen
from core.auth.roles import Permission, allows
from core.kit.errors import NotFound
from core.kit.event import Recorded
from core.kit.events.relay import TryLater
from core.kit.i18n.words import Words, language_for, words_of
from core.notifications.cards import CUSTOMER, STAFF, Card, KeepCard
from core.orders.events import DeliveryAsked, DeliveryQuoted
from core.orders.quote_delivery import Quote, QuoteDelivery
from core.shops.open_shop import Shops
from core.shops.shop import Shop
from core.shops.texts import ShopWords


def question(words: Words, quote: Quote) -> Screen:
    """What staff are asked."""
    lines = "\n".join(words("quote-line", title=title, count=count) for title, count in quote.lines)
    text = words("quote-asked", name=quote.name, title=quote.delivery_title, address=quote.address or "–")
    return Screen(f"{text}\n{lines}", ((Button(words.plain("button-quote-answer"), links.AnswerQuote(quote.id)),),))


class TellQuotes:
    """Writes to the staff's group, else to each who may accept orders; and to the buyer."""

    def __init__(
        self, fleet: Fleet, shops: Shops, cards: KeepCard, quotes: QuoteDelivery, texts: ShopWords, post: Post
    ) -> None:
        self._fleet = fleet
        self._shops = shops
        self._cards = cards
        self._quotes = quotes
        self._texts = texts
        self._post = post

    async def __call__(self, recorded: Recorded) -> None:
        """Follow one event. Raises: TryLater: Telegram asked to wait."""
        event = recorded.event
        if not isinstance(event, (DeliveryAsked, DeliveryQuoted)):
            return
        shop = await self._shops.by_id(event.shop_id)
        try:
            quote = await self._quotes.of(shop.id, event.quote_id)
        except NotFound:
            return  # ordered, emptied or asked anew meanwhile
        this = Round(shop, recorded.id)
        if isinstance(event, DeliveryAsked):
            await self._tell_staff(this, shop, quote)
        else:
            await self._tell_buyer(this, shop, quote, event.price)
        if this.later:
            msg = f"delivery {event.quote_id}"
            raise TryLater(msg, max(this.later))

    async def _tell_staff(self, this: Round, shop: Shop, quote: Quote) -> None:
        bot = await self._fleet.bot(shop.bot_id) if shop.bot_id else None
        if bot is None or shop.bot_id is None:
            return
        colleagues = await self._cards.colleagues(shop.id)
        chats = [
            (person.telegram_id, language_for(person.language, person.telegram_language))
            for person in colleagues
            if allows(person.role, Permission.ACCEPT_ORDERS)
        ]
        if shop.staff_chat_id is not None:
            chats = [(shop.staff_chat_id, owners_language(colleagues))]
        for chat_id, language in chats:
            card = Card(chat_id, STAFF, shop.bot_id, None, language)
            await self._post.say(this, bot, card, "delivery-asked", question(words_of(language), quote))

    async def _tell_buyer(self, this: Round, shop: Shop, quote: Quote, price: int) -> None:
        bot = await self._fleet.bot(shop.bot_id) if shop.bot_id else None
        if bot is None or shop.bot_id is None:
            return
        words = await self._texts.of(shop, quote.language)
        text = words("quote-answered", title=quote.delivery_title, sum=shop.money(price), address=quote.address or "–")
        screen = Screen(text, ((Button(words.plain("button-checkout-on"), links.Checkout(quote.cart_id)),),))
        card = Card(quote.telegram_id, CUSTOMER, shop.bot_id, None, quote.language)
        await self._post.say(this, bot, card, "delivery-quoted", screen)
