"""`/manage/shops/{slug}/products`, `stock` and `goods`: what there is to sell, for how much, and how many are left."""

from typing import Annotated

from pydantic import Field

from core.auth.roles import Permission
from core.kit.i18n.words import words_of
from core.shops.change_products import SetPrice, SetVisibility
from core.shops.change_stock import ChangeStock, StockOrder
from core.shops.list_goods import ListGoods, ProductRow, Shelf
from core.shops.view_stock import StockLine, ViewStock
from db.types.ids import encode_id
from miniapp.rest.manage import AT, staff_route
from miniapp.rest.pictures import picture_of
from miniapp.rest.repeat import HEADER
from miniapp.rest.route import Call, Repeat, Route, id_of
from miniapp.rest.shapes import Asked, Id, Money, Page, Picture, Told

_P = Permission


class GoodsAsked(Asked):
    """Which products: all, with a variant that runs low, not on sale as a whole, or found by words or SKU."""

    shelf: Shelf = Shelf.ALL
    search: Annotated[str | None, Field(max_length=64)] = None
    cursor: Annotated[str | None, Field(max_length=13)] = None


class StaffVariant(Told):
    """A variant with its stock."""

    sku: str
    options: str
    price: Money
    old_price: Money | None
    on_hand: int
    held: int
    available: int
    low: bool
    hidden: bool


class StaffProduct(Told):
    """A product in the staff's list. `status`: draft, active or hidden."""

    id: Id
    title: str
    kind: str
    status: str
    picture: Picture | None
    variants: list[StaffVariant]


class StockAsked(Asked):
    """Which goods: by words or SKU; nothing: what runs low."""

    search: Annotated[str | None, Field(max_length=64)] = None


class StockTold(Told):
    """A variant's stock."""

    product: Id
    sku: str
    title: str
    options: str
    price: Money
    on_hand: int
    held: int
    available: int
    low: bool
    hidden: bool


class StocksTold(Told):
    """Several."""

    items: list[StockTold]


class ChangedStock(Asked):
    """Set what is on hand, or change it by so many."""

    quantity: Annotated[int, Field(ge=-1_000_000, le=1_000_000)]
    relative: bool = False
    reason: Annotated[str, Field(max_length=100)] = ""


class ChangedGoods(Asked):
    """Another price (minor units), the struck one, on sale or not; what is not named stays."""

    price: Annotated[int | None, Field(ge=0, le=10**12)] = None
    old_price: Annotated[int | None, Field(ge=1, le=10**12)] = None
    hidden: bool | None = None


class ManageGoods:
    """Products, prices and stock."""

    def __init__(
        self,
        goods: ListGoods,
        view_stock: ViewStock,
        change_stock: ChangeStock,
        set_price: SetPrice,
        set_visibility: SetVisibility,
    ) -> None:
        self._goods = goods
        self._view_stock = view_stock
        self._change_stock = change_stock
        self._set_price = set_price
        self._set_visibility = set_visibility

    def routes(self) -> list[Route]:
        """Return the routes, each with the permission its use case asks for."""
        return [
            staff_route("GET", f"{AT}/products", self.products, _P.SEE_STOCK),
            staff_route("GET", f"{AT}/stock", self.stock, _P.SEE_STOCK),
            staff_route("PUT", f"{AT}/stock/{{sku}}", self.set_stock, _P.CHANGE_STOCK, Repeat.MUST),
            staff_route("PATCH", f"{AT}/goods/{{sku}}", self.change_goods, _P.CHANGE_PRICES),
        ]

    async def products(self, call: Call, query: GoodsAsked) -> Page[StaffProduct]:
        """List products with their variants and stock, the newest first; as searched, the best match first."""
        before = id_of(query.cursor) if query.cursor else 0
        found, more = await self._goods(call.actor, query.shelf, words=query.search or "", before=before)
        return Page[StaffProduct](
            items=[_product(call, one) for one in found], next=encode_id(found[-1].id) if found and more else None
        )

    async def stock(self, call: Call, query: StockAsked) -> StocksTold:
        """List stock: as searched, or what runs low."""
        found = await (
            self._view_stock.find(call.actor, query.search) if query.search else self._view_stock.lowest(call.actor)
        )
        return StocksTold(items=[_stock(call, one) for one in found])

    async def set_stock(self, call: Call, sku: str, body: ChangedStock) -> StockTold:
        """Set or change what is on hand of a SKU."""
        key = f"api:{call.actor.person_id}:{call.request.headers[HEADER]}"
        order = StockOrder(sku, body.quantity, relative=body.relative, reason=body.reason)
        await self._change_stock(call.actor, [order], key)
        return _stock(call, (await self._view_stock.one(call.actor, sku, limit=1)).line)

    async def change_goods(self, call: Call, sku: str, body: ChangedGoods) -> StockTold:
        """Change the price of a SKU, or take it off sale."""
        if body.price is not None:
            await self._set_price(call.actor, sku, body.price, body.old_price)
        if body.hidden is not None:
            await self._set_visibility(call.actor, sku, hidden=body.hidden)
        return _stock(call, (await self._view_stock.one(call.actor, sku, limit=1)).line)


def _product(call: Call, one: ProductRow) -> StaffProduct:
    words, currency = words_of(call.language), call.shop.currency
    return StaffProduct(
        id=one.id,
        title=words.pick(one.title),
        kind=one.kind.value,
        status=one.status.value,
        picture=picture_of(call.shop.slug, one.picture),
        variants=[
            StaffVariant(
                sku=variant.sku,
                options=words.pick(variant.options_text),
                price=Money(amount=variant.price, currency=currency),
                old_price=Money(amount=variant.old_price, currency=currency) if variant.old_price else None,
                on_hand=variant.on_hand,
                held=variant.held,
                available=variant.available,
                low=variant.low,
                hidden=variant.hidden,
            )
            for variant in one.variants
        ],
    )


def _stock(call: Call, line: StockLine) -> StockTold:
    words = words_of(call.language)
    return StockTold(
        product=line.product_id,
        sku=line.sku,
        title=words.pick(line.title),
        options=words.pick(line.options_text),
        price=Money(amount=line.price, currency=call.shop.currency),
        on_hand=line.on_hand,
        held=line.held,
        available=line.available,
        low=line.low,
        hidden=line.hidden,
    )
