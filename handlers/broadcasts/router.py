"""`/broadcast`: put a message together, try it, send it now or later, watch it, stop it."""

from collections.abc import Awaitable, Callable

from aiogram.exceptions import TelegramAPIError

from bot import campaign_screen, links
from bot.campaigns import Mailer
from bot.consent import consent_wording
from bot.conversation import Conversation
from bot.download import Download
from bot.fleet import Fleet
from bot.screen import Alert, Reply, Screen
from bot.turn import Turn
from core.kit.clock import Clock
from core.kit.errors import BadInput, NotFound
from core.notifications.choices import ChooseNotifications
from core.shops.catalogue import BrowseCatalogue
from core.shops.pictures import normalise
from core.talks.broadcasts import Broadcasts
from core.talks.send_campaigns import Claimed
from db.types.enums import Audience, NotificationKind
from db.types.ids import CategoryId
from handlers.broadcasts import screens
from handlers.broadcasts.parsing import read_button, read_days, read_moment

conversation = Conversation("broadcasts")
TEXT, PHOTO, BUTTON, WHEN = "broadcasts.text", "broadcasts.photo", "broadcasts.button", "broadcasts.when"
DAYS, PRODUCT = "broadcasts.days", "broadcasts.product"


@conversation.command("broadcast", staff=True)
async def broadcast_command(turn: Turn, args: str, broadcasts: Broadcasts, download: Download) -> Reply:
    """List the broadcasts; with words after it, they are the text of a new one."""
    if not args:
        return screens.listed(turn, await broadcasts.latest(turn.actor))
    head = turn.incoming.html.partition(args[:1])
    html = head[1] + head[2] if turn.incoming.html != turn.incoming.text else turn.incoming.html[-len(args) :]
    campaign_id = await broadcasts.create(turn.actor, turn.words.language, html)
    if turn.incoming.photo_file_id is not None:
        picture = await normalise(await download(turn.bot_id, turn.incoming.photo_file_id))
        await broadcasts.picture(turn.actor, campaign_id, picture)
    return screens.one(turn, await broadcasts.one(turn.actor, campaign_id))


@conversation.tap(links.Broadcasts)
async def show_all(turn: Turn, _link: links.Broadcasts, broadcasts: Broadcasts) -> Reply:
    """List the broadcasts."""
    return screens.listed(turn, await broadcasts.latest(turn.actor))


@conversation.tap(links.Broadcast)
async def one(
    turn: Turn,
    link: links.Broadcast,
    broadcasts: Broadcasts,
    browse: BrowseCatalogue,
    mailer: Mailer,
    fleet: Fleet,
) -> Reply:
    """Show a broadcast, or do something with it."""
    if link.what == "new":
        return await _new(turn, broadcasts)
    view = await broadcasts.one(turn.actor, link.campaign)
    if link.what in _ASKED:
        state, key = _ASKED[link.what]
        await turn.ask(state, campaign=link.campaign)
        if link.what == "button":
            return screens.ask_button(turn.words, link.campaign, await browse.tree(turn.shop.id))
        return screens.ask(turn.words, key, link.campaign)
    if link.what == "look":
        message = campaign_screen.message(turn.words, view.campaign, turn.actor.name)
        return screens.looked_at(turn.words, message, link.campaign)
    if link.what == "test":
        return await _test(turn, link.campaign, broadcasts, mailer, fleet)
    if link.what == "ask":
        return screens.sure(turn.words, view)
    await _does(turn, link, broadcasts)
    if link.what == "remove":
        return screens.listed(turn, await broadcasts.latest(turn.actor))
    return screens.one(turn, await broadcasts.one(turn.actor, link.campaign))


_ASKED = {
    "photo": (PHOTO, "broadcast-ask-photo"),
    "button": (BUTTON, "broadcast-ask-button"),
    "later": (WHEN, "broadcast-ask-when"),
}


async def _new(turn: Turn, broadcasts: Broadcasts) -> Reply:
    """Begin a draft with its text."""
    language = turn.words.language
    campaign_id = await broadcasts.create(turn.actor, language)
    await turn.ask(TEXT, campaign=campaign_id, language=language)
    return screens.ask_text(turn.words, (await broadcasts.one(turn.actor, campaign_id)).campaign, language)


async def _does(turn: Turn, link: links.Broadcast, broadcasts: Broadcasts) -> None:
    """Do what a button says. Raises: BadInput: no such thing; and what broadcasts refuse."""
    actor, campaign_id, what = turn.actor, link.campaign, link.what
    place = (turn.chat_id, turn.message_id) if turn.message_id is not None else None
    deeds: dict[str, Callable[[], Awaitable[object]]] = {
        "nophoto": lambda: broadcasts.picture(actor, campaign_id, None),
        "nobutton": lambda: broadcasts.button(actor, campaign_id, "", None),
        "unplan": lambda: broadcasts.unschedule(actor, campaign_id),
        "now": lambda: broadcasts.start(actor, campaign_id, progress=place),
        "pause": lambda: broadcasts.pause(actor, campaign_id, paused=True),
        "resume": lambda: broadcasts.pause(actor, campaign_id, paused=False),
        "cancel": lambda: broadcasts.cancel(actor, campaign_id),
        "again": lambda: broadcasts.decide_unknown(actor, campaign_id, again=True),
        "leave": lambda: broadcasts.decide_unknown(actor, campaign_id, again=False),
        "remove": lambda: broadcasts.remove(actor, campaign_id),
    }
    if what == "show" and place is not None:
        await broadcasts.show_progress_in(actor, campaign_id, *place)
    elif what in deeds:
        await deeds[what]()
    elif what:
        raise BadInput(example="/broadcast")


async def _test(turn: Turn, campaign_id: int, broadcasts: Broadcasts, mailer: Mailer, fleet: Fleet) -> Reply:
    """Send it to the one who asks, in private, as everybody will get it."""
    campaign, actor = (await broadcasts.one(turn.actor, campaign_id)).campaign, turn.actor
    bot = await fleet.bot(turn.bot_id)
    if bot is None:
        raise NotFound
    me = Claimed(actor.person_id, "", actor.telegram_id, actor.name, turn.words.language)
    try:
        await mailer.deliver(bot, turn.bot_id, turn.shop, campaign, me)
    except TelegramAPIError as error:
        return Alert(turn.words.plain("broadcast-test-failed", why=error.message[:100]), window=True)
    return Alert(turn.words.plain("broadcast-test-sent"))


# ── words ────────────────────────────────────────────────────────────────────────────────────────────────


@conversation.tap(links.BroadcastText)
async def text(turn: Turn, link: links.BroadcastText, broadcasts: Broadcasts) -> Reply:
    """Ask for the text in a language, or take it out."""
    view = await broadcasts.one(turn.actor, link.campaign)
    if link.what == "none":
        await broadcasts.write(turn.actor, link.campaign, link.language, "")
        return screens.one(turn, await broadcasts.one(turn.actor, link.campaign))
    await turn.ask(TEXT, campaign=link.campaign, language=link.language)
    return screens.ask_text(turn.words, view.campaign, link.language)


@conversation.answer(TEXT)
async def written(turn: Turn, typed: str, broadcasts: Broadcasts, download: Download) -> Reply:
    """Keep the text with its formatting; a picture that came with it too."""
    campaign_id, language = _asked(turn), str(turn.prompt.values["language"]) if turn.prompt else ""
    if not typed.strip() and turn.incoming.photo_file_id is None:
        raise BadInput(example=turn.words.plain("broadcast-example"))
    if typed.strip():
        await broadcasts.write(turn.actor, campaign_id, language, turn.incoming.html.strip())
    if turn.incoming.photo_file_id is not None:
        picture = await normalise(await download(turn.bot_id, turn.incoming.photo_file_id))
        await broadcasts.picture(turn.actor, campaign_id, picture)
    return await _done(turn, campaign_id, broadcasts)


@conversation.answer(PHOTO)
async def pictured(turn: Turn, _typed: str, broadcasts: Broadcasts, download: Download) -> Reply:
    """Keep the picture."""
    if turn.incoming.photo_file_id is None:
        return screens.ask(turn.words, "broadcast-ask-photo", _asked(turn))
    picture = await normalise(await download(turn.bot_id, turn.incoming.photo_file_id))
    await broadcasts.picture(turn.actor, _asked(turn), picture)
    return await _done(turn, _asked(turn), broadcasts)


@conversation.answer(BUTTON)
async def buttoned(turn: Turn, typed: str, broadcasts: Broadcasts) -> Reply:
    """Keep the button that was typed."""
    read = read_button(typed)
    if read is None:
        raise BadInput(example=turn.words.plain("broadcast-button-example"))
    await broadcasts.button(turn.actor, _asked(turn), *read)
    return await _done(turn, _asked(turn), broadcasts)


@conversation.tap(links.BroadcastButton)
async def shelf_button(turn: Turn, link: links.BroadcastButton, broadcasts: Broadcasts) -> Reply:
    """Let the button open a shelf."""
    await broadcasts.button(turn.actor, link.campaign, "", CategoryId(link.category))
    return screens.one(turn, await broadcasts.one(turn.actor, link.campaign))


@conversation.answer(WHEN)
async def planned(turn: Turn, typed: str, broadcasts: Broadcasts, clock: Clock) -> Reply:
    """Begin at the moment that was typed."""
    moment = read_moment(typed, turn.shop.timezone, clock.now())
    if moment is None:
        raise BadInput(example=turn.words.plain("broadcast-when-example"))
    await broadcasts.start(turn.actor, _asked(turn), moment)
    return await _done(turn, _asked(turn), broadcasts)


# ── whom ─────────────────────────────────────────────────────────────────────────────────────────────────


@conversation.tap(links.BroadcastAudience)
async def audience(turn: Turn, link: links.BroadcastAudience, broadcasts: Broadcasts, browse: BrowseCatalogue) -> Reply:
    """Offer the audiences, or choose one."""
    actor, words, campaign_id = turn.actor, turn.words, link.campaign
    view = await broadcasts.one(actor, campaign_id)
    match link.audience:
        case "":
            pass
        case "days":
            await turn.ask(DAYS, campaign=campaign_id)
            return screens.ask(words, "broadcast-ask-days", campaign_id)
        case Audience.BOUGHT.value:
            await turn.ask(PRODUCT, campaign=campaign_id)
            return screens.ask(words, "broadcast-ask-product", campaign_id)
        case Audience.CATEGORY.value if not link.number:
            return screens.ask_shelf(words, campaign_id, await browse.tree(turn.shop.id))
        case Audience.CATEGORY.value:
            await broadcasts.choose(actor, campaign_id, Audience.CATEGORY, category_id=link.number)
            return screens.one(turn, await broadcasts.one(actor, campaign_id))
        case "l" | "lru" | "len" as spoken:
            await broadcasts.choose(actor, campaign_id, view.campaign.audience, language=spoken[1:])
        case Audience.LAPSED.value:
            await broadcasts.choose(actor, campaign_id, Audience.LAPSED, days=link.number or screens.LAPSED[0])
        case Audience.ALL.value | Audience.BUYERS.value | Audience.CART.value as kind:
            await broadcasts.choose(actor, campaign_id, Audience(kind))
        case _:
            raise BadInput(example="/broadcast")
    view = await broadcasts.one(actor, campaign_id)
    return screens.ask_audience(words, view.campaign, await broadcasts.counts(actor, campaign_id))


@conversation.answer(DAYS)
async def lapsed(turn: Turn, typed: str, broadcasts: Broadcasts) -> Reply:
    """Write to who has not bought for so many days."""
    days = read_days(typed)
    if days is None:
        raise BadInput(example="45")
    await broadcasts.choose(turn.actor, _asked(turn), Audience.LAPSED, days=days)
    return await _done(turn, _asked(turn), broadcasts)


@conversation.answer(PRODUCT)
async def bought(turn: Turn, typed: str, broadcasts: Broadcasts) -> Reply:
    """Write to who bought a product."""
    await broadcasts.choose(turn.actor, _asked(turn), Audience.BOUGHT, sku=typed.strip())
    return await _done(turn, _asked(turn), broadcasts)


def _asked(turn: Turn) -> int:
    if turn.prompt is None:
        raise NotFound
    return int(turn.prompt.values["campaign"])


async def _done(turn: Turn, campaign_id: int, broadcasts: Broadcasts) -> Screen:
    await turn.stop_asking()
    return screens.one(turn, await broadcasts.one(turn.actor, campaign_id))


# ── readers ──────────────────────────────────────────────────────────────────────────────────────────────


@conversation.tap(links.StopNews)
async def stop_news(turn: Turn, link: links.StopNews, choices: ChooseNotifications) -> Reply:
    """One tap and there are no more of these; another one takes it back."""
    if link.kind not in (NotificationKind.MARKETING, NotificationKind.REMINDERS):
        raise NotFound
    allowed, wording = bool(link.wanted), consent_wording(turn)
    await choices.choose(turn.actor, NotificationKind(link.kind), allowed=allowed, wording=wording)
    return screens.subscribed(turn.words, link)
