"""Stock by command and button: look, set, add, take away, many lines at once, with Undo."""

from bot import links
from bot.conversation import Conversation
from bot.screen import Button, Reply, Screen
from bot.turn import Turn
from core.shops.audit import UndoChange
from core.shops.change_stock import ChangeStock, StockOrder
from core.shops.low_stock import LowStock
from core.shops.view_stock import ViewStock
from db.types.ids import VariantId
from handlers.stock import parsing, screens

conversation = Conversation("stock")


@conversation.command("stock", staff=True)
async def stock_command(turn: Turn, args: str, view: ViewStock, change: ChangeStock, lows: LowStock) -> Reply:
    """`/stock`, `/stock SKU`, `/stock SKU 25|+10|-2 reason @place`, `/stock SKU low 5`; lines are one transaction."""
    if not args.strip():
        return screens.listing(turn, await view.lowest(turn.actor))
    if (low := parsing.read_low(args)) is not None:
        return await _set_low(turn, *low, lows)
    try:
        lines = parsing.read_lines(args)
    except parsing.Unreadable as bad:
        return Screen(turn.words("usage-stock", line=bad.line))
    if len(lines) > parsing.LIMIT:
        return Screen(turn.words("stock-too-many", limit=parsing.LIMIT))
    if len(lines) == 1 and lines[0][1] is None:
        return screens.card(turn, await view.one(turn.actor, lines[0][0]))
    orders: list[StockOrder] = []
    for sku, order in lines:
        if order is None:
            return Screen(turn.words("usage-stock", line=sku))
        orders.append(order)
    return screens.changed(turn.words, await change(turn.actor, orders, turn.update_key))


async def _set_low(turn: Turn, sku: str, low_at: int, lows: LowStock) -> Reply:
    if sku:
        seq = await lows.set(turn.actor, sku, low_at)
        undo = ((Button(turn.words.plain("button-undo"), links.Undo(seq)),),) if seq is not None else ()
        return Screen(turn.words("stock-low-set", sku=sku, low=low_at), (*undo, *screens.back(turn.words, sku)))
    followed = await lows.set_rule(turn.actor, low_at)
    return Screen(turn.words("stock-low-rule", low=low_at, count=followed), screens.back(turn.words))


@conversation.reply
async def amount(turn: Turn, text: str, view: ViewStock, change: ChangeStock) -> Reply | None:
    """An amount as a reply to the card of a SKU changes its stock."""
    incoming = turn.incoming
    if not turn.actor.is_staff or not parsing.is_amount(text):
        return None
    sku = incoming.about_sku
    if sku is None and incoming.about_variant is not None:
        sku = await view.sku_of(turn.actor, VariantId(incoming.about_variant))
    if sku is None:
        return None
    try:
        _, order = parsing.read_line(f"{sku} {text}")
    except parsing.Unreadable as bad:
        return Screen(turn.words("usage-stock", line=bad.line))
    if order is None:
        return None
    return screens.changed(turn.words, await change(turn.actor, [order], turn.update_key))


@conversation.tap(links.StockMoves)
async def moves(turn: Turn, link: links.StockMoves, view: ViewStock) -> Reply:
    """Show who changed a SKU's stock, a page of it."""
    found = await view.one(turn.actor, link.sku, before=link.before, limit=screens.PAGE)
    return screens.moves(turn, found, first=not link.before)


@conversation.tap(links.Stock)
async def stock(turn: Turn, link: links.Stock, view: ViewStock) -> Reply:
    """Show the lowest stock, or one SKU."""
    if not link.sku:
        return screens.listing(turn, await view.lowest(turn.actor))
    return screens.card(turn, await view.one(turn.actor, link.sku))


@conversation.tap(links.StockAdd)
async def add(turn: Turn, link: links.StockAdd, view: ViewStock, change: ChangeStock) -> Reply:
    """Add some to a SKU: a second tap on the same button changes nothing."""
    order = StockOrder(link.sku, link.amount, relative=True)
    done = await change(turn.actor, [order], f"tap.{link.nonce}")
    result = done.results[0]
    toast = f"{result.before} → {result.after}" if done.audit_seq is not None else turn.words.plain("nonce-done")
    return screens.card(turn, await view.one(turn.actor, link.sku), toast=toast)


@conversation.command("find", staff=True)
async def find(turn: Turn, args: str, view: ViewStock) -> Reply:
    """`/find words`: products by name, SKU or option."""
    if not args.strip():
        return Screen(turn.words("usage-find"))
    return screens.found(turn.words, args.strip(), await view.find(turn.actor, args))


@conversation.tap(links.Undo)
async def undo(turn: Turn, link: links.Undo, undo_change: UndoChange) -> Reply:
    """Take a change back."""
    target = await undo_change(turn.actor, link.seq)
    words = turn.words
    on = (Button(words.plain("button-stock"), links.Stock()), Button(words.plain("button-menu"), links.Home()))
    return Screen(words("undone", target=target), (on,) if turn.private else ())
