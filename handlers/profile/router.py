"""A customer's own page: addresses, phone, what to be written to about, points, friends, and one's data."""

from dataclasses import replace

from bot import links
from bot.consent import consent_wording
from bot.conversation import Conversation
from bot.screen import Alert, Reply, Screen, SentFile
from bot.turn import Turn
from core.kit.errors import BadInput, NotFound
from core.notifications.choices import ChooseNotifications
from core.orders.addresses import Addresses
from core.orders.cart import Carts
from core.orders.loyalty import Loyalty
from core.orders.my_data import MyData
from db.types.enums import NotificationKind
from handlers.profile import screens

conversation = Conversation("profile")
ADDRESS, LABEL, PHONE = "profile.address", "profile.label", "profile.phone"


@conversation.command("profile")
async def profile_command(turn: Turn, _args: str, carts: Carts, loyalty: Loyalty) -> Reply:
    """Show the page."""
    return await _page(turn, carts, loyalty)


@conversation.tap(links.Profile)
async def profile(turn: Turn, _link: links.Profile, carts: Carts, loyalty: Loyalty) -> Reply:
    """Show the page."""
    return await _page(turn, carts, loyalty)


async def _page(turn: Turn, carts: Carts, loyalty: Loyalty) -> Screen:
    phone, address = await carts.known(turn.actor)
    return screens.page(turn, phone, address, await loyalty(turn.actor, turn.shop))


# ── addresses and phone ──────────────────────────────────────────────────────────────────────────────────


@conversation.tap(links.Addresses)
async def addresses(turn: Turn, link: links.Addresses, saved: Addresses) -> Reply:
    """Show the addresses, one of them, or do something with it."""
    match link.what:
        case "add":
            await turn.ask(ADDRESS)
            return screens.ask_address(turn.words)
        case "label":
            await turn.ask(LABEL, address=int(link.address))
            return screens.ask_label(turn.words, link.address)
        case "prefer":
            await saved.prefer(turn.actor, link.address)
        case "drop":
            await saved.drop(turn.actor, link.address)
            listed = screens.addresses(turn.words, await saved.mine(turn.actor))
            return replace(listed, toast=turn.words.plain("address-dropped"))
        case "":
            pass
        case _:
            raise BadInput(example="/profile")
    found = await saved.mine(turn.actor)
    if not link.address:
        return screens.addresses(turn.words, found)
    one = next((one for one in found if one.id == link.address), None)
    if one is None:
        raise NotFound
    return screens.address(turn.words, one)


@conversation.answer(ADDRESS)
async def address_typed(turn: Turn, text: str, saved: Addresses) -> Reply:
    """Keep the address; what is wrong with it is said, and the question stays open."""
    await saved.add(turn.actor, text)
    await turn.stop_asking()
    return screens.addresses(turn.words, await saved.mine(turn.actor))


@conversation.answer(LABEL)
async def label_typed(turn: Turn, text: str, saved: Addresses) -> Reply:
    """Call an address something."""
    address = int(turn.prompt.values["address"]) if turn.prompt is not None else 0
    await turn.stop_asking()
    await saved.label(turn.actor, address, text)
    return screens.addresses(turn.words, await saved.mine(turn.actor))


@conversation.tap(links.Phone)
async def phone(turn: Turn, link: links.Phone, saved: Addresses, carts: Carts, loyalty: Loyalty) -> Reply:
    """Show the phone, ask for another one, or forget it."""
    if link.what == "change":
        await turn.ask(PHONE)
        return Screen(turn.words("profile-ask-phone"), ask_contact=turn.words.plain("button-share-phone"))
    if link.what == "forget":
        await saved.forget_phone(turn.actor)
        return replace(await _page(turn, carts, loyalty), toast=turn.words.plain("profile-phone-forgotten"))
    known, _ = await carts.known(turn.actor)
    return screens.phone(turn.words, known)


@conversation.answer(PHONE)
async def phone_typed(turn: Turn, text: str, saved: Addresses, carts: Carts, loyalty: Loyalty) -> Reply:
    """Keep the phone, typed or shared; only one's own contact counts."""
    incoming = turn.incoming
    number = incoming.contact_phone or text
    if incoming.contact_phone is not None and not incoming.contact_own:
        return Alert(turn.words.plain("checkout-phone-not-yours"))
    if incoming.contact_phone is not None and not number.startswith("+"):
        number = f"+{number}"
    kept = await saved.set_phone(turn.actor, number)
    await turn.stop_asking()
    return replace(await _page(turn, carts, loyalty), thanks=turn.words("checkout-phone-kept", phone=kept), fresh=True)


# ── what to be written to about ──────────────────────────────────────────────────────────────────────────


@conversation.tap(links.Choices)
async def choices(turn: Turn, link: links.Choices, choose: ChooseNotifications) -> Reply:
    """Show what one is written to about; turn a kind on or off."""
    toast = None
    if link.kind:
        if link.kind not in tuple(NotificationKind):
            raise NotFound
        kind, wording = NotificationKind(link.kind), consent_wording(turn)
        await choose.choose(turn.actor, kind, allowed=bool(link.wanted), wording=wording)
        toast = turn.words.plain("choices-on" if link.wanted else "choices-off")
    return replace(screens.choices(turn.words, await choose(turn.actor)), toast=toast)


# ── points and friends ───────────────────────────────────────────────────────────────────────────────────


@conversation.tap(links.Bonuses)
async def bonuses(turn: Turn, _link: links.Bonuses, loyalty: Loyalty) -> Reply:
    """Show points, level and the invitation link."""
    return screens.bonuses(turn, await loyalty(turn.actor, turn.shop))


@conversation.start("r")
async def invited(turn: Turn, code: str, loyalty: Loyalty) -> Reply:
    """Come by a friend's link `?start=r_<code>`."""
    if not turn.shop.rules.referrals.on:
        return screens.welcome(turn, came=False)
    await loyalty.come(turn.actor, code)
    return screens.welcome(turn, came=True)


# ── one's data ───────────────────────────────────────────────────────────────────────────────────────────


@conversation.tap(links.MyData)
async def my_data(turn: Turn, link: links.MyData, data: MyData) -> Reply:
    """Say what is kept, send all of it, or forget it: asked twice."""
    match link.what:
        case "get":
            content = await data.export(turn.actor)
            name = f"{turn.shop.slug}-my-data.json"
            file = SentFile(name, content, turn.words("my-data-file"))
            return replace(screens.my_data(turn.words), files=(file,), fresh=True)
        case "erase" | "sure":
            return screens.erase(turn.words, again=link.what == "sure")
        case "really":
            await data.forget(turn.actor)
            return screens.erased(turn.words)
        case "":
            return screens.my_data(turn.words)
        case _:
            raise BadInput(example="/profile")
