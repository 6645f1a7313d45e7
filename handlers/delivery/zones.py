"""Zones of couriers: distances by a line, areas by a file or corner by corner, the shop's place on the map."""

from dataclasses import replace

from bot import links
from bot.conversation import Conversation
from bot.download import Download
from bot.screen import Reply
from bot.turn import Turn
from core.kit.errors import BadInput, NotFound
from core.shops.audit import UndoChange
from core.shops.deliveries import Deliveries
from core.shops.draw_zones import Zones
from core.shops.errors import PictureRefused
from core.shops.geometry import read_point
from core.shops.read_map import MOST_BYTES, MOST_ZONES, MapTooLarge
from db.types.money import parse_major
from handlers.delivery import parsing, screens, zone_screens

conversation = Conversation("zones")
POINT, BANDS, FILE = "zones.point", "zones.bands", "zones.file"
CORNER, TERMS, FIELD = "zones.corner", "zones.terms", "zones.field"


async def commanded(turn: Turn, args: str, deliveries: Deliveries, zones: Zones) -> Reply:
    """Set what was typed after `/delivery`: where the shop is, or distances of the only courier."""
    words = turn.words
    point = read_point(args)
    if point is not None:
        await zones.set_point(turn.actor, point)
        thanks = words("zones-point-kept", point=", ".join(point.degrees))
        return replace(screens.deliveries(turn, await deliveries.all(turn.actor)), thanks=thanks)
    ways = screens.deliveries(turn, await deliveries.all(turn.actor))
    try:
        bands = parsing.read_bands(args, turn.shop.currency)
    except parsing.Unreadable as bad:
        return replace(ways, text=words("usage-zones", line=bad.line))
    option_id = await zones.only(turn.actor)
    if option_id is None:
        return replace(ways, text=words("usage-zones-which"))
    await zones.add_bands(turn.actor, option_id, bands)
    return zone_screens.zones(turn, await zones.of(turn.actor, option_id))


@conversation.tap(links.Zones)
async def show(turn: Turn, link: links.Zones, zones: Zones) -> Reply:
    """Show a courier's zones, or ask for more."""
    found = await zones.of(turn.actor, link.option)
    match link.what:
        case "":
            return zone_screens.zones(turn, found)
        case "draw":
            drawing = await zones.draw(turn.actor, link.option)
            await turn.ask(CORNER, zone=drawing.id)
            return zone_screens.drawing(turn, drawing)
        case "point" | "bands" | "file" as what:
            # Distances are measured from somewhere: that is asked first.
            what = "point" if what == "bands" and found.point is None else what
            state = {"point": POINT, "bands": BANDS, "file": FILE}[what]
            await turn.ask(state, option=link.option)
            return zone_screens.ask(turn, link.option, what)
        case _:
            raise BadInput(example="/delivery")


def _asked(turn: Turn, name: str) -> int:
    if turn.prompt is None:
        raise NotFound
    return int(turn.prompt.values[name])


@conversation.answer(POINT)
async def point_sent(turn: Turn, _text: str, zones: Zones) -> Reply:
    """Keep where the shop is."""
    option_id, point = _asked(turn, "option"), turn.incoming.point()
    if point is None:
        return zone_screens.ask(turn, option_id, "point")
    await zones.set_point(turn.actor, point)
    await turn.stop_asking()
    thanks = turn.words("zones-point-kept", point=", ".join(point.degrees))
    return zone_screens.zones(turn, await zones.of(turn.actor, option_id), thanks=thanks)


@conversation.answer(BANDS)
async def bands_typed(turn: Turn, text: str, zones: Zones) -> Reply:
    """Add distances; what cannot be read is said, and the question stays open."""
    option_id = _asked(turn, "option")
    try:
        bands = parsing.read_bands(text, turn.shop.currency)
    except parsing.Unreadable as bad:
        asked = zone_screens.ask(turn, option_id, "bands")
        return replace(asked, text=turn.words("usage-zones", line=bad.line))
    await zones.add_bands(turn.actor, option_id, bands)
    await turn.stop_asking()
    return zone_screens.zones(turn, await zones.of(turn.actor, option_id))


@conversation.answer(FILE)
async def file_sent(turn: Turn, _text: str, zones: Zones, download: Download) -> Reply:
    """Add the zones of a map file; nothing of a wrong one."""
    option_id, sent = _asked(turn, "option"), turn.incoming.document
    await zones.of(turn.actor, option_id)
    if sent is None:
        return zone_screens.ask(turn, option_id, "file")
    try:
        content = await download(turn.bot_id, sent.file_id, MOST_BYTES)
    except PictureRefused:
        raise MapTooLarge(limit=MOST_ZONES) from None
    names = await zones.add_map(turn.actor, option_id, content, turn.shop.currency)
    await turn.stop_asking()
    thanks = turn.words("zones-file-kept", count=len(names), names=", ".join(names))
    return zone_screens.zones(turn, await zones.of(turn.actor, option_id), thanks=thanks)


# ── drawn, corner by corner ──────────────────────────────────────────────────────────────────────────────


@conversation.answer(CORNER)
async def corner_sent(turn: Turn, _text: str, zones: Zones) -> Reply:
    """Add a corner; the question stays open for the next."""
    zone_id, point = _asked(turn, "zone"), turn.incoming.point()
    if point is None:
        return zone_screens.drawing(turn, await zones.drawing(turn.actor, zone_id), missed=True)
    drawing = await zones.corner(turn.actor, zone_id, point)
    await turn.ask(CORNER, zone=zone_id)
    return zone_screens.drawing(turn, drawing)


@conversation.tap(links.DrawZone)
async def draw(turn: Turn, link: links.DrawZone, zones: Zones) -> Reply:
    """Finish an area, take the last corner back, or give it up."""
    match link.what:
        case "done":
            drawing = await zones.drawing(turn.actor, link.zone)
            # Until it is an area, corners are still taken.
            await turn.ask(CORNER, zone=link.zone)
            await zones.check(turn.actor, link.zone)
            await turn.ask(TERMS, zone=link.zone)
            return zone_screens.ask_terms(turn, drawing)
        case "back":
            drawing = await zones.take_back(turn.actor, link.zone)
            await turn.ask(CORNER, zone=link.zone)
            return zone_screens.drawing(turn, drawing)
        case "drop":
            option_id = await zones.give_up(turn.actor, link.zone)
            return zone_screens.zones(turn, await zones.of(turn.actor, option_id))
        case _:
            raise BadInput(example="/delivery")


@conversation.answer(TERMS)
async def terms_typed(turn: Turn, text: str, zones: Zones) -> Reply:
    """Make a zone of what was drawn."""
    zone_id = _asked(turn, "zone")
    drawing = await zones.drawing(turn.actor, zone_id)
    try:
        name, terms = parsing.read_named(text, turn.shop.currency)
    except parsing.Unreadable as bad:
        return replace(zone_screens.ask_terms(turn, drawing), text=turn.words("usage-zone-terms", line=bad.line))
    option_id = await zones.finish(turn.actor, zone_id, name, terms)
    await turn.stop_asking()
    return zone_screens.zones(turn, await zones.of(turn.actor, option_id))


# ── one zone ─────────────────────────────────────────────────────────────────────────────────────────────


@conversation.tap(links.Zone)
async def one(turn: Turn, link: links.Zone, zones: Zones) -> Reply:
    """Show one zone, ask for a value, or take it out."""
    found = await zones.one(turn.actor, link.zone)
    match link.what:
        case "":
            return zone_screens.zone(turn, found)
        case "name" | "reach" | "price" | "free_from" | "least" as what:
            await turn.ask(FIELD, zone=link.zone, what=what)
            return zone_screens.ask_field(turn, found, what)
        case "remove":
            return zone_screens.sure(turn, found)
        case "sure":
            removed = await zones.change(turn.actor, link.zone, "active", wanted=False)
            return zone_screens.zone(turn, removed)
        case _:
            raise BadInput(example="/delivery")


@conversation.answer(FIELD)
async def typed(turn: Turn, text: str, zones: Zones) -> Reply:
    """Keep the value; what cannot be read is said, and the question stays open."""
    zone_id = _asked(turn, "zone")
    what = str(turn.prompt.values["what"]) if turn.prompt is not None else ""
    changed = await zones.change(turn.actor, zone_id, what, _value(turn, what, text))
    await turn.stop_asking()
    return replace(zone_screens.zone(turn, changed), thanks=turn.words("zone-changed"))


def _value(turn: Turn, what: str, text: str) -> int | str | None:
    """Return what was typed for a field. Raises: BadInput."""
    if what == "name":
        return text
    try:
        if what == "reach":
            return parsing.read_reach(text)
        if parsing.means_none(text):
            return 0 if what == "price" else None
        return parse_major(text.strip(), turn.shop.currency)
    except ValueError:
        raise BadInput(example="5" if what == "reach" else "150") from None


@conversation.tap(links.UndoZone)
async def undo(turn: Turn, link: links.UndoZone, undo_change: UndoChange, zones: Zones) -> Reply:
    """Take the last change of a zone back, and show it."""
    await undo_change(turn.actor, link.seq)
    return zone_screens.zone(turn, await zones.one(turn.actor, link.zone), toast=turn.words.plain("zone-undone"))
