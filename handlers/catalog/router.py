"""Walk the shelves, look at a product, put it into the cart, search by typing."""

from dataclasses import replace

from bot import faq_screen, links
from bot.conversation import Conversation
from bot.screen import Alert, Button, Reply
from bot.turn import Turn
from core.kit.errors import BadInput, NotFound
from core.orders.cart import Carts
from core.shops.alerts import AwaitStock
from core.shops.catalogue import BrowseCatalogue, Product
from core.shops.extras import ProductExtras
from core.shops.favourites import Favourites
from core.shops.find import Filters, FindProducts
from core.talks.faq import Answers
from core.talks.scenarios import NoteView
from db.types.ids import CategoryId, ProductId, VariantId, decode_id
from handlers.catalog import listing as lists
from handlers.catalog import screens
from handlers.catalog.parsing import read_range

conversation = Conversation("catalog")
SEARCH, PRICES = "catalog.search", "catalog.prices"
# How many of the best sold are shown where nothing was found.
SUGGESTED = 5


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
async def product(
    turn: Turn, link: links.Product, browse: BrowseCatalogue, carts: Carts, extras: ProductExtras, noted: NoteView
) -> Reply:
    """Show a product card."""
    found = await browse.product(turn.shop.id, ProductId(link.product), turn.bot_id)
    await noted(turn.actor, found.id)
    return await _card(turn, found, screens.Look(link.variant, link.quantity), carts, extras)


@conversation.tap(links.ProductPicture)
async def picture(
    turn: Turn, link: links.ProductPicture, browse: BrowseCatalogue, carts: Carts, extras: ProductExtras
) -> Reply:
    """Show a product card with another of its pictures."""
    found = await browse.product(turn.shop.id, ProductId(link.product), turn.bot_id)
    return await _card(turn, found, screens.Look(link.variant, link.quantity, link.picture), carts, extras)


@conversation.start("p")
async def product_by_link(
    turn: Turn, rest: str, browse: BrowseCatalogue, carts: Carts, extras: ProductExtras, noted: NoteView
) -> Reply:
    """Open the product of a link `?start=p_<product>`."""
    found = await browse.product(turn.shop.id, ProductId(_id(rest)), turn.bot_id)
    await noted(turn.actor, found.id)
    return await _card(turn, found, screens.Look(), carts, extras)


def _id(text: str) -> int:
    try:
        return decode_id(text)
    except ValueError:
        raise NotFound from None


async def _card(
    turn: Turn, found: Product, look: screens.Look, carts: Carts, extras: ProductExtras, *, toast: str | None = None
) -> Reply:
    variant = found.variant(look.variant) or found.best()
    in_cart = await carts.quantities(turn.actor)
    beside = await extras(turn.actor, found.id, variant.id, turn.bot_id)
    return screens.product(turn, found, replace(look, variant=variant.id), in_cart, beside, toast=toast)


@conversation.tap(links.AddToCart)
async def add_to_cart(
    turn: Turn, link: links.AddToCart, browse: BrowseCatalogue, carts: Carts, extras: ProductExtras
) -> Reply:
    """Set the cart's quantity of this variant, as far as the stock goes."""
    found = await browse.product(turn.shop.id, ProductId(link.product), turn.bot_id)
    variant = found.variant(link.variant)
    if variant is None:
        raise NotFound
    if variant.available <= 0:
        toast = turn.words.plain("sold-out-toast")
    else:
        quantity = min(link.quantity, variant.available)
        await carts.put(turn.actor, turn.shop, VariantId(link.variant), quantity)
        toast = turn.words.plain("added-to-cart", quantity=quantity)
    return await _card(turn, found, screens.Look(link.variant), carts, extras, toast=toast)


@conversation.tap(links.Like)
async def like(
    turn: Turn,
    link: links.Like,
    favourites: Favourites,
    browse: BrowseCatalogue,
    carts: Carts,
    extras: ProductExtras,
) -> Reply:
    """Put a heart on a product, or take it away."""
    product_id = ProductId(link.product)
    found = await browse.product(turn.shop.id, product_id, turn.bot_id)
    if link.wanted:
        number = await favourites.like(turn.actor, product_id)
        toast = turn.words.plain("favourite-added", number=number)
    else:
        await favourites.unlike(turn.actor, product_id)
        toast = turn.words.plain("favourite-removed")
    return await _card(turn, found, screens.Look(link.variant, link.quantity), carts, extras, toast=toast)


@conversation.tap(links.Await)
async def await_stock(
    turn: Turn, link: links.Await, alerts: AwaitStock, browse: BrowseCatalogue, carts: Carts, extras: ProductExtras
) -> Reply:
    """Wait for a variant that is sold out, or no more."""
    found = await browse.product(turn.shop.id, ProductId(link.product), turn.bot_id)
    await alerts(turn.actor, VariantId(link.variant), wanted=bool(link.wanted))
    toast = turn.words.plain("await-on" if link.wanted else "await-off")
    return await _card(turn, found, screens.Look(link.variant), carts, extras, toast=toast)


@conversation.tap(links.Related)
async def related(turn: Turn, link: links.Related, browse: BrowseCatalogue, find: FindProducts) -> Reply:
    """Show what goes with a product."""
    found = await browse.product(turn.shop.id, ProductId(link.product))
    return screens.related(turn, found, link, await find.related(turn.shop.id, found.id))


@conversation.command("search")
async def search_command(turn: Turn, args: str, find: FindProducts) -> Reply:
    """Search at once, or ask for words."""
    if args:
        return await _search(turn, args, find)
    await turn.ask(SEARCH)
    return screens.ask_search(turn.words)


@conversation.tap(links.Search)
async def ask(turn: Turn, _link: links.Search) -> Reply:
    """Ask for words to search by."""
    await turn.ask(SEARCH)
    return screens.ask_search(turn.words)


@conversation.answer(SEARCH)
async def search_answer(turn: Turn, text: str, find: FindProducts) -> Reply:
    """Search by what was typed; the question stays open for the next try."""
    return await _search(turn, text, find)


@conversation.otherwise
async def anything_else(turn: Turn, text: str, find: FindProducts, answers: Answers) -> Reply:
    """Typed words are a search, a question looks for its answer first; a sticker or a voice message gets a hint."""
    asked = faq_screen.is_question(turn.words, text)
    if asked and (found := await answers.best(turn.shop.id, text)) is not None:
        return faq_screen.answer(turn.words, found)
    return await _search(turn, text, find, None if asked else answers)


async def _search(turn: Turn, text: str, find: FindProducts, answers: Answers | None = None) -> Reply:
    if not text.strip():
        return screens.not_understood(turn.words)
    if len(text.strip()) < 2:
        return Alert(turn.words.plain("search-short"))
    found = await find.ask(turn.shop.id, text)
    if not found.total and answers is not None and (entry := await answers.best(turn.shop.id, text)) is not None:
        return faq_screen.answer(turn.words, entry)
    if not found.total:
        found = replace(await find.popular(turn.shop.id, SUGGESTED), words=found.words, near=True, total=0)
    shown = screens.results(turn, links.Listing("q", found.query_id), found)
    if not found.total:
        # Whatever it is: a person can be asked.
        ask = Button(turn.words.plain("button-talk-write"), links.TalkWrite())
        shown = replace(shown, rows=(*shown.rows, (ask,)))
    return replace(shown, fresh=True)


@conversation.tap(links.Listing)
async def listing(turn: Turn, link: links.Listing, browse: BrowseCatalogue, find: FindProducts) -> Reply:
    """Show a list as filtered and sorted, or what it can be filtered and sorted by."""
    return await _listing(turn, link, browse, find)


async def _listing(turn: Turn, link: links.Listing, browse: BrowseCatalogue, find: FindProducts) -> Reply:
    filters = lists.filters_of(link)
    if link.scope == "q":
        found = await find.again(turn.shop.id, link.of, filters, link.start)
        title = screens.results_title(turn.words, found, narrow=filters.narrow)
        if not link.panel:
            return screens.results(turn, link, found)
    else:
        tree = await browse.tree(turn.shop.id)
        category = next((one for one in tree if one.id == link.of), None)
        if category is None:
            return screens.top(turn, tree)
        if filters == Filters() and not link.panel:
            return await _shelf(turn, category.id, 0, False, browse)
        found = await find.on_shelf(turn.shop.id, category.id, filters, link.start)
        title = screens.shelf_title(turn.words, tree, category)
        if not link.panel:
            return screens.filtered_shelf(turn, tree, category, link, found)
    if link.panel == "s":
        return lists.sorting(turn.words, title, link)
    shelf_id = CategoryId(link.of) if link.scope == "c" else None
    choices = await find.choices(turn.shop.id, shelf_id, link.of if link.scope == "q" else 0)
    return lists.choosing(turn, title, link, choices, found)


@conversation.tap(links.PriceRange)
async def ask_prices(turn: Turn, link: links.PriceRange) -> Reply:
    """Ask for a range of prices."""
    await turn.ask(PRICES, link=link.pack())
    return lists.ask_price(turn.words, link)


@conversation.answer(PRICES)
async def prices_typed(turn: Turn, text: str, browse: BrowseCatalogue, find: FindProducts) -> Reply:
    """Narrow the list to the typed prices; the question stays open until they are understood."""
    found = read_range(text, turn.shop.currency, lists.MOST_PRICE)
    if found is None:
        raise BadInput(example="1000-3000")
    asked = links.PriceRange.unpack(str(turn.prompt.values["link"]) if turn.prompt else "")
    await turn.stop_asking()
    low, high = found
    link = links.Listing(asked.scope, asked.of, asked.sort, asked.stock, low, high, asked.marks)
    return await _listing(turn, link, browse, find)
