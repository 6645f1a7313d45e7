"""A buyer asks what delivery costs, staff answer with a sum."""

from bot import links
from bot.conversation import Conversation
from bot.quotes import question
from bot.screen import Button, Reply, Screen
from bot.turn import Turn
from core.kit.errors import NotFound
from core.orders.quote_delivery import QuoteDelivery
from db.types.ids import CartId
from db.types.money import parse_major

conversation = Conversation("quotes")
PRICE = "quotes.price"


@conversation.tap(links.AskQuote)
async def ask(turn: Turn, link: links.AskQuote, quotes: QuoteDelivery) -> Reply:
    """Ask the shop; a second tap is told that it was asked."""
    words = turn.words
    fresh = await quotes.ask(turn.actor, CartId(link.cart))
    rows = (
        (
            Button(words.plain("button-cart"), links.Cart()),
            Button(words.plain("button-menu"), links.Home()),
        ),
    )
    return Screen(words("quote-sent" if fresh else "quote-sent-before"), rows)


@conversation.tap(links.AnswerQuote)
async def answer(turn: Turn, link: links.AnswerQuote, quotes: QuoteDelivery) -> Reply:
    """Ask a member of staff for the sum."""
    quote = await quotes.one(turn.actor, link.quote)
    await turn.ask(PRICE, quote=link.quote)
    words = turn.words
    back = () if not turn.private else ((Button(words.plain("button-menu"), links.Home()),),)
    asked = question(words, quote)
    return Screen(f"{asked.text}\n\n{words('quote-ask-sum')}", back, fresh=True, question=words("quote-reply"))


@conversation.answer(PRICE)
async def typed(turn: Turn, text: str, quotes: QuoteDelivery) -> Reply:
    """Send the sum to the buyer; what cannot be read is asked for again."""
    words = turn.words
    if turn.prompt is None:
        raise NotFound
    try:
        price = parse_major(text.strip(), turn.shop.currency)
    except ValueError:
        return Screen(words("quote-not-a-sum"))
    quote = await quotes.answer(turn.actor, int(turn.prompt.values["quote"]), price)
    await turn.stop_asking()
    return Screen(words("quote-told", name=quote.name, sum=turn.shop.money(price)))
