"""Walk the shelves, look at a product, put it into the cart, search by typing."""

from bot import links
from bot.conversation import Conversation
from bot.screen import Alert, Reply
from bot.turn import Turn
from core.kit.errors import NotFound
from core.orders.cart import Carts
from core.shops.catalogue import BrowseCatalogue
from db.types.ids import CategoryId, ProductId, VariantId, decode_id
from handlers.catalog import screens

conversation = Conversation("catalog")
SEARCH = "catalog.search"


@conversation.command("catalog", "catalogue")
async def catalogue(turn: Turn, _args: str, browse: BrowseCatalogue) -> Reply:
    """Show the top shelves."""
    return screens.top(turn, await browse.tree(turn.shop.id))


@conversation.tap(links.Category)
async def shelf(turn: Turn, link: links.Category, browse: BrowseCatalogue) -> Reply:
    """Show a shelf, or the top when the shelf is gone."""
    return await _shelf(turn, link.category, link.cursor, link.way == "b", browse)


async def _shelf(turn: Turn, category_id: int, cursor: int, backwards: bool, browse: BrowseCatalogue) -> Reply:
    tree = await browse.tree(turn.shop.id)
    category = next((found for found in tree if found.id == category_id), None)
    if category is None:
        return screens.top(turn, tree)
    page = await browse.page(turn.shop.id, category.id, cursor=cursor, backwards=backwards)
    return screens.shelf(turn, tree, category, page)


@conversation.start("c")
async def shelf_by_link(turn: Turn, rest: str, browse: BrowseCatalogue) -> Reply:
    """Open the shelf of a link `?start=c_<category>`."""
    return await _shelf(turn, CategoryId(_id(rest)), 0, False, browse)


@conversation.tap(links.Product)
async def product(turn: Turn, link: links.Product, browse: BrowseCatalogue, carts: Carts) -> Reply:
    """Show a product card."""
    return await _product(turn, link.product, link.variant, link.quantity, browse, carts)


@conversation.start("p")
async def product_by_link(turn: Turn, rest: str, browse: BrowseCatalogue, carts: Carts) -> Reply:
    """Open the product of a link `?start=p_<product>`."""
    return await _product(turn, _id(rest), 0, 1, browse, carts)


def _id(text: str) -> int:
    try:
        return decode_id(text)
    except ValueError:
        raise NotFound from None


async def _product(
    turn: Turn,
    product_id: int,
    variant_id: int,
    quantity: int,
    browse: BrowseCatalogue,
    carts: Carts,
    *,
    toast: str | None = None,
) -> Reply:
    found = await browse.product(turn.shop.id, ProductId(product_id), turn.bot_id)
    variant = found.variant(variant_id) or found.best()
    in_cart = await carts.quantities(turn.actor)
    return screens.product(turn, found, variant, quantity, in_cart, toast=toast)


@conversation.tap(links.AddToCart)
async def add_to_cart(turn: Turn, link: links.AddToCart, browse: BrowseCatalogue, carts: Carts) -> Reply:
    """Set the cart's quantity of this variant, as far as the stock goes."""
    found = await browse.product(turn.shop.id, ProductId(link.product), turn.bot_id)
    variant = found.variant(link.variant)
    if variant is None:
        raise NotFound
    if variant.available <= 0:
        in_cart = await carts.quantities(turn.actor)
        toast = turn.words.plain("sold-out-toast")
        return screens.product(turn, found, variant, 1, in_cart, toast=toast)
    quantity = min(link.quantity, variant.available)
    await carts.put(turn.actor, turn.shop, VariantId(link.variant), quantity)
    toast = turn.words.plain("added-to-cart", quantity=quantity)
    in_cart = {**await carts.quantities(turn.actor)}
    return screens.product(turn, found, variant, 1, in_cart, toast=toast)


@conversation.command("search")
async def search_command(turn: Turn, args: str, browse: BrowseCatalogue) -> Reply:
    """Search at once, or ask for words."""
    if args:
        return await _search(turn, args, browse)
    await turn.ask(SEARCH)
    return screens.ask_search(turn.words)


@conversation.tap(links.Search)
async def ask(turn: Turn, _link: links.Search) -> Reply:
    """Ask for words to search by."""
    await turn.ask(SEARCH)
    return screens.ask_search(turn.words)


@conversation.answer(SEARCH)
async def search_answer(turn: Turn, text: str, browse: BrowseCatalogue) -> Reply:
    """Search by what was typed; the question stays open for the next try."""
    return await _search(turn, text, browse)


@conversation.otherwise
async def anything_else(turn: Turn, text: str, browse: BrowseCatalogue) -> Reply:
    """Typed words are a search; a sticker or a voice message gets a hint."""
    if not text.strip():
        return screens.not_understood(turn.words)
    return await _search(turn, text, browse)


async def _search(turn: Turn, text: str, browse: BrowseCatalogue) -> Reply:
    if not text.strip():
        return screens.not_understood(turn.words)
    if len(text.strip()) < 2:
        return Alert(turn.words.plain("search-short"))
    return screens.results(turn, " ".join(text.split()), await browse.search(turn.shop.id, text))
