"""`/places` and `/move SKU 5 A B`: several places where stock lies."""

from bot import links
from bot.conversation import Conversation
from bot.screen import Button, Reply, Rows, Screen
from bot.turn import Turn
from core.kit.errors import BadInput
from core.kit.i18n.words import Words
from core.shops.places import Place, Places
from handlers.places import parsing

conversation = Conversation("places")
NEW = "places.new"


@conversation.command("places", staff=True)
async def places_command(turn: Turn, args: str, places: Places) -> Reply:
    """`/places`, or `/places name` to add one."""
    if args.strip():
        return screen(turn.words, await places.add(turn.actor, args))
    return screen(turn.words, await places.all(turn.actor))


@conversation.tap(links.StockPlace)
async def place(turn: Turn, link: links.StockPlace, places: Places) -> Reply:
    """Show the places, one of them, or change them."""
    words = turn.words
    match link.what:
        case "add":
            await places.all(turn.actor)
            await turn.ask(NEW)
            back = (Button(words.plain("button-back"), links.StockPlace()),)
            return Screen(words("places-ask"), (back,), question=words("places-ask"))
        case "first":
            return screen(words, await places.make_default(turn.actor, link.place))
        case "remove":
            return screen(words, await places.remove(turn.actor, link.place))
        case "":
            every = await places.all(turn.actor)
            found = next((one for one in every if one.id == link.place), None)
            return screen(words, every) if found is None else _one(words, found)
        case _:
            raise BadInput(example="/places")


@conversation.answer(NEW)
async def named(turn: Turn, text: str, places: Places) -> Reply:
    """Add the place."""
    every = await places.add(turn.actor, text)
    await turn.stop_asking()
    return screen(turn.words, every)


@conversation.command("move", staff=True)
async def move_command(turn: Turn, args: str, places: Places) -> Reply:
    """`/move SKU 5 A B`."""
    words = turn.words
    asked = parsing.read_move(args)
    if asked is None:
        names = [one.name for one in await places.all(turn.actor)]
        back = (Button(words.plain("button-places"), links.StockPlace()),)
        return Screen(words("usage-move", places=", ".join(names) or "—"), (back,))
    done = await places.carry(turn.actor, *asked, turn.update_key)
    text = words(
        "move-done" if done.audit_seq is not None else "move-done-before",
        sku=done.sku,
        title=words.pick(done.title),
        count=done.quantity,
        source=done.from_place,
        target=done.to_place,
    )
    rows: Rows = ((Button(words.plain("button-back"), links.Stock(done.sku)),),)
    if done.audit_seq is not None:
        rows = ((Button(words.plain("button-undo"), links.Undo(done.audit_seq)),), *rows)
    return Screen(text, rows)


def screen(words: Words, every: list[Place]) -> Screen:
    """Return the places, a button each (pure)."""
    rows: list[tuple[Button, ...]] = [
        (Button(f"{'★ ' if one.is_default else ''}{one.name} · {one.pieces}"[:60], links.StockPlace(one.id)),)
        for one in every
    ]
    rows.append((Button(words.plain("button-place-new"), links.StockPlace(0, "add")),))
    rows.append((Button(words.plain("button-stock"), links.Stock()), Button(words.plain("button-menu"), links.Home())))
    return Screen(words("places-title" if every else "places-none"), tuple(rows))


def _one(words: Words, found: Place) -> Screen:
    rows: list[tuple[Button, ...]] = []
    if not found.is_default:
        rows.append((Button(words.plain("button-place-first"), links.StockPlace(found.id, "first")),))
        if not found.pieces:
            rows.append((Button(words.plain("button-place-remove"), links.StockPlace(found.id, "remove")),))
    rows.append((Button(words.plain("button-back"), links.StockPlace()),))
    state = "first" if found.is_default else "other"
    return Screen(
        words("places-one", name=found.name, pieces=found.pieces, items=found.items, state=state), tuple(rows)
    )
