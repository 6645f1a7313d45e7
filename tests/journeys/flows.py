"""Every question of the chat that waits for something typed or sent: how one gets there, and what the answer does.

Buttons are stateless, so each flow presses the very button that asks, as an old message would; `opens` returns it.
`kept` counts what the answer leaves behind: nothing before, once after.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

import orjson

from bot.links import (
    Addresses,
    AnswerQuote,
    BroadcastAudience,
    BroadcastText,
    BulkShelf,
    BulkStep,
    Checkout,
    CountPurse,
    CountShelf,
    DeliveryOption,
    DrawZone,
    EditPhotos,
    EditProduct,
    EditText,
    EditVariant,
    Faq,
    FriendRules,
    Link,
    MyDelivery,
    NewDelivery,
    NewOption,
    OneText,
    PaidLess,
    PriceRange,
    Rate,
    RefundSum,
    RejectReturn,
    ReturnStep,
    Scenario,
    Search,
    SecondFactor,
    SendProof,
    SharePlace,
    Shelf,
    ShopBlock,
    ShopField,
    StaffReview,
    StaffStep,
    StockPlace,
    TalkWrite,
    TrackReturn,
    WayField,
    WayRule,
    Zone,
    Zones,
)
from bot.links import Broadcast as BroadcastLink
from bot.links import Phone as PhoneLink
from core.auth.actor import Actor
from core.notifications.choices import ChooseNotifications
from core.orders.addresses import Addresses as SavedAddresses
from core.orders.couriers import Couriers
from core.orders.draft_return import DraftReturn
from core.orders.place_order import Placed
from core.orders.quote_delivery import QuoteDelivery
from core.orders.reviews import WriteReview
from core.shops.blocks import ArrangeBlocks
from core.shops.bulk import BulkChange
from core.shops.deliveries import Deliveries
from core.shops.draw_zones import Band
from core.shops.draw_zones import Zones as DrawZones
from core.shops.geometry import Point
from core.shops.open_shop import Shops
from core.shops.texts import text_number
from core.talks.broadcasts import Broadcasts
from core.talks.faq import WriteAnswers
from core.talks.scenarios import Scenarios
from db.types.enums import DeliveryKind, NotificationKind, Role, Trigger
from db.types.ids import OrderId
from payments.providers.transfer import ManualTransfer, TransferSettings
from payments.registry import Registry
from tests.factories.sent_back import handed_over, sent_back
from tests.factories.town import Customer, Goods, Stall, Town

PHOTO = b"a photo is sent"
SHOP = Point.of(55.7558, 37.6173)
_RING = [[37.5, 55.7], [37.7, 55.7], [37.7, 55.8], [37.5, 55.8], [37.5, 55.7]]
# Any other bytes are a file.
MAP = orjson.dumps(
    {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "geometry": {"type": "Polygon", "coordinates": [_RING]},
                "properties": {"name": "Центр", "price": 200},
            }
        ],
    }
)
ADDRESS = "Москва, Тверская улица, дом 1"


@dataclass(frozen=True, slots=True)
class Around:
    """Whoever walks through a flow, and the shop around them, with goods of their own."""

    town: Town
    stall: Stall
    person: Actor
    goods: Goods
    name: str
    somebody: Callable[[], Awaitable[Customer]]  # another customer, who has started the bot too

    @property
    def customer(self) -> Customer:
        return Customer(self.stall, self.person)

    async def packed(self, pay: str = "telegram", *, courier: bool = False) -> Placed:
        """Somebody else's order that is packed."""
        buyer = await self.somebody()
        order = await buyer.orders(self.goods, 2, pay=pay, courier=courier)
        if pay == "cash":
            await self.town.fulfil.accept(self.stall.owner, order.order_id)
        else:
            await buyer.pays(order)
        await self.town.fulfil.pack(self.stall.owner, order.order_id)
        return order

    async def has(self) -> Placed:
        """The walker's own order, in their hands."""
        order = await self.customer.has_paid_for(self.goods, 2)
        await handed_over(self.town, self.stall, order)
        return order


@dataclass(frozen=True, slots=True)
class Flow:
    """One question. `after` are words of the answer; `kept` counts what it left, about `{name}` or `:person`."""

    state: str
    opens: Callable[[Around], Awaitable[Link]]
    answer: str | bytes
    after: str
    kept: str = ""
    role: Role | None = Role.OWNER

    @property
    def name(self) -> str:
        return self.state.replace(".", " ").replace("_", " ").title().replace(" ", "")


# ── customers ────────────────────────────────────────────────────────────────────────────────────────────


async def _search(_: Around) -> Link:
    return Search()


async def _prices(a: Around) -> Link:
    return PriceRange("c", a.stall.category)


async def _talk(_: Around) -> Link:
    return TalkWrite()


async def _address(_: Around) -> Link:
    return Addresses(what="add")


async def _label(a: Around) -> Link:
    await SavedAddresses(a.town.uow).add(a.person, ADDRESS)
    [one] = await SavedAddresses(a.town.uow).mine(a.person)
    return Addresses(one.id, "label")


async def _phone(_: Around) -> Link:
    return PhoneLink("change")


async def _review(a: Around) -> Link:
    order = await a.has()
    return Rate(order.order_id, a.goods.product_id, 5)


def _checkout(step: str) -> Callable[[Around], Awaitable[Link]]:
    async def opens(a: Around) -> Link:
        cart = await a.customer.cart((a.goods, 1), courier=step == "address")
        return Checkout(cart.id, step)

    return opens


async def _place_of_cart(a: Around) -> Link:
    return SharePlace((await a.customer.cart((a.goods, 1), courier=True)).id)


async def _code(a: Around) -> Link:
    await a.stall.tell(
        "INSERT INTO promos (shop_id, id, code, kind, value)"
        " SELECT id, 4242, 'AUTUMN', 'percent', 1000 FROM shops WHERE id = :id ON CONFLICT DO NOTHING",
        id=a.stall.id,
    )
    return await _checkout("code")(a)


def _return(step: str) -> Callable[[Around], Awaitable[Link]]:
    async def opens(a: Around) -> Link:
        order = await a.has()
        await DraftReturn(a.town.uow, a.town.clock).open(a.person, a.stall.shop, OrderId(order.order_id))
        return ReturnStep(order.order_id, step)

    return opens


async def _sent_back(a: Around) -> Link:
    back = await sent_back(a.town, a.customer, await a.has(), (1, 1))
    await a.town.decide_return.approve(a.stall.owner, back.id)
    return TrackReturn(back.id)


async def _receipt(a: Around) -> Link:
    town = Town(a.town.uow, a.town.clock, registry=Registry([ManualTransfer()]))
    account = TransferSettings(bank="Банк", account="40817810000000000001", holder="Ольга")
    await town.settings.save(a.stall.shop, "transfer", account)
    shop = await Shops(a.town.uow).by_id(a.stall.id)
    stall = Stall(town, shop, a.stall.owner, a.stall.pickup, a.stall.courier, a.stall.category)
    buyer = Customer(stall, a.person)
    order = await buyer.orders(a.goods, pay="transfer")
    await buyer.opens_payment(order)
    return SendProof(order.order_id)


# ── goods ────────────────────────────────────────────────────────────────────────────────────────────────


async def _text(a: Around) -> Link:
    return EditText(a.goods.product_id, "name", "ru")


async def _photo(a: Around) -> Link:
    return EditProduct(a.goods.product_id, "photo")


async def _photos(a: Around) -> Link:
    return EditPhotos(a.goods.product_id, 0, "add")


async def _variant(a: Around) -> Link:
    return EditVariant(a.goods.product_id, a.goods.variant_id, "stock")


async def _option(a: Around) -> Link:
    return NewOption(a.goods.product_id)


async def _bulk_words(_: Around) -> Link:
    return BulkShelf()


async def _bulk_price(a: Around) -> Link:
    return BulkStep((await BulkChange(a.town.uow, a.town.clock).choose(a.person, None, a.goods.sku)).id, "price")


async def _count(_: Around) -> Link:
    return CountShelf()


async def _place(_: Around) -> Link:
    return StockPlace(what="add")


async def _shelf(_: Around) -> Link:
    return Shelf(0, "add")


async def _shelf_name(a: Around) -> Link:
    shelf = await a.stall.ask("SELECT max(id) FROM categories")
    return Shelf(shelf, "name")


# ── orders ───────────────────────────────────────────────────────────────────────────────────────────────


async def _short(a: Around) -> Link:
    return PaidLess((await a.packed("cash")).order_id)


async def _purse(a: Around) -> Link:
    keeper = await a.stall.hires(Role.STOCK_KEEPER, "Kim")
    await a.town.fulfil.deliver(keeper, (await a.packed("cash")).order_id)
    return CountPurse(keeper.person_id, "RUB", 0, 77)


async def _brings(a: Around, what: str) -> Link:
    order = await a.packed("cash", courier=True)
    await Couriers(a.town.uow).assign(a.stall.owner, OrderId(order.order_id), a.person.person_id)
    await a.town.fulfil.ship(a.person, order.order_id)
    return MyDelivery(order.order_id, what)


async def _less(a: Around) -> Link:
    return await _brings(a, "less")


async def _door(a: Around) -> Link:
    return await _brings(a, "photo")


async def _tracking(a: Around) -> Link:
    return StaffStep((await a.packed(courier=True)).order_id, "ship")


async def _refund(a: Around) -> Link:
    order = await (await a.somebody()).has_paid_for(a.goods)
    return RefundSum(order.order_id)


async def _reject(a: Around) -> Link:
    buyer = await a.somebody()
    order = await buyer.has_paid_for(a.goods)
    await handed_over(a.town, a.stall, order)
    back = await sent_back(a.town, buyer, order, (1, 1))
    return RejectReturn(order.order_id, back.id, "own")


async def _quote(a: Around) -> Link:
    buyer = await a.somebody()
    await a.stall.tell("UPDATE delivery_options SET computed = true WHERE id = :id", id=a.stall.courier)
    cart = await buyer.cart((a.goods, 1), courier=True)
    await QuoteDelivery(a.town.uow, a.town.clock).ask(buyer.actor, cart.id)
    return AnswerQuote(await a.stall.ask("SELECT max(id) FROM delivery_quotes"))


async def _answer_review(a: Around) -> Link:
    buyer = await a.somebody()
    order = await buyer.has_paid_for(a.goods)
    await handed_over(a.town, a.stall, order)
    review = await WriteReview(a.town.uow).rate(buyer.actor, OrderId(order.order_id), a.goods.product_id, 5)
    return StaffReview(review.id, "answer")


# ── the shop ─────────────────────────────────────────────────────────────────────────────────────────────


async def _new_delivery(_: Around) -> Link:
    return NewDelivery("pickup")


async def _delivery(a: Around) -> Link:
    return DeliveryOption(a.stall.pickup, "price")


async def _courier(a: Around) -> int:
    """A courier of the walker's own: zones of another would bear on other flows."""
    return (await Deliveries(a.town.uow, a.town.clock).add(a.person, DeliveryKind.COURIER, a.name)).id


def _zones(what: str) -> Callable[[Around], Awaitable[Link]]:
    async def opens(a: Around) -> Link:
        if what != "point":
            await DrawZones(a.town.uow, a.town.clock).set_point(a.person, SHOP)
        return Zones(await _courier(a), what)

    return opens


async def _drawn(a: Around) -> Link:
    zones = DrawZones(a.town.uow, a.town.clock)
    drawing = await zones.draw(a.person, await _courier(a))
    for corner in ((55.70, 37.50), (55.80, 37.50), (55.80, 37.70), (55.70, 37.70)):
        await zones.corner(a.person, drawing.id, Point.of(*corner))
    return DrawZone(drawing.id, "done")


async def _zone(a: Around) -> Link:
    zones, option = DrawZones(a.town.uow, a.town.clock), await _courier(a)
    await zones.set_point(a.person, SHOP)
    await zones.add_bands(a.person, option, [Band(3000, 150_00)])
    zone = await a.stall.ask("SELECT id FROM delivery_zones WHERE delivery_option_id = :option", option=option)
    return Zone(zone, "price")


async def _way_field(_: Around) -> Link:
    return WayField("transfer", 0)


async def _way_sum(_: Around) -> Link:
    return WayRule("telegram", "least")


async def _friends(_: Around) -> Link:
    return FriendRules("invited", "percent")


async def _friends_most(_: Around) -> Link:
    return FriendRules("most")


async def _tell(_: Around) -> Link:
    return ShopField("greeting", "ru")


async def _set(_: Around) -> Link:
    return ShopField("timezone")


async def _cover(_: Around) -> Link:
    return ShopField("cover")


async def _new_block(_: Around) -> Link:
    return ShopBlock("", "new")


def _block(what: str, language: str = "") -> Callable[[Around], Awaitable[Link]]:
    async def opens(a: Around) -> Link:
        added = await ArrangeBlocks(a.town.uow, a.town.clock).add(a.person, "ru", f"Блок {what}")
        return ShopBlock(added.block_id, what, language)

    return opens


async def _one_text(_: Around) -> Link:
    return OneText(text_number("button-catalogue"), "ru")


async def _faq(_: Around) -> Link:
    return Faq(0, "new")


async def _faq_try(_: Around) -> Link:
    return Faq(0, "try")


async def _faq_field(a: Around) -> Link:
    entry = await WriteAnswers(a.town.uow, a.town.clock).add(a.person, "ru", "Где вы?", "Тверская, 1")
    return Faq(entry, "keywords", "ru")


async def _draft(a: Around) -> int:
    return await Broadcasts(a.town.uow, a.town.clock).create(a.person, "ru", "Привет")


async def _broadcast_text(a: Around) -> Link:
    return BroadcastText(await _draft(a), "en")


def _broadcast(what: str) -> Callable[[Around], Awaitable[Link]]:
    async def opens(a: Around) -> Link:
        reader = await a.somebody()
        wording, choose = "Согласен", ChooseNotifications(a.town.uow)
        await choose.choose(reader.actor, NotificationKind.MARKETING, allowed=True, wording=wording)
        return BroadcastLink(await _draft(a), what)

    return opens


async def _days(a: Around) -> Link:
    return BroadcastAudience(await _draft(a), "days")


async def _product(a: Around) -> Link:
    return BroadcastAudience(await _draft(a), "bought")


async def _scenario(a: Around) -> Link:
    return Scenario(await Scenarios(a.town.uow, a.town.clock).create(a.person, Trigger.OPENED), "cap")


_MINE = "WHERE person_id = :person"
_BLOCKS = "FROM shops WHERE id = :shop AND settings #> '{{design,blocks}}'"
_CUSTOMERS = (
    Flow("catalog.search", _search, "зелёный чай", "Зелёный чай"),
    Flow("catalog.prices", _prices, "100-900", "Зелёный чай"),
    Flow("talks.say", _talk, "Есть пуэр?", "Передали", "FROM talk_messages WHERE text = 'Есть пуэр?'"),
    Flow("profile.address", _address, ADDRESS, "Тверская", f"FROM customer_addresses {_MINE}"),
    Flow("profile.label", _label, "Дача", "Дача", f"FROM customer_addresses {_MINE} AND label = 'Дача'"),
    Flow("profile.phone", _phone, "+7 912 345-67-89", "+7 912 345-67-89",
         f"FROM customers {_MINE} AND phone = '+79123456789'"),
    Flow("reviews.say", _review, "Очень вкусно", "Очень вкусно", f"FROM reviews {_MINE} AND words <> ''"),
    Flow("checkout.address", _checkout("address"), ADDRESS, "Тверская улица",
         f"FROM carts {_MINE} AND address = '{ADDRESS}'"),
    Flow("checkout.place", _place_of_cart, "55.7511, 37.6103", "", f"FROM carts {_MINE} AND latitude = 55751100"),
    Flow("checkout.phone", _checkout("phone"), "+7 912 999-99-99", "Проверьте заказ",
         f"FROM carts {_MINE} AND phone = '+79129999999'"),
    Flow("checkout.comment", _checkout("comment"), "Домофон 5", "Домофон 5",
         f"FROM carts {_MINE} AND comment = 'Домофон 5'"),
    Flow("checkout.gift_note", _checkout("gift"), "С праздником!", "Проверьте заказ",
         f"FROM carts {_MINE} AND gift_note = 'С праздником!'"),
    Flow("checkout.code", _code, "autumn", "AUTUMN", f"FROM carts {_MINE} AND promo_code = 'AUTUMN'"),
    Flow("returns.comment", _return("comment"), "Помято", "что хотите вернуть",
         f"FROM return_drafts {_MINE} AND answers ->> 'comment' = 'Помято'"),
    Flow("returns.photos", _return("photos"), PHOTO, "пока 1 из 5",
         f"FROM return_drafts {_MINE} AND jsonb_array_length(answers -> 'photos') = 1"),
    Flow("returns.tracking", _sent_back, "RA123", "RA123", f"FROM returns {_MINE} AND tracking = 'RA123'"),
    Flow("transfers.proof", _receipt, PHOTO, "чек получен",
         "FROM transfer_proofs WHERE order_id IN (SELECT id FROM orders WHERE person_id = :person)"),

)  # fmt: skip


async def _second_factor(_: Around) -> Link:
    return SecondFactor("new")


_STAFF = (
    Flow("sign_in.code", _second_factor, "12 34 56 7", "Код не подошёл"),
    Flow("editor.text", _text, "Сенча {name}", "Сенча", "FROM products WHERE title ->> 'ru' = 'Сенча {name}'"),
    Flow("editor.photo", _photo, PHOTO, "{sku}", "FROM products WHERE slug = '{slug}' AND media_id > 0"),
    Flow("editor.photos", _photos, PHOTO, "Фото 1 из 1", "FROM products WHERE slug = '{slug}' AND media_id > 0"),
    Flow("editor.variant", _variant, "7 шт", "на складе: 7",
         "FROM stock_movements m JOIN variants v USING (shop_id, stock_item_id)"
         " WHERE v.sku = '{sku}' AND m.kind <> 'initial'"),
    Flow("editor.option", _option, "Цвет: чёрный, белый", "белый",
         "FROM products WHERE slug = '{slug}' AND jsonb_array_length(options) = 1"),
    Flow("bulk.words", _bulk_words, "{sku}", "Артикулов: 1", "FROM bulk_changes WHERE words = '{sku}'"),
    Flow("bulk.price", _bulk_price, "-10%", "450", "FROM bulk_changes WHERE words = '{sku}' AND amount = -1000"),
    Flow("counts.lines", _count, "{sku} 3", "{sku}", "FROM imports WHERE kind = 'count' AND person_id = :person"),
    Flow("places.new", _place, "Склад", "Склад", "FROM stock_places WHERE name = 'Склад'"),
    Flow("shelves.new", _shelf, "Кофе", "Кофе", "FROM categories WHERE title ->> 'ru' = 'Кофе'"),
    Flow("shelves.name", _shelf_name, "Напитки", "Напитки", "FROM categories WHERE title ->> 'ru' = 'Напитки'"),
    Flow("cash.short", _short, "300", "300", "FROM cash_collections WHERE collected = 30000"),
    Flow("cash.counted", _purse, "100", "Наличные", "FROM cash_handovers WHERE counted_by = :person"),
    Flow("deliveries.less", _less, "350", "Доставлен", "FROM cash_collections WHERE collected = 35000", Role.COURIER),
    Flow("deliveries.photo", _door, PHOTO, "1 фото", "FROM delivery_photos WHERE taken_by = :person", Role.COURIER),
    Flow("staff_orders.tracking", _tracking, "JAM1", "JAM1", "FROM orders WHERE tracking = 'JAM1'"),
    Flow("refunds.sum", _refund, "100", "По какой причине"),
    Flow("returns.reject", _reject, "Чай заварен", "отказ", "FROM returns WHERE answer = 'Чай заварен'"),
    Flow("quotes.price", _quote, "451", "451", "FROM delivery_quotes WHERE price = 45100"),
    Flow("reviews.answer", _answer_review, "Спасибо!", "Спасибо!", "FROM reviews WHERE answer = 'Спасибо!'"),
    Flow("delivery.new", _new_delivery, "Постамат", "Постамат",
         "FROM delivery_options WHERE title ->> 'ru' = 'Постамат'"),
    Flow("delivery.field", _delivery, "120", "120", "FROM delivery_options WHERE price = 12000"),
    Flow("zones.point", _zones("point"), "55.7512, 37.6103", "", "FROM shop_points WHERE latitude = 55751200"),
    Flow("zones.bands", _zones("bands"), "7 км 171", "171", "FROM delivery_zones WHERE reach = 7000 AND price = 17100"),
    Flow("zones.file", _zones("file"), MAP, "Центр", "FROM delivery_zones WHERE name = 'Центр'"),
    Flow("zones.corner", _zones("draw"), "55.7513, 37.6103", "",
         "FROM delivery_zones WHERE jsonb_array_length(corners) = 1"),
    Flow("zones.terms", _drawn, "Юг 181", "181", "FROM delivery_zones WHERE name = 'Юг' AND price = 18100"),
    Flow("zones.field", _zone, "191", "191", "FROM delivery_zones WHERE price = 19100"),
    Flow("ways.field", _way_field, "Т-Банк", "Т-Банк"),
    Flow("ways.sum", _way_sum, "15", "15",
         "FROM shops WHERE id = :shop AND settings #>> '{{ways,telegram,least}}' = '1500'"),
    Flow("friends.value", _friends, "15", "15 %",
         "FROM shops WHERE id = :shop AND settings #>> '{{referrals,invited_code,value}}' = '1500'"),
    Flow("friends.most", _friends_most, "7", "за 7 друзей",
         "FROM shops WHERE id = :shop AND settings #>> '{{referrals,most}}' = '7'"),
    Flow("shop.tell", _tell, "Рады вам!", "Рады вам!",
         "FROM shops WHERE id = :shop AND greeting ->> 'ru' = 'Рады вам!'"),
    Flow("shop.set", _set, "Омск", "Asia/Omsk", "FROM shops WHERE id = :shop AND timezone = 'Asia/Omsk'"),
    Flow("shop.cover", _cover, PHOTO, "Обложка: есть", "FROM shops WHERE id = :shop AND cover_media_id > 0"),
    Flow("blocks.new", _new_block, "Летняя скидка", "Летняя скидка",
         _BLOCKS + """ @> '[{{"title": {{"ru": "Летняя скидка"}}}}]'"""),
    Flow("blocks.say", _block("text", "ru"), "Два по цене одного", "Два по цене одного",
         _BLOCKS + """ @> '[{{"text": {{"ru": "Два по цене одного"}}}}]'"""),
    Flow("blocks.picture", _block("picture"), PHOTO, "Блок",
         "FROM shops s, jsonb_array_elements(s.settings #> '{{design,blocks}}') b"
         " WHERE s.id = :shop AND (b ->> 'picture') IS NOT NULL"),
    Flow("blocks.lead", _block("leads"), "{sku}", "Ведёт",
         "FROM shops s, jsonb_array_elements(s.settings #> '{{design,blocks}}') b"
         " WHERE s.id = :shop AND (b ->> 'leads') LIKE 'p%'"),
    Flow("texts.typed", _one_text, "🪟 Витрина", "Витрина"),
    Flow("faq.question", _faq, "Когда вы открыты?", "Пришлите ответ"),
    Flow("faq.try", _faq_try, "где вас найти", ""),
    Flow("faq.field", _faq_field, "адрес, метро", "адрес", "FROM faq_entries WHERE keywords ->> 'ru' = 'адрес, метро'"),
    Flow("broadcasts.text", _broadcast_text, "Hello", "черновик",
         "FROM campaigns WHERE created_by = :person AND texts ->> 'en' = 'Hello'"),
    Flow("broadcasts.photo", _broadcast("photo"), PHOTO, "черновик",
         "FROM campaigns WHERE created_by = :person AND media_id > 0"),
    Flow("broadcasts.button", _broadcast("button"), "Заварить TEA", "Заварить",
         "FROM campaigns WHERE created_by = :person AND button IS NOT NULL"),
    Flow("broadcasts.when", _broadcast("later"), "завтра в 10:00", "10:00",
         "FROM campaigns WHERE created_by = :person AND state = 'scheduled'"),
    Flow("broadcasts.days", _days, "45", "45",
         "FROM campaigns WHERE created_by = :person AND (conditions ->> 'days')::int = 45"),
    Flow("broadcasts.product", _product, "TEA", "черновик",
         "FROM campaigns WHERE created_by = :person AND audience = 'bought'"),
    Flow("scenarios.field", _scenario, "раз в 7 дней", "7",
         "FROM campaigns WHERE created_by = :person AND cap_days = 7"),
)  # fmt: skip
FLOWS: tuple[Flow, ...] = (*(replace(flow, role=None) for flow in _CUSTOMERS), *_STAFF)
# Asked by the answer to another question: walked on from there.
FOLLOWING = {"faq.answer": "faq.question"}
