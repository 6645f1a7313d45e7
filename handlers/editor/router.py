"""`/edit SKU`: every field of a product, its options and variants; each change with Undo where it can be undone."""

import contextlib
from typing import Any

from bot import links
from bot.conversation import Conversation
from bot.download import Download
from bot.screen import Reply, Screen
from bot.turn import Turn
from core.kit.errors import BadInput, NotFound
from core.kit.i18n.words import LANGUAGES
from core.shops.album import Album
from core.shops.arrange import ArrangeShelves
from core.shops.change_products import SetPrice, SetVisibility
from core.shops.change_stock import ChangeStock, StockOrder
from core.shops.edit_product import EditedProduct, EditedVariant, EditProduct
from core.shops.edit_variants import EditVariants
from core.shops.errors import UnknownSku
from core.shops.import_rows import read_stock
from core.shops.pictures import Picture, normalise
from core.shops.set_kind import SetKind
from core.shops.view_stock import ViewStock
from db.types.enums import ProductKind, ProductStatus
from db.types.ids import CategoryId, ProductId, VariantId
from db.types.money import parse_major
from handlers.editor import parsing, screens

conversation = Conversation("editor")
TEXT, PHOTO, MORE = "editor.text", "editor.photo", "editor.photos"
VARIANT, OPTION = "editor.variant", "editor.option"
_STATUS = {
    "hide": ProductStatus.HIDDEN,
    "show": ProductStatus.ACTIVE,
    "archive": ProductStatus.ARCHIVED,
    "restore": ProductStatus.HIDDEN,
}
_PICKED = 8


@conversation.command("edit", staff=True)
async def edit_command(turn: Turn, args: str, edit: EditProduct, view: ViewStock) -> Reply:
    """`/edit SKU`, or words to find the product by."""
    asked = args.strip()
    if not asked:
        return Screen(turn.words("usage-edit"))
    with contextlib.suppress(UnknownSku):
        return screens.product(turn, await edit.of_sku(turn.actor, asked.upper()))
    found = await view.find(turn.actor, asked)
    if not found:
        return Screen(turn.words("find-nothing", words=asked[:60]))
    products = list(dict.fromkeys(one.product_id for one in found))[:_PICKED]
    if len(products) == 1:
        return screens.product(turn, await edit.view(turn.actor, ProductId(products[0])))
    return screens.which(turn, asked, [await edit.view(turn.actor, ProductId(one)) for one in products])


@conversation.tap(links.EditProduct)
async def product(turn: Turn, link: links.EditProduct, edit: EditProduct) -> Reply:
    """Show the editor, or do what the button says."""
    words, product_id = turn.words, ProductId(link.product)
    if link.what in _STATUS:
        done = await edit.set_status(turn.actor, product_id, _STATUS[link.what])
        toast = words.plain(f"product-status-{done.product.status.value}")
        return screens.product(turn, done.product, seq=done.audit_seq, toast=toast)
    if link.what.startswith("copy"):
        # The button carries a name of its own: a second tap finds the copy that the first one made.
        made = await edit.copy(turn.actor, product_id, f"{product_id}-{link.what}")
        return screens.product(turn, made, toast=words.plain("editor-copied"))
    match link.what:
        case "photo":
            found = await edit.view(turn.actor, product_id)
            await turn.ask(PHOTO, product=int(product_id), variant=0)
            return screens.ask_photo(turn, found)
        case "nophoto":
            done = await edit.set_picture(turn.actor, product_id, None)
            return screens.product(turn, done.product, seq=done.audit_seq)
        case "":
            return screens.product(turn, await edit.view(turn.actor, product_id))
        case _:
            raise BadInput(example="/edit TEE-BLK-M")


@conversation.tap(links.EditText)
async def ask_text(turn: Turn, link: links.EditText, edit: EditProduct) -> Reply:
    """Ask for a name or a description."""
    found = await edit.view(turn.actor, ProductId(link.product))
    if link.what not in ("name", "about") or link.language not in ("", *LANGUAGES):
        raise BadInput(example="/edit TEE-BLK-M")
    await turn.ask(TEXT, product=int(link.product), what=link.what, language=link.language)
    return screens.ask_text(turn, found, link.what, link.language)


@conversation.answer(TEXT)
async def text_typed(turn: Turn, text: str, edit: EditProduct) -> Reply:
    """Keep the text that was typed."""
    values = _values(turn)
    product_id, language = ProductId(int(values["product"])), str(values["language"])
    if values["what"] == "name":
        done = await edit.rename(turn.actor, product_id, text, language)
    else:
        done = await edit.describe(turn.actor, product_id, text, language)
    await turn.stop_asking()
    return screens.product(turn, done.product, seq=done.audit_seq)


def _values(turn: Turn) -> dict[str, Any]:
    if turn.prompt is None:
        raise NotFound
    return turn.prompt.values


@conversation.answer(PHOTO)
async def photo_sent(turn: Turn, _text: str, edit: EditProduct, variants: EditVariants, download: Download) -> Reply:
    """Keep the picture that was sent, for the product or for one variant."""
    values = _values(turn)
    product_id, variant_id = ProductId(int(values["product"])), VariantId(int(values["variant"]))
    if turn.incoming.photo_file_id is None:
        return screens.ask_photo(turn, await edit.view(turn.actor, product_id), variant_id)
    picture: Picture = await normalise(await download(turn.bot_id, turn.incoming.photo_file_id))
    if variant_id:
        changed = await variants.set_picture(turn.actor, variant_id, picture)
        await turn.stop_asking()
        one = _variant(changed.product, variant_id)
        return screens.variant(turn, changed.product, one, seq=changed.audit_seq)
    done = await edit.set_picture(turn.actor, product_id, picture)
    await turn.stop_asking()
    return screens.product(turn, done.product, seq=done.audit_seq)


@conversation.tap(links.EditPhotos)
async def photos(turn: Turn, link: links.EditPhotos, edit: EditProduct, album: Album) -> Reply:
    """Show a product's pictures, ask for more, or take one out."""
    found = await edit.view(turn.actor, ProductId(link.product))
    pictures = await album.all(turn.actor, found.id)
    match link.what:
        case "add":
            await turn.ask(MORE, product=int(found.id))
            return screens.ask_more(turn, found)
        case "drop":
            if link.place >= len(pictures):
                raise NotFound
            await album.drop(turn.actor, found.id, pictures[link.place])
            return screens.photos(turn, found, await album.all(turn.actor, found.id), link.place)
        case "":
            return screens.photos(turn, found, pictures, link.place)
        case _:
            raise BadInput(example="/edit TEE-BLK-M")


@conversation.answer(MORE)
async def photo_added(turn: Turn, _text: str, edit: EditProduct, album: Album, download: Download) -> Reply:
    """Put the picture that was sent at the end; the next one may follow."""
    found = await edit.view(turn.actor, ProductId(int(_values(turn)["product"])))
    if turn.incoming.photo_file_id is None:
        return screens.ask_more(turn, found)
    picture = await normalise(await download(turn.bot_id, turn.incoming.photo_file_id))
    added = await album.add(turn.actor, found.id, picture)
    pictures = await album.all(turn.actor, found.id)
    return screens.photos(turn, found, pictures, pictures.index(added))


@conversation.tap(links.EditShelf)
async def shelf(turn: Turn, link: links.EditShelf, edit: EditProduct, every: ArrangeShelves) -> Reply:
    """Choose a shelf, or put the product there."""
    product_id = ProductId(link.product)
    if not link.category:
        return screens.shelves(turn, await edit.view(turn.actor, product_id), await every.all(turn.actor))
    done = await edit.set_shelf(turn.actor, product_id, CategoryId(link.category))
    return screens.product(turn, done.product, seq=done.audit_seq)


@conversation.tap(links.EditKind)
async def kind(turn: Turn, link: links.EditKind, edit: EditProduct, set_kind: SetKind) -> Reply:
    """Choose what the product is, or set it."""
    found = await edit.view(turn.actor, ProductId(link.product))
    if link.kind not in tuple(ProductKind) or not found.live:
        return screens.kinds(turn, found)
    await set_kind(turn.actor, found.live[0].sku, ProductKind(link.kind), turn.update_key)
    return screens.product(turn, await edit.view(turn.actor, found.id))


@conversation.tap(links.EditVariants)
async def variants(turn: Turn, link: links.EditVariants, edit: EditProduct) -> Reply:
    """Show a page of variants."""
    return screens.variants(turn, await edit.view(turn.actor, ProductId(link.product)), link.page)


def _variant(found: EditedProduct, variant_id: int) -> EditedVariant:
    one = next((one for one in found.variants if one.id == variant_id), None)
    if one is None:
        raise NotFound
    return one


@conversation.tap(links.EditVariant)
async def variant(
    turn: Turn, link: links.EditVariant, edit: EditProduct, change: EditVariants, visibility: SetVisibility
) -> Reply:
    """Show a variant, ask for what is to be changed, or hide and show it."""
    found = await edit.view(turn.actor, ProductId(link.product))
    one = _variant(found, link.variant)
    match link.what:
        case "price" | "sku" | "stock":
            await turn.ask(VARIANT, product=int(found.id), variant=int(one.id), what=link.what)
            return screens.ask_variant(turn, found, one, link.what)
        case "photo":
            await turn.ask(PHOTO, product=int(found.id), variant=int(one.id))
            return screens.ask_photo(turn, found, one.id)
        case "nophoto":
            done = await change.set_picture(turn.actor, one.id, None)
            return screens.variant(turn, done.product, _variant(done.product, one.id), seq=done.audit_seq)
        case "hide" | "show" as what:
            changed = await visibility(turn.actor, one.sku, hidden=what == "hide")
            after = await edit.view(turn.actor, found.id)
            return screens.variant(turn, after, _variant(after, one.id), seq=changed.audit_seq)
        case "":
            return screens.variant(turn, found, one)
        case _:
            raise BadInput(example="/edit TEE-BLK-M")


@conversation.answer(VARIANT)
async def variant_typed(
    turn: Turn, text: str, edit: EditProduct, change: EditVariants, price: SetPrice, stock: ChangeStock
) -> Reply:
    """Keep the price, SKU or stock that was typed."""
    values = _values(turn)
    found = await edit.view(turn.actor, ProductId(int(values["product"])))
    one = _variant(found, int(values["variant"]))
    match values["what"]:
        case "price":
            seq = await _set_price(turn, one, text, price)
        case "stock":
            amount = read_stock(text)
            if amount is None:
                raise BadInput(example="25")
            order = StockOrder(one.sku, amount, relative=False)
            seq = (await stock(turn.actor, [order], f"edit.{turn.update_key}")).audit_seq
        case _:
            seq = (await change.set_sku(turn.actor, one.id, text)).audit_seq
    await turn.stop_asking()
    after = await edit.view(turn.actor, found.id)
    return screens.variant(turn, after, _variant(after, one.id), seq=seq)


async def _set_price(turn: Turn, one: EditedVariant, text: str, price: SetPrice) -> int | None:
    parts = parsing.read_two_prices(text)
    try:
        amounts = [parse_major(part, turn.shop.currency) for part in parts]
    except ValueError:
        amounts = []
    if not 1 <= len(amounts) <= 2:
        raise BadInput(example="1990")
    changed = await price(turn.actor, one.sku, amounts[0], amounts[1] if len(amounts) > 1 else None)
    return changed.audit_seq


@conversation.tap(links.EditOptions)
async def options(turn: Turn, link: links.EditOptions, edit: EditProduct, change: EditVariants) -> Reply:
    """Show options, one option, or take a value out."""
    found = await edit.view(turn.actor, ProductId(link.product))
    if not 1 <= link.option <= len(found.options):
        return screens.options(turn, found)
    values = found.options[link.option - 1]["values"]
    if not 1 <= link.value <= len(values):
        return screens.option(turn, found, link.option)
    if not link.sure:
        return screens.sure(turn, found, link.option, link.value)
    code, value = found.options[link.option - 1]["code"], values[link.value - 1]["code"]
    return screens.product(turn, await change.remove_value(turn.actor, found.id, code, value))


@conversation.tap(links.NewOption)
async def new_option(turn: Turn, link: links.NewOption, edit: EditProduct) -> Reply:
    """Ask for an option, or for more values of one."""
    found = await edit.view(turn.actor, ProductId(link.product))
    place = link.option if link.option <= len(found.options) else 0
    await turn.ask(OPTION, product=int(found.id), option=place)
    return screens.ask_option(turn, found, place)


@conversation.answer(OPTION)
async def option_typed(turn: Turn, text: str, edit: EditProduct, change: EditVariants) -> Reply:
    """Add what was typed; every combination becomes a variant."""
    values = _values(turn)
    found = await edit.view(turn.actor, ProductId(int(values["product"])))
    place = int(values["option"])
    if 1 <= place <= len(found.options):
        name, asked = turn.words.pick(found.options[place - 1]["title"]), parsing.read_values(text)
    else:
        name, asked = parsing.read_option(text) or ("", [])
    after = await change.add_values(turn.actor, found.id, name, asked)
    await turn.stop_asking()
    return screens.product(turn, after)
