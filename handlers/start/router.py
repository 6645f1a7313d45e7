"""`/start`, deep links into shops, the menu, the choice of shop and language."""

from dataclasses import replace

from bot import links
from bot.consent import asking
from bot.conversation import Conversation
from bot.screen import Button, Reply, Screen, Silence
from bot.turn import Turn
from core.auth.people import ChooseLanguage, EnterShop
from core.kit.errors import NotFound
from core.notifications.choices import ChooseNotifications
from core.orders.cart import Carts
from core.shops.open_shop import Shops
from core.shops.texts import ShopWords
from db.types.enums import Role
from db.types.ids import ShopId
from handlers.start import screens

conversation = Conversation("start")


@conversation.command("start", "menu")
async def start(turn: Turn, _args: str, carts: Carts, choices: ChooseNotifications) -> Reply:
    """Greet; in a group, offer to bring order cards there."""
    if not turn.private:
        return _offer(turn)
    return await _home(turn, carts, choices)


@conversation.tap(links.Home, links.HomeFromCard, links.Cancel)
async def home(turn: Turn, _link: links.Link, carts: Carts, choices: ChooseNotifications) -> Reply:
    """Show the menu."""
    return await _home(turn, carts, choices)


async def _home(turn: Turn, carts: Carts, choices: ChooseNotifications) -> Screen:
    """Show the menu; the first time, ask whether the shop may write about news."""
    menu = screens.home(turn, await carts.summary(turn.actor))
    return asking(turn, menu) if await choices.may_ask_consent(turn.actor) else menu


@conversation.start("s")
async def enter_by_link(turn: Turn, slug: str, shops: Shops, enter: EnterShop, carts: Carts) -> Reply:
    """Enter the shop of a link `?start=s_<shop>`; a shop of another bot is simply not here."""
    shop = await shops.by_slug(slug)
    if shop.bot_id != turn.bot_id:
        raise NotFound
    return await _enter(turn, shop.id, shops, enter, carts)


@conversation.tap(links.ChooseShop)
async def choose_shop(turn: Turn, link: links.ChooseShop, shops: Shops, enter: EnterShop, carts: Carts) -> Reply:
    """List the shops, or enter one."""
    if not link.shop:
        return screens.shops(turn.words, await shops.of_bot(turn.bot_id))
    return await _enter(turn, ShopId(link.shop), shops, enter, carts)


async def _enter(turn: Turn, shop_id: ShopId, shops: Shops, enter: EnterShop, carts: Carts) -> Reply:
    await enter(turn.bot_id, turn.actor.person_id, shop_id)
    shop = await shops.by_id(shop_id)
    turn.shop, turn.cover_file_id = shop, None
    role = await shops.role_of(shop_id, turn.actor.telegram_id)
    turn.actor = replace(turn.actor, shop_id=shop_id, role=role)
    toast = turn.words.plain("shop-entered", shop=turn.words.pick(shop.title))
    return replace(screens.home(turn, await carts.summary(turn.actor)), toast=toast)


@conversation.command("language")
async def language(turn: Turn, _args: str) -> Reply:
    """Offer the languages."""
    return screens.language(turn.words)


@conversation.tap(links.ChooseLanguage)
async def choose_language(
    turn: Turn, link: links.ChooseLanguage, choose: ChooseLanguage, carts: Carts, texts: ShopWords
) -> Reply:
    """Offer the languages, or speak the chosen one from now on."""
    if not link.language:
        return screens.language(turn.words)
    await choose(turn.actor.person_id, link.language)
    turn.words = await texts.of(turn.shop, link.language)
    turn.actor = replace(turn.actor, language=link.language)
    return replace(screens.home(turn, await carts.summary(turn.actor)), toast=turn.words.plain("language-chosen"))


@conversation.start("group")
async def joined_group(turn: Turn, _rest: str) -> Reply:
    """Somebody added the bot to a group."""
    return _offer(turn)


def _offer(turn: Turn) -> Reply:
    words = turn.words
    if turn.shop.staff_chat_id == turn.chat_id:
        return Screen(words("staff-chat-done", shop=words.pick(turn.shop.title)))
    if turn.actor.role is not Role.OWNER:
        return Screen(words("staff-chat-hello"))
    shop = words.pick(turn.shop.title)
    button = Button(words.plain("button-use-chat", shop=shop), links.UseStaffChat(turn.shop.id))
    return Screen(words("staff-chat-offer", shop=shop), ((button,),))


@conversation.tap(links.UseStaffChat)
async def use_chat(turn: Turn, link: links.UseStaffChat, shops: Shops) -> Reply:
    """Make this group the place for the shop's order cards."""
    shop = await shops.by_id(ShopId(link.shop))
    role = await shops.role_of(shop.id, turn.actor.telegram_id)
    await shops.meet_in(replace(turn.actor, shop_id=shop.id, role=role), turn.chat_id)
    return Screen(turn.words("staff-chat-done", shop=turn.words.pick(shop.title)))


@conversation.tap(links.Nothing)
async def nothing(_turn: Turn, _link: links.Nothing) -> Reply:
    """A label was pressed."""
    return Silence()
