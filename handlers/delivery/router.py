"""Ways of delivery: list, add, and change one field at a time."""

from dataclasses import replace

from bot import links
from bot.conversation import Conversation
from bot.screen import Reply
from bot.turn import Turn
from core.kit.errors import BadInput, NotFound
from core.shops.deliveries import Deliveries
from core.shops.draw_zones import Zones
from db.types.enums import DeliveryKind
from db.types.money import parse_major
from handlers.delivery import screens, zones
from handlers.delivery.parsing import means_none

conversation = Conversation("delivery")
NEW, FIELD = "delivery.new", "delivery.field"


@conversation.command("delivery", staff=True)
async def delivery_command(turn: Turn, args: str, deliveries: Deliveries, courier_zones: Zones) -> Reply:
    """Show the ways of delivery; with distances and prices, or coordinates, set them at once."""
    if not args:
        return screens.deliveries(turn, await deliveries.all(turn.actor))
    return await zones.commanded(turn, args, deliveries, courier_zones)


@conversation.tap(links.Deliveries)
async def show(turn: Turn, _link: links.Deliveries, deliveries: Deliveries) -> Reply:
    """Show the ways of delivery."""
    return screens.deliveries(turn, await deliveries.all(turn.actor))


@conversation.tap(links.NewDelivery)
async def new(turn: Turn, link: links.NewDelivery, deliveries: Deliveries) -> Reply:
    """Ask for the name of a new way."""
    await deliveries.all(turn.actor)
    await turn.ask(NEW, kind=link.kind)
    return screens.ask(turn.words, link.kind)


@conversation.answer(NEW)
async def named(turn: Turn, text: str, deliveries: Deliveries) -> Reply:
    """Add the way and show it."""
    if turn.prompt is None:
        raise NotFound
    added = await deliveries.add(turn.actor, DeliveryKind(str(turn.prompt.values["kind"])), text)
    await turn.stop_asking()
    return screens.delivery(turn, added)


@conversation.tap(links.DeliveryOption)
async def one(turn: Turn, link: links.DeliveryOption, deliveries: Deliveries) -> Reply:
    """Show one way, turn a switch of it, or ask for a value."""
    found = await deliveries.one(turn.actor, link.option)
    match link.what:
        case "":
            pass
        case "active":
            found = await deliveries.change(turn.actor, found.id, active=not found.active)
        case "cash":
            found = await deliveries.change(turn.actor, found.id, cash_allowed=not found.cash_allowed)
        case "computed":
            found = await deliveries.change(turn.actor, found.id, computed=not found.computed)
        case "zoned":
            found = await deliveries.change(turn.actor, found.id, zoned=not found.zoned)
        case "price" | "free" | "title" | "details" as what:
            await turn.ask(FIELD, option=int(found.id), what=what)
            return screens.ask(turn.words, what, found)
        case _:
            raise BadInput(example="/delivery")
    return screens.delivery(turn, found)


@conversation.answer(FIELD)
async def typed(turn: Turn, text: str, deliveries: Deliveries) -> Reply:
    """Keep the value; what cannot be read is said, and the question stays open."""
    if turn.prompt is None:
        raise NotFound
    option_id, what = int(turn.prompt.values["option"]), str(turn.prompt.values["what"])
    said = " ".join(text.split()) if what != "details" else text.strip()
    if what in ("title", "details"):
        # What is written in one language is better than nothing in the other.
        known = getattr(await deliveries.one(turn.actor, option_id), what)
        language = turn.words.language
        others = {other for other in ("ru", "en") if other not in known or known[other] == known.get(language)}
        texts = dict.fromkeys((language, *others), "" if means_none(said) else said)
        if what == "title" and not said:
            raise BadInput(example="…")
        changed = await deliveries.change(turn.actor, option_id, **{what: texts})
    else:
        try:
            amount = None if means_none(said) else parse_major(said, turn.shop.currency)
        except ValueError:
            raise BadInput(example="300") from None
        name = "price" if what == "price" else "free_from"
        changed = await deliveries.change(
            turn.actor, option_id, **{name: amount if what == "free" or amount is not None else 0}
        )
    await turn.stop_asking()
    return replace(screens.delivery(turn, changed), thanks=turn.words("delivery-kept"))
