"""`/count`: what lies on the shelves against the books; the differences are shown, then applied at once."""

from bot import links
from bot.conversation import Conversation
from bot.imports import import_screen
from bot.screen import Button, Reply, Screen
from bot.turn import Turn
from core.auth.roles import Permission
from core.kit.i18n.words import Raw, Words
from core.shops.catalogue import BrowseCatalogue
from core.shops.import_goods import Desk, ImportGoods
from core.shops.view_stock import StockLine, ViewStock
from db.types.ids import CategoryId
from handlers.counts import parsing

conversation = Conversation("counts")
LINES = "counts.lines"


@conversation.command("count", staff=True)
async def count_command(turn: Turn, args: str, goods: ImportGoods, browse: BrowseCatalogue) -> Reply:
    """`/count` and lines `SKU 5`, or nothing: choose a shelf."""
    turn.actor.need(Permission.CHANGE_STOCK)
    if args.strip():
        return await _counted(turn, args, goods)
    return await _choose(turn, browse)


async def _choose(turn: Turn, browse: BrowseCatalogue) -> Reply:
    turn.actor.need(Permission.CHANGE_STOCK)
    words = turn.words
    shelves = [shelf for shelf in await browse.tree(turn.shop.id) if not shelf.children][:60]
    buttons = [Button(words.pick(shelf.title)[:30], links.CountShelf(shelf.id)) for shelf in shelves]
    rows = tuple(tuple(buttons[start : start + 2]) for start in range(0, len(buttons), 2))
    await turn.ask(LINES)
    back = (Button(words.plain("button-stock"), links.Stock()), Button(words.plain("button-menu"), links.Home()))
    return Screen(words("count-explain"), (*rows, back), question=words("count-reply"))


@conversation.tap(links.CountShelf)
async def shelf(turn: Turn, link: links.CountShelf, view: ViewStock, browse: BrowseCatalogue) -> Reply:
    """Ask for what lies on a shelf, with its SKUs to copy."""
    if not link.category:
        return await _choose(turn, browse)
    found = await view.on_shelf(turn.actor, CategoryId(link.category))
    await turn.ask(LINES)
    back = (Button(turn.words.plain("button-back"), links.CountShelf()),)
    return Screen(_to_copy(turn.words, found), (back,), question=turn.words("count-reply"))


def _to_copy(words: Words, found: tuple[StockLine, ...]) -> str:
    if not found:
        return words("count-shelf-empty")
    lines = "\n".join(f"{one.sku} {one.on_hand}" for one in found)
    return words("count-shelf", lines=Raw(f"<pre>{lines}</pre>"))


@conversation.answer(LINES)
async def counted(turn: Turn, text: str, goods: ImportGoods) -> Reply:
    """Show how what was counted differs from the books."""
    return await _counted(turn, text, goods)


async def _counted(turn: Turn, text: str, goods: ImportGoods) -> Reply:
    try:
        found = parsing.read_counts(text)
    except parsing.Unreadable as bad:
        back = (Button(turn.words.plain("button-back"), links.CountShelf()),)
        return Screen(turn.words("usage-count", line=bad.line), (back,))
    view = await goods.count(turn.actor, found, f"count:{turn.update_key}", Desk(turn.bot_id, turn.chat_id))
    await turn.stop_asking()
    return import_screen(turn.words, view)
