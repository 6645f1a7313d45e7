"""Shelves: the tree, one shelf, and what can be done with it."""

from bot import links
from bot.conversation import Conversation
from bot.screen import Reply
from bot.turn import Turn
from core.kit.errors import BadInput, NotFound
from core.shops.arrange import ArrangeShelves
from db.types.ids import CategoryId
from handlers.shelves import screens

conversation = Conversation("shelves")
NEW, NAME = "shelves.new", "shelves.name"


@conversation.command("categories", staff=True)
async def categories(turn: Turn, _args: str, shelves: ArrangeShelves) -> Reply:
    """Show the tree."""
    return screens.tree(turn.words, await shelves.all(turn.actor))


@conversation.tap(links.Shelves)
async def tree(turn: Turn, _link: links.Shelves, shelves: ArrangeShelves) -> Reply:
    """Show the tree."""
    return screens.tree(turn.words, await shelves.all(turn.actor))


@conversation.tap(links.Shelf)
async def shelf(turn: Turn, link: links.Shelf, shelves: ArrangeShelves) -> Reply:
    """Show one shelf, or do something with it."""
    category_id = CategoryId(link.shelf)
    match link.what:
        case "add":
            await shelves.all(turn.actor)
            await turn.ask(NEW, parent=int(link.shelf))
            return screens.ask(turn.words, "new", category_id)
        case "name":
            await turn.ask(NAME, shelf=int(link.shelf))
            return screens.ask(turn.words, "name", category_id)
        case "hide" | "show" as what:
            await shelves.hide(turn.actor, category_id, hidden=what == "hide")
        case "first":
            await shelves.first(turn.actor, category_id)
        case "remove":
            await shelves.remove(turn.actor, category_id)
            return screens.tree(turn.words, await shelves.all(turn.actor))
        case "":
            pass
        case _:
            raise BadInput(example="/categories")
    return await _one(turn, category_id, shelves)


async def _one(turn: Turn, category_id: CategoryId, shelves: ArrangeShelves) -> Reply:
    every = await shelves.all(turn.actor)
    found = next((one for one in every if one.id == category_id), None)
    if found is None:
        raise NotFound
    return screens.shelf(turn.words, found)


@conversation.answer(NEW)
async def added(turn: Turn, text: str, shelves: ArrangeShelves) -> Reply:
    """Add the shelf and show the tree."""
    parent = int(turn.prompt.values["parent"]) if turn.prompt is not None else 0
    await shelves.add(turn.actor, CategoryId(parent) if parent else None, text)
    await turn.stop_asking()
    return screens.tree(turn.words, await shelves.all(turn.actor))


@conversation.answer(NAME)
async def renamed(turn: Turn, text: str, shelves: ArrangeShelves) -> Reply:
    """Call the shelf otherwise."""
    if turn.prompt is None:
        raise NotFound
    category_id = CategoryId(int(turn.prompt.values["shelf"]))
    await shelves.rename(turn.actor, category_id, text, turn.words.language)
    await turn.stop_asking()
    return await _one(turn, category_id, shelves)
