"""Goods by file: a table sent to the bot, its dry run, Apply; and files to take away."""

import asyncio

from bot import links
from bot.conversation import Conversation
from bot.download import Download
from bot.imports import import_screen
from bot.screen import Button, Reply, Screen, SentFile
from bot.turn import Turn
from core.auth.roles import Permission
from core.kit.errors import BadInput
from core.orders.export_orders import ExportOrders
from core.shops.errors import FileRefused, PictureRefused, TableRefused
from core.shops.export_goods import ExportGoods, Table, goods_head
from core.shops.import_goods import Desk, ImportGoods
from core.shops.import_rows import Sheet, read_sheet
from core.shops.sheets import MOST_BYTES, read_table, write_csv, write_xlsx
from handlers.imports import parsing, screens

conversation = Conversation("imports")
_MAY = (Permission.CHANGE_STOCK, Permission.CHANGE_PRICES, Permission.CHANGE_PRODUCTS)


@conversation.command("import", staff=True)
async def import_command(turn: Turn, _args: str, goods: ImportGoods, download: Download) -> Reply:
    """`/import` says how; as a file's caption it reads the file."""
    if turn.incoming.document is None:
        if not any(turn.actor.may(one) for one in _MAY):
            turn.actor.need(Permission.CHANGE_STOCK)
        return screens.explain(turn.words)
    return await _read(turn, goods, download)


@conversation.documents
async def document(turn: Turn, _text: str, goods: ImportGoods, download: Download) -> Reply:
    """A table from staff is looked at."""
    return await _read(turn, goods, download)


async def _read(turn: Turn, goods: ImportGoods, download: Download) -> Reply:
    sent = turn.incoming.document
    if sent is None or not any(turn.actor.may(one) for one in _MAY):
        turn.actor.need(Permission.CHANGE_STOCK)
        return screens.explain(turn.words)
    if not parsing.is_table(sent.name, sent.mime):
        return Screen(turn.words("import-not-table"), screens.explain(turn.words).rows)
    if sent.size > MOST_BYTES:
        raise TableRefused(why="size")
    try:
        content = await download(turn.bot_id, sent.file_id, MOST_BYTES)
    except PictureRefused as error:
        raise FileRefused from error
    # Reading a large table takes seconds of the processor: the chat goes on meanwhile.
    sheet = await asyncio.to_thread(_understood, content, turn.shop.currency)
    view = await goods.look(
        turn.actor, sheet, sent.name or "table", f"file:{turn.update_key}", Desk(turn.bot_id, turn.chat_id)
    )
    return import_screen(turn.words, view)


def _understood(content: bytes, currency: str) -> Sheet:
    return read_sheet(read_table(content), currency)


@conversation.tap(links.ImportStep)
async def step(turn: Turn, link: links.ImportStep, goods: ImportGoods) -> Reply:
    """Apply, cancel, take the errors away, or look again."""
    words = turn.words
    match link.what:
        case "go":
            return import_screen(words, await goods.approve(turn.actor, link.import_id, turn.message_id))
        case "stop":
            return import_screen(words, await goods.cancel(turn.actor, link.import_id))
        case "errors":
            head, rows = screens.error_rows(words, await goods.problems(turn.actor, link.import_id))
            content = await asyncio.to_thread(write_csv, head, rows)
            file = SentFile(f"{words.plain('import-errors-file')}.csv", content)
            back = (Button(words.plain("button-back"), links.ImportStep(link.import_id)),)
            return Screen(words("import-errors-sent", count=len(rows)), (back,), files=(file,))
        case "":
            return import_screen(words, await goods.view(turn.actor, link.import_id))
        case _:
            raise BadInput(example="/import")


@conversation.tap(links.ImportTemplate)
async def template(turn: Turn, _link: links.ImportTemplate) -> Reply:
    """Send an empty table with an example in it."""
    words = turn.words
    turn.actor.need(Permission.SEE_STOCK)
    head = (*goods_head(words), words.plain("export-option", name=words.plain("import-template-option")))
    rows = [
        tuple(words.plain(f"import-template-{number}").split("|")) for number in ("first", "second")
    ]  # fmt: skip
    content = await asyncio.to_thread(write_xlsx, head, rows)
    file = SentFile(f"{words.plain('import-template-file')}.xlsx", content)
    back = (Button(words.plain("button-back"), links.Stock()),)
    return Screen(words("import-template-sent"), (back,), files=(file,))


@conversation.command("export", staff=True)
async def export_command(turn: Turn, args: str, goods: ExportGoods, orders: ExportOrders) -> Reply:
    """`/export [products|orders] [xlsx|csv] [week|month|year]`."""
    if not args.strip():
        turn.actor.need(Permission.SEE_STOCK)
        return screens.choose_export(turn.words, turn.actor)
    asked = parsing.read_export(args)
    if asked is None:
        turn.actor.need(Permission.SEE_STOCK)
        return screens.choose_export(turn.words, turn.actor, misread=True)
    return await _export(turn, asked, goods, orders)


@conversation.tap(links.Export)
async def export(turn: Turn, link: links.Export, goods: ExportGoods, orders: ExportOrders) -> Reply:
    """Send a file, or ask which."""
    if link.what not in ("goods", "orders") or link.form not in ("csv", "xlsx"):
        turn.actor.need(Permission.SEE_STOCK)
        return screens.choose_export(turn.words, turn.actor)
    return await _export(turn, parsing.ExportOrder(link.what, link.form, link.days or 31), goods, orders)


async def _export(turn: Turn, asked: parsing.ExportOrder, goods: ExportGoods, orders: ExportOrders) -> Reply:
    words = turn.words
    if asked.what == "goods":
        table = await goods(turn.actor, turn.shop, words)
    else:
        if not turn.private:
            # Names and addresses are not for a whole group.
            turn.actor.need(Permission.EXPORT_DATA)
            return Screen(words("export-private-only"))
        table = await orders(turn.actor, turn.shop, asked.days, words)
    content = await asyncio.to_thread(_written, table, asked.form)
    name = words.plain(f"export-file-{asked.what}")
    back = (Button(words.plain("button-back"), links.Export()), Button(words.plain("button-menu"), links.Home()))
    return Screen(
        words("export-sent", count=len(table.rows)), (back,), files=(SentFile(f"{name}.{asked.form}", content),)
    )


def _written(table: Table, form: str) -> bytes:
    return write_csv(table.head, table.rows) if form == "csv" else write_xlsx(table.head, table.rows)
