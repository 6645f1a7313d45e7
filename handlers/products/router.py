"""Products by command: price, hide, show, and a new one from a photo with a caption."""

import html

from bot import links
from bot.conversation import Conversation
from bot.download import Download
from bot.screen import Button, Reply, Rows, Screen
from bot.turn import Turn
from core.kit.i18n.words import Raw, Words
from core.shops.catalogue import BrowseCatalogue
from core.shops.change_products import AddProduct, Changed, SetPrice, SetVisibility
from core.shops.pictures import normalise
from core.shops.put_on_shelf import PutOnShelf
from db.types.ids import CategoryId, ProductId
from handlers.products import parsing

conversation = Conversation("products")


def _options(words: Words, changed: Changed) -> Raw:
    shown = words.pick(changed.options_text)
    return Raw(f"\u00a0· {html.escape(shown)}") if shown else Raw("")


def _undo(words: Words, changed: Changed) -> Rows:
    stock = Button(words.plain("button-stock"), links.Stock(changed.sku))
    if changed.audit_seq is None:
        return ((stock,),)
    return ((Button(words.plain("button-undo"), links.Undo(changed.audit_seq)), stock),)


@conversation.command("price", staff=True)
async def price(turn: Turn, args: str, set_price: SetPrice) -> Reply:
    """`/price SKU 1990 [old 2490]`."""
    words = turn.words
    try:
        order = parsing.read_price(args, turn.shop.currency)
    except parsing.Ambiguous as both:
        return Screen(words("price-ambiguous", sku=both.sku, first=both.first, second=both.second))
    if order is None:
        return Screen(words("usage-price"))
    changed = await set_price(turn.actor, order.sku, order.price, order.old_price)
    text = words(
        "price-changed" if changed.audit_seq is not None else "price-same",
        sku=changed.sku,
        title=words.pick(changed.title),
        options=_options(words, changed),
        before=turn.shop.money(changed.before),
        after=turn.shop.money(changed.after),
    )
    return Screen(text, _undo(words, changed))


@conversation.command("hide", staff=True)
async def hide(turn: Turn, args: str, visibility: SetVisibility) -> Reply:
    """`/hide SKU`."""
    return await _set_visibility(turn, args, visibility, hidden=True)


@conversation.command("show", staff=True)
async def show(turn: Turn, args: str, visibility: SetVisibility) -> Reply:
    """`/show SKU`."""
    return await _set_visibility(turn, args, visibility, hidden=False)


@conversation.tap(links.ShowVariant)
async def show_tapped(turn: Turn, link: links.ShowVariant, visibility: SetVisibility) -> Reply:
    """Show or hide from a card."""
    return await _set_visibility(turn, link.sku, visibility, hidden=not link.shown)


async def _set_visibility(turn: Turn, args: str, visibility: SetVisibility, *, hidden: bool) -> Reply:
    words = turn.words
    sku = args.strip().upper()
    if not sku or " " in sku:
        return Screen(words("usage-hide" if hidden else "usage-show"))
    changed = await visibility(turn.actor, sku, hidden=hidden)
    done = "hidden-done" if hidden else "shown-done"
    text = words(
        done if changed.audit_seq is not None else "visibility-same",
        sku=changed.sku,
        title=words.pick(changed.title),
        options=_options(words, changed),
    )
    return Screen(text, _undo(words, changed))


@conversation.command("add", staff=True)
async def add_command(turn: Turn, _args: str) -> Reply:
    """Say how a product is added."""
    return Screen(turn.words("usage-add"))


@conversation.photos
async def photo(turn: Turn, caption: str, add: AddProduct, download: Download, browse: BrowseCatalogue) -> Reply:
    """A photo from staff is a new product; from a customer it gets a friendly answer."""
    words = turn.words
    if not turn.actor.is_staff or turn.incoming.photo_file_id is None:
        rows = (Button(words.plain("button-orders"), links.Orders()), Button(words.plain("button-menu"), links.Home()))
        return Screen(words("add-staff-only"), (rows,))
    new = parsing.read_caption(caption, turn.shop.currency)
    if new is None:
        usage = words("usage-add")
        shown = f"{words('add-no-price', caption=caption[:60])}\n\n{usage}" if caption.strip() else usage
        return Screen(shown)
    picture = await normalise(await download(turn.bot_id, turn.incoming.photo_file_id))
    added = await add(turn.actor, new, picture, turn.update_key.replace(".", "-"))
    text = words(
        "add-done",
        title=words.pick(added.title),
        sku=added.sku,
        price=turn.shop.money(added.after),
        stock=new.stock,
    )
    editor = (Button(words.plain("button-edit"), links.EditProduct(added.product_id)),)
    return Screen(text, (*await _shelf_rows(turn, added.product_id, browse), editor))


async def _shelf_rows(turn: Turn, product_id: ProductId, browse: BrowseCatalogue) -> Rows:
    tree = await browse.tree(turn.shop.id)
    buttons = [
        Button(turn.words.pick(shelf.title)[:30], links.Shelve(product_id, shelf.id))
        for shelf in tree
        if not shelf.children
    ][:40]
    return tuple(tuple(buttons[start : start + 2]) for start in range(0, len(buttons), 2))


@conversation.tap(links.Shelve)
async def shelve(turn: Turn, link: links.Shelve, put: PutOnShelf, browse: BrowseCatalogue) -> Reply:
    """Put a product on a shelf and offer to show it."""
    words = turn.words
    if not link.category:
        rows = await _shelf_rows(turn, ProductId(link.product), browse)
        return Screen(words("choose-shelf"), rows)
    placed = await put(turn.actor, ProductId(link.product), CategoryId(link.category))
    text = words("add-shelved", title=words.pick(placed.title), category=words.pick(placed.category))
    rows = (
        (Button(words.plain("button-show"), links.ShowVariant(placed.sku, 1)),),
        (Button(words.plain("button-edit"), links.EditProduct(link.product)),),
    )
    return Screen(text, rows)
