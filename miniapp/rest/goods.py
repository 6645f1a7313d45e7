"""The shop and its goods, as everybody sees them: cacheable, and a person's own marks for who is signed in."""

from datetime import UTC, datetime
from typing import Annotated, Literal

from pydantic import Field

from core.kit.errors import BadInput
from core.kit.i18n.words import LANGUAGES, words_of
from core.kit.limits import Limit
from core.orders.reviews import ReadReviews
from core.shops.alerts import AwaitStock
from core.shops.catalogue import BrowseCatalogue, ProductSummary, Variant
from core.shops.favourites import Favourites
from core.shops.find import PAGE, Filters, FindProducts, Found, Sort
from core.shops.hours import open_now
from core.shops.open_shop import Bots
from core.shops.shop import Shop
from core.shops.storefront import Card, MediaSize, ShowGoods
from core.shops.suggest import Suggest
from db.types.ids import CategoryId, ProductId, VariantId, decode_id, encode_id
from miniapp.rest.pictures import picture_of
from miniapp.rest.route import Access, Call, Route, id_of
from miniapp.rest.shapes import Asked, Id, Money, Page, Picture, Sparse, Told

_SEARCH = Limit("api.search", 120, 60)
_SORTS = {"": Sort.SHELF, "popular": Sort.POPULAR, "new": Sort.NEW, "cheap": Sort.CHEAP, "dear": Sort.DEAR}
STARS = "XTR"


class BlockTold(Told):
    """A piece of the first page. `leads`: nowhere, or a word as in deep links: `p_…` a product, `c_…` a shelf."""

    id: str
    title: str
    text: str
    picture: Picture | None
    leads: str


class ShopTold(Told):
    """A shop."""

    id: Id
    slug: str
    title: str
    greeting: str
    about: str
    terms: str
    support: str
    currency: str
    template: str
    accent: str
    cover: Picture | None
    blocks: list[BlockTold]
    open: bool
    orders_open: bool
    bot: str | None
    login: bool
    languages: list[str]
    catalogue_version: int
    role: str | None = None


class CategoryTold(Told):
    """A shelf; `parent` is null at the top. `picture`: of the first of its goods."""

    id: Id
    parent: Id | None
    title: str
    emoji: str
    picture: Picture | None = None


class Categories(Told):
    """All shelves, in their order."""

    items: list[CategoryTold]


class CardTold(Told):
    """A product in a list. `variant` is there where one tap can buy it. `rating` is in tenths of a star."""

    id: Id
    title: str
    price: Money
    price_to: Money | None
    old_price: Money | None
    available: int
    variant: Id | None
    picture: Picture | None
    reviews: int
    rating: int | None
    liked: bool


class FoundTold(Page[CardTold]):
    """A page of products. `near`: nothing has all the words; these have some."""

    total: int | None = None
    near: bool = False


class Listing(Sparse):
    """What to list: a shelf, words, or (neither) what sells best; eight at a time."""

    category: Annotated[str | None, Field(max_length=13)] = None
    search: Annotated[str | None, Field(max_length=200)] = None
    sort: Literal["", "popular", "new", "cheap", "dear"] = ""
    in_stock: bool = False
    low: Annotated[int, Field(ge=0, le=10**12)] = 0
    high: Annotated[int, Field(ge=0, le=10**12)] = 0
    marks: Annotated[str, Field(max_length=60, pattern="^[0-9a-z]*$")] = ""
    limit: Annotated[int, Field(ge=1, le=24)] = PAGE
    cursor: Annotated[str | None, Field(max_length=40)] = None


class Facets(Asked):
    """Where to filter: a shelf, what a search found, or (neither) all goods."""

    category: Annotated[str | None, Field(max_length=13)] = None
    search: Annotated[str | None, Field(max_length=200)] = None


class FacetValue(Told):
    """A value of an option, with how many products have it."""

    mark: str
    title: str
    products: int


class Facet(Told):
    """An option to filter by."""

    title: str
    values: list[FacetValue]


class FacetsTold(Told):
    """What can be chosen, and the prices there: least, two marks between, most."""

    options: list[Facet]
    prices: list[Money]


class Typed(Asked):
    """What was typed so far."""

    q: Annotated[str, Field(max_length=64)] = ""


class Suggestions(Told):
    """Titles that begin so; each finds something."""

    items: list[str]


class VariantTold(Told):
    """What is sold."""

    id: Id
    sku: str
    options: dict[str, str]
    title: str
    price: Money
    old_price: Money | None
    available: int
    picture: Picture | None
    awaited: bool


class OptionValue(Told):
    """A value of an option; `key` is what variants name it by."""

    key: str
    title: str


class OptionTold(Told):
    """An option with its values, in the order of the product."""

    key: str
    title: str
    values: list[OptionValue]


class ProductTold(Told):
    """A product with everything beside it."""

    id: Id
    category: Id | None
    title: str
    description: str
    options: list[OptionTold]
    variants: list[VariantTold]
    pictures: list[Picture]
    reviews: int
    rating: int | None
    liked: bool
    related: list[CardTold]


class ReviewTold(Told):
    """What somebody says of a product."""

    id: Id
    author: str
    rating: int
    words: str
    answer: str | None
    photos: list[Picture]
    created_at: datetime


class ReviewsTold(Page[ReviewTold]):
    """A page of reviews."""

    total: int
    rating: int | None


class Onwards(Asked):
    """Which page."""

    cursor: Annotated[str | None, Field(max_length=40)] = None


class Count(Told):
    """How many there are now."""

    count: int


class Waiting(Told):
    """Whether one waits for a variant."""

    awaited: bool


class GoodsResource:
    """`/shops/{slug}/…`: what everybody may look at, and one's own hearts and bells."""

    def __init__(
        self,
        browse: BrowseCatalogue,
        find: FindProducts,
        suggest: Suggest,
        show: ShowGoods,
        reviews: ReadReviews,
        favourites: Favourites,
        await_stock: AwaitStock,
        bots: Bots,
    ) -> None:
        self._browse = browse
        self._find = find
        self._suggest = suggest
        self._show = show
        self._reviews = reviews
        self._favourites = favourites
        self._await_stock = await_stock
        self._bots = bots

    def routes(self) -> list[Route]:
        """Return the routes."""
        anybody = Access.ANYBODY
        at = "/shops/{slug}"
        return [
            Route("GET", at, self.shop, anybody, cached=True),
            Route("GET", f"{at}/categories", self.categories, anybody, cached=True),
            Route("GET", f"{at}/products", self.products, anybody, cached=True, limit=_SEARCH),
            Route("GET", f"{at}/facets", self.facets, anybody, cached=True),
            Route("GET", f"{at}/suggestions", self.suggestions, anybody, cached=True, limit=_SEARCH),
            Route("GET", f"{at}/products/{{product_id}}", self.product, anybody, cached=True),
            Route("GET", f"{at}/products/{{product_id}}/reviews", self.product_reviews, anybody, cached=True),
            Route("GET", f"{at}/favourites", self.favourites),
            Route("PUT", f"{at}/favourites/{{product_id}}", self.like),
            Route("DELETE", f"{at}/favourites/{{product_id}}", self.unlike),
            Route("PUT", f"{at}/alerts/{{variant_id}}", self.await_variant),
            Route("DELETE", f"{at}/alerts/{{variant_id}}", self.forget_variant),
        ]

    async def shop(self, call: Call) -> ShopTold:
        """Show the shop: its words, colours and money."""
        shop, words = call.shop, words_of(call.language)
        bot = next((one for one in await self._bots.active() if one.id == shop.bot_id), None)
        blocks = shop.rules.design.blocks
        wanted = [media for media in (shop.cover_media_id, *(one.picture for one in blocks)) if media is not None]
        sizes = await self._show.sizes(shop.id, wanted) if wanted else {}
        cover = sizes.get(shop.cover_media_id or 0)
        return ShopTold(
            id=shop.id,
            slug=shop.slug,
            title=words.pick(shop.title),
            greeting=words.pick(shop.greeting),
            about=words.pick(shop.about),
            terms=words.pick(shop.terms),
            support=words.pick(shop.support),
            currency=shop.currency,
            template=shop.rules.design.template,
            accent=shop.rules.design.accent,
            cover=picture_of(shop.slug, cover),
            blocks=[
                BlockTold(
                    id=one.id,
                    title=words.pick(one.title),
                    text=words.pick(one.text),
                    picture=picture_of(shop.slug, sizes.get(one.picture or 0)),
                    leads=one.leads,
                )
                for one in blocks
            ],
            open=shop.status.value == "active",
            orders_open=open_now(shop.rules.hours, shop.timezone, datetime.now(UTC)),
            bot=bot.username if bot is not None else None,
            login=bot is not None and bot.login,
            languages=list(LANGUAGES),
            catalogue_version=shop.catalogue_version,
            role=call.caller.actor.role if call.caller is not None and call.caller.actor is not None else None,
        )

    async def categories(self, call: Call) -> Categories:
        """List the shelves."""
        words, faces = words_of(call.language), await self._show.faces(call.shop.id)
        return Categories(
            items=[
                CategoryTold(
                    id=one.id,
                    parent=one.parent_id,
                    title=words.pick(one.title),
                    emoji=one.emoji,
                    picture=picture_of(call.shop.slug, faces.get(one.id)),
                )
                for one in await self._browse.tree(call.shop.id)
            ]
        )

    async def products(self, call: Call, query: Listing) -> FoundTold:
        """List products: of a shelf, as searched, or what sells best."""
        filters = Filters(_SORTS[query.sort], query.in_stock, query.low, query.high, query.marks)
        start, query_id = _cursor(query.cursor)
        shop_id = call.shop.id
        if query.search is not None:
            asked = None if query_id else await self._find.ask(shop_id, query.search)
            if asked is not None and (filters == Filters() or not asked.query_id):
                found = asked
            else:
                found = await self._find.again(shop_id, query_id or (asked.query_id if asked else 0), filters, start)
        elif query.category is not None:
            found = await self._find.on_shelf(shop_id, CategoryId(id_of(query.category)), filters, start)
        else:
            found = await self._find.popular(shop_id, query.limit, start)
        return await self._page(
            call, found, start, query.limit if query.search is None and not query.category else PAGE
        )

    async def _page(self, call: Call, found: Found, start: int, size: int) -> FoundTold:
        more = start + size < found.total
        return FoundTold(
            items=await self._cards(call, found.products),
            next=f"{start + size}.{encode_id(found.query_id)}" if more else None,
            total=found.total,
            near=found.near,
        )

    async def _cards(self, call: Call, products: tuple[ProductSummary, ...]) -> list[CardTold]:
        person_id = call.caller.person_id if call.caller is not None else None
        cards = await self._show.cards(call.shop.id, [one.id for one in products], person_id)
        return [card_told(call, one) for one in cards]

    async def facets(self, call: Call, query: Facets) -> FacetsTold:
        """Say what the goods of a shelf or of a search can be filtered by."""
        words = words_of(call.language)
        category_id = CategoryId(id_of(query.category)) if query.category else None
        asked = await self._find.ask(call.shop.id, query.search) if query.search and category_id is None else None
        found = await self._find.choices(call.shop.id, category_id, asked.query_id if asked is not None else 0)
        return FacetsTold(
            options=[
                Facet(
                    title=words.pick(title),
                    values=[
                        FacetValue(mark=one.mark, title=words.pick(one.title), products=one.products) for one in values
                    ],
                )
                for title, values in found.options
            ],
            prices=[Money(amount=one, currency=call.shop.currency) for one in found.prices or ()],
        )

    async def suggestions(self, call: Call, query: Typed) -> Suggestions:
        """Go on with what somebody types."""
        return Suggestions(items=list(await self._suggest(call.shop.id, query.q, call.language)))

    async def product(self, call: Call, product_id: int) -> ProductTold:
        """Show a product with its variants, pictures and what goes with it."""
        actor = call.caller.actor if call.caller is not None else None
        found = await self._show.product(call.shop.id, ProductId(product_id), actor)
        words, product = words_of(call.language), found.product
        related = await self._find.related(call.shop.id, ProductId(product_id))
        return ProductTold(
            id=product.id,
            category=product.category_id,
            title=words.pick(product.title),
            description=words.pick(product.description),
            options=[_option(call, one) for one in product.options],
            variants=[_variant(call, one, found.sizes, found.awaited) for one in product.variants],
            pictures=[shown for one in found.pictures if (shown := picture_of(call.shop.slug, one)) is not None],
            reviews=found.reviews,
            rating=found.rating,
            liked=found.liked,
            related=await self._cards(call, related),
        )

    async def product_reviews(self, call: Call, product_id: int, query: Onwards) -> ReviewsTold:
        """List what people say of a product."""
        start, _ = _cursor(query.cursor)
        found = await self._reviews(call.shop.id, ProductId(product_id), start)
        sizes = await self._show.sizes(call.shop.id, [photo for one in found.reviews for photo in one.photos])
        onwards = found.start + len(found.reviews)
        return ReviewsTold(
            items=[
                ReviewTold(
                    id=one.id,
                    author=one.author,
                    rating=one.rating,
                    words=one.words,
                    answer=one.answer,
                    photos=[
                        shown
                        for photo in one.photos
                        if (shown := picture_of(call.shop.slug, sizes.get(photo))) is not None
                    ],
                    created_at=one.created_at,
                )
                for one in found.reviews
            ],
            next=f"{onwards}.0" if found.reviews and onwards < found.total else None,
            total=found.rated,
            rating=found.rating,
        )

    async def favourites(self, call: Call, query: Onwards) -> FoundTold:
        """List one's favourites, the latest first."""
        start, _ = _cursor(query.cursor)
        found = await self._favourites.page(call.actor, start)
        return FoundTold(
            items=await self._cards(call, tuple(one.product for one in found.favourites)),
            next=f"{found.after}.0" if found.after is not None else None,
            total=found.total,
        )

    async def like(self, call: Call, product_id: int) -> Count:
        """Put a product among one's favourites."""
        return Count(count=await self._favourites.like(call.actor, ProductId(product_id)))

    async def unlike(self, call: Call, product_id: int) -> Count:
        """Take a product out of one's favourites."""
        return Count(count=await self._favourites.unlike(call.actor, ProductId(product_id)))

    async def await_variant(self, call: Call, variant_id: int) -> Waiting:
        """Be told in the chat when a variant is back."""
        await self._await_stock(call.actor, VariantId(variant_id), wanted=True)
        return Waiting(awaited=True)

    async def forget_variant(self, call: Call, variant_id: int) -> Waiting:
        """Wait for a variant no more."""
        await self._await_stock(call.actor, VariantId(variant_id), wanted=False)
        return Waiting(awaited=False)


def _cursor(told: str | None) -> tuple[int, int]:
    """Read `start.query`. Raises: BadInput."""
    if told is None:
        return 0, 0
    start, _, query = told.partition(".")
    try:
        return max(0, min(int(start), 10**6)), decode_id(query) if query else 0
    except ValueError as error:
        raise BadInput(example="8.0") from error


def price_told(shop: Shop, amount: int, *, in_stars: bool = False) -> Money:
    """Write a price of the catalogue."""
    return Money(amount=amount, currency=STARS if in_stars else shop.currency)


def card_told(call: Call, card: Card) -> CardTold:
    """Write a card in the caller's language."""
    shop = call.shop
    dearer = card.max_price > card.min_price
    return CardTold(
        id=card.id,
        title=words_of(call.language).pick(card.title),
        price=price_told(shop, card.min_price, in_stars=card.in_stars),
        price_to=price_told(shop, card.max_price, in_stars=card.in_stars) if dearer else None,
        old_price=price_told(shop, card.old_price) if card.old_price and not card.in_stars else None,
        available=max(card.available, 0),
        variant=card.only_variant,
        picture=picture_of(shop.slug, card.picture),
        reviews=card.reviews,
        rating=card.rating,
        liked=card.liked,
    )


def _option(call: Call, told: dict[str, object]) -> OptionTold:
    words = words_of(call.language)
    title, values = told.get("title") or {}, told.get("values") or []
    return OptionTold(
        key=str(told.get("code", "")),
        title=words.pick(title) if isinstance(title, dict) else str(title),
        values=[
            OptionValue(key=str(one.get("code", "")), title=words.pick(one.get("title") or {}))
            for one in (values if isinstance(values, list) else [])
            if isinstance(one, dict)
        ],
    )


def _variant(call: Call, one: Variant, sizes: dict[int, MediaSize], awaited: frozenset[int]) -> VariantTold:
    shop = call.shop
    return VariantTold(
        id=one.id,
        sku=one.sku,
        options={str(key): str(value) for key, value in one.options.items()},
        title=words_of(call.language).pick(one.options_text),
        price=price_told(shop, one.price, in_stars=one.in_stars),
        old_price=price_told(shop, one.old_price) if one.old_price is not None else None,
        available=max(one.available, 0),
        picture=picture_of(shop.slug, sizes.get(one.media_id or 0)),
        awaited=one.id in awaited,
    )
