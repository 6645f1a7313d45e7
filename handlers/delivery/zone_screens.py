"""Zones of couriers as screens, for staff (pure)."""

import orjson

from bot import links
from bot.screen import Button, Rows, Screen
from bot.turn import Turn
from core.shops.draw_zones import Changed, Drawing, ZonesView
from core.shops.geometry import Point
from core.shops.zones import Zone, zone_name


def zones(turn: Turn, found: ZonesView, *, thanks: str | None = None) -> Screen:
    """Return a courier's zones, a button each, and the ways to add one."""
    words = turn.words
    rows: list[tuple[Button, ...]] = [(Button(_label(turn, one)[:60], links.Zone(one.id)),) for one in found.zones]

    def adds(key: str, what: str) -> Button:
        return Button(words.plain(key), links.Zones(found.option_id, what))

    rows += [
        (adds("button-zones-bands", "bands"), adds("button-zones-draw", "draw")),
        (adds("button-zones-file", "file"), adds("button-zones-point", "point")),
        (Button(words.plain("button-back"), links.DeliveryOption(found.option_id)),),
    ]
    state = "off" if found.zones and not found.zoned else "on"
    text = words("zones-title", title=found.title, state=state, point=_place(found.point))
    text += "\n\n" + words("zones-rule" if found.zones else "zones-none")
    return Screen(text, tuple(rows), thanks=thanks)


def _place(point: Point | None) -> str:
    return ", ".join(point.degrees) if point is not None else "none"


def _label(turn: Turn, one: Zone) -> str:
    words, name = turn.words, zone_name(turn.words, one)
    if not one.price:
        return words.plain("zone-free", zone=name)
    return words.plain("zone-priced", zone=name, price=words.money(turn.shop.money(one.price)))


def zone(turn: Turn, found: Changed, *, toast: str | None = None) -> Screen:
    """Return one zone with a button for each of its fields, and Undo of the last change."""
    words, one = turn.words, found.zone

    def shown(amount: int | None) -> str:
        return words.money(turn.shop.money(amount)) if amount else "none"

    def field(key: str, what: str) -> Button:
        return Button(words.plain(key), links.Zone(one.id, what))

    text = words(
        "zone-view",
        zone=zone_name(words, one),
        kind=one.kind.value,
        price=shown(one.price),
        free=shown(one.free_from),
        least=shown(one.least),
    )
    undo: Rows = ()
    if found.seq is not None:
        undo = ((Button(words.plain("button-undo"), links.UndoZone(one.id, found.seq)),),)
    back = (Button(words.plain("button-back"), links.Zones(found.option_id)),)
    if not one.active:
        return Screen(words("zone-removed"), (*undo, back), toast=toast)
    rows = (
        *undo,
        (field("button-zone-price", "price"), field("button-zone-free", "free_from")),
        (field("button-zone-least", "least"), field("button-zone-name", "name")),
        *(((field("button-zone-reach", "reach"),),) if one.reach is not None else ()),
        (field("button-zone-remove", "remove"),),
        back,
    )
    return Screen(text, rows, toast=toast)


def sure(turn: Turn, found: Changed) -> Screen:
    """Return the question whether a zone is really to go."""
    words, one = turn.words, found.zone
    rows = (
        (Button(words.plain("button-zone-remove-sure"), links.Zone(one.id, "sure")),),
        (Button(words.plain("button-back"), links.Zone(one.id)),),
    )
    return Screen(words("zone-ask-remove", zone=zone_name(words, one)), rows)


def ask_field(turn: Turn, found: Changed, what: str) -> Screen:
    """Return the question for a value of a zone."""
    text = turn.words(f"zone-ask-{what}")
    return Screen(text, ((Button(turn.words.plain("button-back"), links.Zone(found.zone.id)),),), question=text)


def ask(turn: Turn, option_id: int, what: str) -> Screen:
    """Return the question for the shop's place, distances or a file."""
    words = turn.words
    text = words("zones-ask-file", example=_example(turn)) if what == "file" else words(f"zones-ask-{what}")
    return Screen(text, ((Button(words.plain("button-back"), links.Zones(option_id)),),), question=text)


def _example(turn: Turn) -> str:
    ring = [[37.5, 55.7], [37.7, 55.7], [37.7, 55.8], [37.5, 55.7]]
    feature = {
        "type": "Feature",
        "properties": {"name": turn.words.plain("zones-example"), "price": 150},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }
    return orjson.dumps({"type": "FeatureCollection", "features": [feature]}).decode()


def drawing(turn: Turn, found: Drawing, *, missed: bool = False) -> Screen:
    """Return how far a zone is drawn; `missed`: what came was no place."""
    words = turn.words
    text = words("zones-draw", count=len(found.corners))
    if missed:
        text = words("zones-draw-none") + "\n\n" + text

    def does(key: str, what: str) -> Button:
        return Button(words.plain(key), links.DrawZone(found.id, what))

    rows: list[tuple[Button, ...]] = []
    if len(found.corners) > 2:
        rows.append((does("button-draw-done", "done"),))
    if found.corners:
        rows.append((does("button-draw-back", "back"),))
    rows.append((does("button-draw-drop", "drop"), Button(words.plain("button-back"), links.Zones(found.option_id))))
    return Screen(text, tuple(rows), question=words("zones-draw", count=len(found.corners)))


def ask_terms(turn: Turn, found: Drawing) -> Screen:
    """Return the question what a drawn zone is called and costs."""
    text = turn.words("zones-ask-terms")
    rows = (
        (
            Button(turn.words.plain("button-draw-drop"), links.DrawZone(found.id, "drop")),
            Button(turn.words.plain("button-back"), links.Zones(found.option_id)),
        ),
    )
    return Screen(text, rows, question=text)
