"""`/shop`: name, greeting, about, terms, contact, cover, currency, time zone, hours, template, colour."""

from bot import links
from bot.conversation import Conversation
from bot.download import Download
from bot.screen import Reply
from bot.turn import Turn
from core.auth.roles import Permission
from core.kit.errors import BadInput
from core.kit.i18n.words import LANGUAGES
from core.shops.describe import LIMITS, DescribeShop, Telling, read_hours
from core.shops.errors import CurrencyInUse, PictureRefused
from core.shops.pictures import normalise
from core.shops.shop import Shop
from handlers.shop import screens

conversation = Conversation("shop")
TELL, SET, COVER = "shop.tell", "shop.set", "shop.cover"
_TELLINGS = frozenset(what.value for what in Telling)


@conversation.command("shop", staff=True)
async def shop_command(turn: Turn, _args: str) -> Reply:
    """Show the shop's own card."""
    turn.actor.need(Permission.CHANGE_SHOP)
    return screens.card(turn.words, turn.shop)


@conversation.tap(links.ShopCard)
async def show(turn: Turn, _link: links.ShopCard) -> Reply:
    """Show it again."""
    turn.actor.need(Permission.CHANGE_SHOP)
    return screens.card(turn.words, turn.shop)


@conversation.tap(links.ShopField)
async def change(turn: Turn, link: links.ShopField, describe: DescribeShop) -> Reply:
    """Ask for one thing, or set it at once where buttons say all."""
    turn.actor.need(Permission.CHANGE_SHOP)
    what, value = link.what, link.value
    if what in _TELLINGS:
        if value not in LANGUAGES:
            return screens.ask_language(turn.words, what)
        await turn.ask(TELL, what=what, language=value)
        return screens.ask_telling(turn.words, turn.shop, Telling(what), value)
    match what:
        case "cover":
            await turn.ask(COVER)
        case "template" if value:
            return screens.card(turn.words, await describe.design(turn.actor, template=value), toast="shop-saved")
        case "template":
            return screens.ask_template(turn.words, turn.shop)
        case "accent" if value:
            return screens.card(turn.words, await describe.design(turn.actor, accent=value), toast="shop-saved")
        case "currency" | "timezone" | "hours" | "accent":
            await turn.ask(SET, what=what)
        case _:
            raise BadInput(example="/shop")
    return screens.ask(turn.words, turn.shop, what)


@conversation.answer(TELL)
async def told(turn: Turn, text: str, describe: DescribeShop) -> Reply:
    """Write what the shop says in a language."""
    if turn.prompt is None:
        return screens.card(turn.words, turn.shop)
    what, language = Telling(str(turn.prompt.values["what"])), str(turn.prompt.values["language"])
    try:
        shop = await describe.say(turn.actor, what, language, text)
    except BadInput:
        return screens.ask_telling(turn.words, turn.shop, what, language, limit=LIMITS[what])
    return await _saved(turn, shop)


@conversation.answer(COVER)
async def cover_sent(turn: Turn, _text: str, describe: DescribeShop, download: Download) -> Reply:
    """Take the picture; anything else is asked for again."""
    file_id = turn.incoming.photo_file_id
    if file_id is None:
        return screens.ask(turn.words, turn.shop, "cover", refused=True)
    turn.actor.need(Permission.CHANGE_SHOP)
    try:
        picture = await normalise(await download(turn.bot_id, file_id))
    except PictureRefused:
        return screens.ask(turn.words, turn.shop, "cover", refused=True)
    return await _saved(turn, await describe.cover(turn.actor, picture))


@conversation.answer(SET)
async def typed(turn: Turn, text: str, describe: DescribeShop) -> Reply:
    """Set what was typed; what cannot be read is asked for again with an example."""
    what = str(turn.prompt.values["what"]) if turn.prompt else ""
    try:
        match what:
            case "currency":
                shop = await describe.currency(turn.actor, text)
            case "timezone":
                shop = await describe.time_zone(turn.actor, text)
            case "accent":
                shop = await describe.design(turn.actor, accent=text)
            case _:
                hours = read_hours(text)
                if hours is None:
                    return screens.ask(turn.words, turn.shop, "hours", refused=True)
                shop = await describe.hours(turn.actor, hours)
    except BadInput:
        return screens.ask(turn.words, turn.shop, what, refused=True)
    except CurrencyInUse as refused:
        await turn.stop_asking()
        return screens.card(turn.words, turn.shop, warning=turn.words.refusal(refused))
    return await _saved(turn, shop)


async def _saved(turn: Turn, shop: Shop) -> Reply:
    await turn.stop_asking()
    turn.shop = shop
    return screens.card(turn.words, shop, toast="shop-saved")
