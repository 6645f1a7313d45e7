"""`/bulk`: many variants at once, by shelf or words; looked at, applied, undone."""

from dataclasses import replace

from bot import links
from bot.conversation import Conversation
from bot.screen import Reply
from bot.turn import Turn
from core.auth.roles import Permission
from core.kit.errors import BadInput, NotFound
from core.shops.arrange import ArrangeShelves
from core.shops.bulk import BulkChange
from db.types.enums import BulkAction
from db.types.ids import CategoryId
from db.types.money import exponent
from handlers.bulk import parsing, screens

conversation = Conversation("bulk")
WORDS, PRICE = "bulk.words", "bulk.price"


@conversation.command("bulk", staff=True)
async def bulk_command(turn: Turn, args: str, bulk: BulkChange, shelves: ArrangeShelves) -> Reply:
    """`/bulk`, `/bulk words`, `/bulk words -10%`."""
    if not args.strip():
        return await _choose(turn, shelves)
    words, typed = parsing.split_change(args)
    change = parsing.read_change(typed, turn.shop.currency) if typed else None
    view = await bulk.choose(turn.actor, None, words if change else args)
    if change is not None:
        view = await bulk.plan(turn.actor, view.id, *change, round_to=_unit(turn))
    return screens.meant(turn, view)


def _unit(turn: Turn) -> int:
    """Return what prices are rounded to at first: a whole rouble, a whole dollar."""
    return int(10 ** exponent(turn.shop.currency))


async def _choose(turn: Turn, shelves: ArrangeShelves) -> Reply:
    turn.actor.need(Permission.CHANGE_PRODUCTS)
    every = await shelves.all(turn.actor)
    await turn.ask(WORDS)
    return screens.choose(turn.words, every)


@conversation.tap(links.BulkShelf)
async def shelf(turn: Turn, link: links.BulkShelf, bulk: BulkChange, shelves: ArrangeShelves) -> Reply:
    """Take a shelf, or choose one."""
    if not link.category:
        return await _choose(turn, shelves)
    return screens.meant(turn, await bulk.choose(turn.actor, CategoryId(link.category)))


@conversation.answer(WORDS)
async def words_typed(turn: Turn, text: str, bulk: BulkChange) -> Reply:
    """Take what has these words."""
    view = await bulk.choose(turn.actor, None, text)
    await turn.stop_asking()
    return screens.meant(turn, view)


@conversation.tap(links.BulkStep)
async def step(turn: Turn, link: links.BulkStep, bulk: BulkChange) -> Reply:
    """Plan, apply, undo."""
    actor = turn.actor
    match link.what:
        case "hide" | "show" as what:
            return screens.meant(turn, await bulk.plan(actor, link.bulk, BulkAction(what)))
        case "price":
            actor.need(Permission.CHANGE_PRICES)
            view = await bulk.view(actor, link.bulk)
            await turn.ask(PRICE, bulk=int(link.bulk))
            return screens.ask_price(turn, view)
        case "round":
            view = await bulk.view(actor, link.bulk)
            if view.action is None:
                raise NotFound
            return screens.meant(turn, await bulk.plan(actor, link.bulk, view.action, view.amount, link.amount))
        case "go":
            return screens.meant(turn, await bulk.apply(actor, link.bulk))
        case "undo":
            view, left = await bulk.undo(actor, link.bulk)
            shown = screens.meant(turn, view)
            return replace(shown, toast=turn.words.plain("bulk-left", count=left)) if left else shown
        case "":
            return screens.meant(turn, await bulk.view(actor, link.bulk))
        case _:
            raise BadInput(example="/bulk")


@conversation.answer(PRICE)
async def price_typed(turn: Turn, text: str, bulk: BulkChange) -> Reply:
    """Plan the change of prices that was typed."""
    if turn.prompt is None:
        raise NotFound
    change = parsing.read_change(text, turn.shop.currency)
    if change is None:
        raise BadInput(example="-10%, +50")
    view = await bulk.plan(turn.actor, int(turn.prompt.values["bulk"]), *change, round_to=_unit(turn))
    await turn.stop_asking()
    return screens.meant(turn, view)
