"""Couriers priced by where the buyer lives: what is shown is what is charged, and nobody is stuck."""

import asyncio
from decimal import Decimal

import orjson
import pytest

from core.kit.errors import BadInput, Forbidden, NotFound
from core.orders.addresses import Addresses
from core.orders.cart import ZoneProblem
from core.orders.checkout import Checkout, Step
from core.orders.errors import CheckoutIncomplete, TotalChanged
from core.orders.my_data import MyData
from core.orders.place_order import PlaceOrder
from core.shops.audit import UndoChange
from core.shops.deliveries import Deliveries
from core.shops.draw_zones import Band, NoShopPoint, Zones
from core.shops.errors import ChangedSince
from core.shops.geometry import Point
from core.shops.read_map import MapUnreadable, ZoneFlawed, ZoneWithout
from db.repositories import zones as drawn
from db.types.enums import DeliveryKind, ReturnOutcome, Role
from db.types.ids import CartId
from tests.factories.sent_back import handed_over, sent_back
from tests.factories.town import OFFERED, Customer, Goods, ReadyCart, Stall, Town
from tests.factories.zoned import HERE as SHOP
from tests.factories.zoned import map_file as square

NEAR, FAR, TOO_FAR = Point.of(55.7700, 37.6173), Point.of(55.8000, 37.6173), Point.of(56.2000, 37.6173)
BANDS = (Band(3000, 150_00), Band(10_000, 300_00, 3000_00, 500_00))


@pytest.fixture
def zones(town: Town) -> Zones:
    return Zones(town.uow, town.clock)


async def zoned(town: Town, zones: Zones) -> tuple[Stall, Customer, Goods]:
    shop = await town.shop()
    await zones.set_point(shop.owner, SHOP)
    await zones.add_bands(shop.owner, shop.courier, BANDS)
    return shop, await shop.customer(), await shop.sells("TEA", price=500_00)


async def asked(anna: Customer, cart_id: CartId) -> Checkout:
    return await anna.stall.town.draft.open(anna.actor, anna.stall.shop, cart_id, OFFERED)


async def shares(anna: Customer, tea: Goods, point: Point | None, pieces: int = 1) -> CartId:
    """Walk to the phone with a location (or only an address)."""
    draft, shop = anna.stall.town.draft, anna.stall
    cart_id = (await shop.town.carts.buy_now(anna.actor, shop.shop, tea.variant_id, pieces)).id
    await draft.choose_delivery(anna.actor, cart_id, shop.courier)
    if point is not None:
        await draft.share_point(anna.actor, cart_id, point)
    await draft.type_address(anna.actor, cart_id, "Tverskaya 1, flat 2", keep_point=True)
    await draft.type_phone(anna.actor, cart_id, "+79123456789")
    await draft.choose_payment(anna.actor, cart_id, "telegram")
    return cart_id


async def test_the_place_decides_the_price_and_the_order_keeps_it(town: Town, zones: Zones) -> None:
    shop, anna, tea = await zoned(town, zones)
    cart_id = await shares(anna, tea, NEAR)

    checkout = await asked(anna, cart_id)
    assert (checkout.step, checkout.cart.totals().delivery) == (Step.CONFIRM, 150_00)
    order = await anna.confirms(ReadyCart(cart_id, 650_00))
    await anna.pays(order)

    kept = await town.view.one_of_mine(anna.actor, order.order_id)
    assert kept.delivery_zone == {"ru": "до 3 км", "en": "up to 3 km"}
    assert (kept.point, kept.zone_chosen, kept.delivery_total) == (NEAR, False, 150_00)
    await zones.change(shop.owner, (await zones.of(shop.owner, shop.courier)).zones[0].id, "price", 900_00)
    assert (await town.view.one_of_mine(anna.actor, order.order_id)).delivery_total == 150_00


async def test_what_is_asked_in_which_order(town: Town, zones: Zones) -> None:
    shop, anna, tea = await zoned(town, zones)
    draft = town.draft
    cart_id = (await town.carts.buy_now(anna.actor, shop.shop, tea.variant_id, 1)).id
    await draft.choose_delivery(anna.actor, cart_id, shop.courier)

    steps = [(await asked(anna, cart_id)).step]
    await draft.type_address(anna.actor, cart_id, "Tverskaya 1")
    steps.append((await asked(anna, cart_id)).step)
    await draft.share_point(anna.actor, cart_id, TOO_FAR, keep_address=True)
    steps.append((await asked(anna, cart_id)).step)
    assert (await asked(anna, cart_id)).cart.zone_problem is ZoneProblem.OUTSIDE
    await draft.share_point(anna.actor, cart_id, NEAR)
    steps.append((await asked(anna, cart_id)).step)
    await draft.type_address(anna.actor, cart_id, "Tverskaya 1", keep_point=True)
    steps.append((await asked(anna, cart_id)).step)

    assert steps == [Step.ADDRESS, Step.ZONE, Step.ZONE, Step.ADDRESS, Step.PHONE]


async def test_free_from_a_sum_and_nothing_below_the_least(town: Town, zones: Zones) -> None:
    _, anna, tea = await zoned(town, zones)
    for pieces, problem, delivery in ((1, None, 300_00), (6, None, 0)):
        checkout = await asked(anna, await shares(anna, tea, FAR, pieces))
        assert (checkout.cart.zone_problem, checkout.cart.totals().delivery) == (problem, delivery)
    cheap = await anna.stall.sells("SPOON", price=499_99)
    cart_id = await shares(anna, cheap, FAR)
    checkout = await asked(anna, cart_id)
    assert (checkout.step, checkout.cart.zone_least) == (Step.ZONE, 500_00)
    assert checkout.cart.zone_problem is ZoneProblem.LEAST
    with pytest.raises(CheckoutIncomplete):
        await anna.confirms(ReadyCart(cart_id, 799_99))


async def test_outside_every_zone_no_order_goes_by_this_courier(town: Town, zones: Zones) -> None:
    shop, anna, tea = await zoned(town, zones)
    cart_id = await shares(anna, tea, TOO_FAR)
    with pytest.raises(CheckoutIncomplete):
        await anna.confirms(ReadyCart(cart_id, 500_00))
    await town.draft.choose_delivery(anna.actor, cart_id, shop.pickup)
    await anna.confirms(ReadyCart(cart_id, 500_00))
    assert await shop.ask("SELECT latitude FROM orders") is None, "who fetches it lives where they live"


async def test_who_shares_no_location_chooses_by_name_and_staff_see_that(town: Town, zones: Zones) -> None:
    shop, anna, tea = await zoned(town, zones)
    cart_id = await shares(anna, tea, None)
    assert (await asked(anna, cart_id)).cart.zone_problem is ZoneProblem.ASK
    offered = await town.draft.zones(anna.actor, cart_id)
    assert [zone.reach for zone in offered] == [3000, 10_000]
    await town.draft.choose_zone(anna.actor, cart_id, offered[1].id)

    order = await anna.confirms(ReadyCart(cart_id, 800_00))

    kept = await town.view.one_of_mine(anna.actor, order.order_id)
    assert (kept.zone_chosen, kept.point) == (True, None)
    again = await town.carts.buy_now(anna.actor, shop.shop, tea.variant_id, 1)
    assert again.zone_problem is None, "the zone is kept with the address"
    await town.draft.type_address(anna.actor, again.id, "Somewhere else 5")
    assert (await asked(anna, again.id)).cart.zone_problem is ZoneProblem.ASK


async def test_a_place_is_kept_with_the_address_and_another_address_has_none(town: Town, zones: Zones) -> None:
    shop, anna, tea = await zoned(town, zones)
    await anna.confirms(ReadyCart(await shares(anna, tea, NEAR), 650_00))
    again = await town.carts.buy_now(anna.actor, shop.shop, tea.variant_id, 1)
    assert (again.point, again.totals().delivery) == (NEAR, 150_00)

    await town.draft.type_address(anna.actor, again.id, "Another street 7")
    assert (await asked(anna, again.id)).cart.point is None
    saved = Addresses(town.uow)
    [kept] = await saved.mine(anna.actor)
    assert kept.on_map
    await saved.pick(anna.actor, again.id, kept.id)
    assert (await asked(anna, again.id)).cart.point == NEAR
    boris = await shop.customer("Boris")
    with pytest.raises(NotFound):
        await saved.pick(boris.actor, again.id, kept.id)


async def test_a_price_that_changed_meanwhile_is_confirmed_anew(town: Town, zones: Zones) -> None:
    shop, anna, tea = await zoned(town, zones)
    cart_id = await shares(anna, tea, NEAR)
    near, far = (await zones.of(shop.owner, shop.courier)).zones
    await zones.change(shop.owner, near.id, "price", 200_00)
    with pytest.raises(TotalChanged):
        await anna.confirms(ReadyCart(cart_id, 650_00))
    await zones.change(shop.owner, near.id, "active", wanted=False)
    with pytest.raises(TotalChanged):
        await anna.confirms(ReadyCart(cart_id, 700_00))
    assert (await asked(anna, cart_id)).cart.totals().delivery == 300_00, "the next distance holds it as well"
    await zones.change(shop.owner, far.id, "active", wanted=False)
    with pytest.raises(CheckoutIncomplete):
        await anna.confirms(ReadyCart(cart_id, 800_00))
    assert await shop.count("orders") == 0


async def test_whoever_changes_prices_while_many_confirm_each_pays_what_was_seen(town: Town, zones: Zones) -> None:
    shop, _, tea = await zoned(town, zones)
    await shop.sets_stock(tea, 100)
    near = (await zones.of(shop.owner, shop.courier)).zones[0]
    people = [await shop.customer(f"P{number}") for number in range(12)]
    ready = [ReadyCart(await shares(one, tea, NEAR), 650_00) for one in people]

    async def confirms(one: Customer, cart: ReadyCart) -> bool:
        try:
            await one.confirms(cart)
        except TotalChanged:
            return False
        return True

    done = await asyncio.gather(
        *(confirms(one, cart) for one, cart in zip(people, ready, strict=True)),
        zones.change(shop.owner, near.id, "price", 200_00),
    )
    placed = sum(one is True for one in done)
    assert await shop.ask("SELECT count(*) FROM orders WHERE delivery_total = 15000 AND total = 65000") == placed
    assert await shop.count("orders") == placed


async def test_control_without_the_look_at_the_sum_somebody_pays_what_was_never_seen(town: Town, zones: Zones) -> None:
    shop, anna, tea = await zoned(town, zones)
    cart = ReadyCart(await shares(anna, tea, NEAR), 650_00)
    near = (await zones.of(shop.owner, shop.courier)).zones[0]
    await zones.change(shop.owner, near.id, "price", 200_00)

    class Careless(PlaceOrder):
        @staticmethod
        def _check(shop: object, cart: object, request: object) -> None:
            pass

    town.place_order = Careless(town.uow, town.clock)
    assert (await anna.confirms(cart)).total == 700_00


async def test_corners_sent_at_once_are_all_kept(town: Town, zones: Zones) -> None:
    shop, _, _ = await zoned(town, zones)
    drawing = await zones.draw(shop.owner, shop.courier)
    sent = [Point(SHOP.latitude + number, SHOP.longitude) for number in range(12)]
    await asyncio.gather(*(zones.corner(shop.owner, drawing.id, point) for point in sent))
    kept = (await zones.drawing(shop.owner, drawing.id)).corners
    assert {latitude for _, latitude in kept} == {point.latitude for point in sent}


async def test_control_without_the_lock_a_corner_is_lost(town: Town, zones: Zones) -> None:
    shop, _, _ = await zoned(town, zones)
    drawing = await zones.draw(shop.owner, shop.courier)
    both_read = asyncio.Barrier(2)

    async def careless(number: int) -> None:
        async with town.uow(shop.id) as tx:
            found = await drawn.zone(tx.connection, tx.shop_id, drawing.id)
            assert found is not None
            await both_read.wait()
            await drawn.set_corners(tx.connection, tx.shop_id, drawing.id, [*found["corners"], [number, number]])

    await asyncio.gather(careless(1), careless(2))
    assert len((await zones.drawing(shop.owner, drawing.id)).corners) == 1


async def test_what_is_drawn_comes_before_distances(town: Town, zones: Zones) -> None:
    shop, anna, tea = await zoned(town, zones)
    assert await zones.add_map(shop.owner, shop.courier, square("Centre", "99.50", least="400"), "RUB") == ["Centre"]
    cart_id = await shares(anna, tea, SHOP)
    assert (await asked(anna, cart_id)).cart.totals().delivery == 99_50
    await zones.add_map(shop.owner, shop.courier, square("Centre", 70), "RUB")
    assert (await asked(anna, cart_id)).cart.totals().delivery == 70_00, "the same name is the same zone"
    assert len((await zones.of(shop.owner, shop.courier)).zones) == 3


async def test_a_zone_over_the_antimeridian_is_found_from_both_sides(town: Town, zones: Zones) -> None:
    shop, anna, tea = await zoned(town, zones)
    corners = [(-17.0, 179.8), (-17.0, -179.8), (-16.0, -179.8), (-16.0, 179.8)]
    drawing = await zones.draw(shop.owner, shop.courier)
    for latitude, longitude in corners:
        drawing = await zones.corner(shop.owner, drawing.id, Point.of(latitude, longitude))
    await zones.finish(shop.owner, drawing.id, "Taveuni", Band(0, 10_00))
    for longitude in (179.9, -179.9, 180.0, -180.0):
        cart_id = await shares(anna, tea, Point.of(-16.5, longitude))
        assert (await asked(anna, cart_id)).cart.totals().delivery == 10_00, longitude
    cart_id = await shares(anna, tea, Point.of(-16.5, 179.7))
    assert (await asked(anna, cart_id)).cart.zone_problem is ZoneProblem.OUTSIDE


async def test_a_drawing_that_was_left_is_gone_on_with_and_a_wrong_one_is_refused(town: Town, zones: Zones) -> None:
    shop, _, _ = await zoned(town, zones)
    drawing = await zones.draw(shop.owner, shop.courier)
    for point in (SHOP, FAR):
        await zones.corner(shop.owner, drawing.id, point)
    again = await zones.draw(shop.owner, shop.courier)
    assert (again.id, len(again.corners)) == (drawing.id, 2)
    with pytest.raises(ZoneFlawed) as few:
        await zones.check(shop.owner, drawing.id)
    assert few.value.params["flaw"] == "few"
    await zones.take_back(shop.owner, drawing.id)
    for latitude, longitude in ((55.80, 37.70), (55.80, 37.6173), (55.7558, 37.70)):
        await zones.corner(shop.owner, drawing.id, Point.of(latitude, longitude))
    with pytest.raises(ZoneFlawed) as crossing:
        await zones.finish(shop.owner, drawing.id, "Bow", Band(0, 1))
    assert crossing.value.params["flaw"] == "crosses"
    assert await zones.give_up(shop.owner, drawing.id) == shop.courier
    with pytest.raises(NotFound):
        await zones.drawing(shop.owner, drawing.id)
    assert len((await zones.of(shop.owner, shop.courier)).zones) == 2


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"not json", MapUnreadable),
        (b"[]", MapUnreadable),
        (b'{"type": "FeatureCollection", "features": 7}', MapUnreadable),
        (b'{"type": "FeatureCollection", "features": []}', MapUnreadable),
        (square("", 10), ZoneWithout),
        (square("Centre", None), ZoneWithout),
        (square("Centre", "much"), ZoneWithout),
        (square("Centre", 10).replace(b"[[[", b"[[[[").replace(b"]]]", b"]]]]"), MapUnreadable),
    ],
)
async def test_a_file_that_is_no_map_changes_nothing(
    town: Town, zones: Zones, content: bytes, refusal: type[Exception]
) -> None:
    shop, _, _ = await zoned(town, zones)
    with pytest.raises(refusal):
        await zones.add_map(shop.owner, shop.courier, content, "RUB")
    assert len((await zones.of(shop.owner, shop.courier)).zones) == 2


async def test_a_crossing_polygon_is_named(town: Town, zones: Zones) -> None:
    shop, _, _ = await zoned(town, zones)
    bow = {"type": "Polygon", "coordinates": [[[0, 0], [1, 1], [1, 0], [0, 1], [0, 0]]]}
    file = orjson.dumps({"type": "Feature", "geometry": bow, "properties": {"name": "Bow", "price": 1}})
    with pytest.raises(ZoneFlawed) as refused:
        await zones.add_map(shop.owner, shop.courier, file, "RUB")
    assert refused.value.params == {"name": "Bow", "flaw": "crosses"}


async def test_only_who_runs_the_shop_draws_its_zones(town: Town, zones: Zones) -> None:
    shop, anna, _ = await zoned(town, zones)
    [near, _] = (await zones.of(shop.owner, shop.courier)).zones
    for actor in (anna.actor, await shop.hires(Role.OPERATOR), await shop.hires(Role.COURIER)):
        with pytest.raises(Forbidden):
            await zones.change(actor, near.id, "price", 1)
        with pytest.raises(Forbidden):
            await zones.add_bands(actor, shop.courier, BANDS)
        with pytest.raises(Forbidden):
            await zones.set_point(actor, NEAR)
    await zones.change(await shop.hires(Role.MANAGER), near.id, "price", 1_00)
    other = await town.shop()
    with pytest.raises(NotFound):
        await zones.change(other.owner, near.id, "price", 1)
    with pytest.raises(NotFound):
        await zones.of(other.owner, shop.courier)


async def test_changes_can_be_undone_unless_somebody_changed_it_since(town: Town, zones: Zones) -> None:
    shop, _, _ = await zoned(town, zones)
    undo = UndoChange(town.uow, town.clock)
    [near, _] = (await zones.of(shop.owner, shop.courier)).zones
    removed = await zones.change(shop.owner, near.id, "active", wanted=False)
    assert len((await zones.of(shop.owner, shop.courier)).zones) == 1
    assert removed.seq is not None
    await undo(shop.owner, removed.seq)
    assert len((await zones.of(shop.owner, shop.courier)).zones) == 2
    changed = await zones.change(shop.owner, near.id, "price", 100_00)
    await zones.change(shop.owner, near.id, "price", 120_00)
    assert changed.seq is not None
    with pytest.raises(ChangedSince):
        await undo(shop.owner, changed.seq)


async def test_what_cannot_be(town: Town, zones: Zones) -> None:
    shop = await town.shop()
    with pytest.raises(NoShopPoint):
        await zones.add_bands(shop.owner, shop.courier, BANDS)
    await zones.set_point(shop.owner, SHOP)
    with pytest.raises(NotFound):
        await zones.add_bands(shop.owner, shop.pickup, BANDS)
    for wrong in (Band(0, 1), Band(2_000_000, 1), Band(5, -1)):
        with pytest.raises(BadInput):
            await zones.add_bands(shop.owner, shop.courier, [wrong])
    assert await zones.only(shop.owner) == shop.courier


async def test_either_the_seller_names_the_price_or_the_zone_does(town: Town, zones: Zones) -> None:
    shop, _, _ = await zoned(town, zones)
    ways = Deliveries(town.uow, town.clock)
    assert (await ways.one(shop.owner, shop.courier)).zones == 2
    changed = await ways.change(shop.owner, shop.courier, computed=True)
    assert (changed.computed, changed.zoned) == (True, False)
    changed = await ways.change(shop.owner, shop.courier, zoned=True)
    assert (changed.computed, changed.zoned) == (False, True)
    with pytest.raises(BadInput):
        await ways.change(shop.owner, shop.pickup, zoned=True)


async def test_a_place_is_handed_over_and_forgotten(town: Town, zones: Zones) -> None:
    shop, anna, tea = await zoned(town, zones)
    order = await anna.confirms(ReadyCart(await shares(anna, tea, NEAR), 650_00))
    await shares(anna, tea, FAR)
    mine = MyData(town.uow, town.clock)
    kept = orjson.loads(await mine.export(anna.actor))
    for table in ("orders", "carts", "customer_addresses"):
        assert kept[table][0]["latitude"] in (NEAR.latitude, FAR.latitude), table
    await town.cancel_order.by_buyer(anna.actor, order.order_id)
    await mine.forget(anna.actor)
    assert await shop.ask("SELECT count(*) FROM orders WHERE latitude IS NOT NULL") == 0
    assert await shop.count("customer_addresses") == await shop.count("carts") == 0


async def test_another_currency_and_another_way_of_delivery(town: Town, zones: Zones) -> None:
    shop, anna, tea = await zoned(town, zones)
    await town.currencies.rate(shop.owner, "USD", Decimal("0.01"))
    cart_id = await shares(anna, tea, FAR, 2)
    await town.benefits.currency(anna.actor, cart_id, "USD")
    cart = (await asked(anna, cart_id)).cart
    assert (cart.currency, cart.totals().delivery, cart.zone_least) == ("USD", 3_00, 5_00)

    other = await Deliveries(town.uow, town.clock).add(shop.owner, DeliveryKind.COURIER, "Bicycle")
    await zones.add_map(shop.owner, other.id, square("Centre", 99, at=FAR), "RUB")
    far = (await zones.of(shop.owner, shop.courier)).zones[1]
    await town.draft.choose_zone(anna.actor, cart_id, far.id)
    assert (await asked(anna, cart_id)).cart.zone_problem is None
    await town.draft.choose_delivery(anna.actor, cart_id, other.id)
    assert (await asked(anna, cart_id)).cart.zone_problem is ZoneProblem.ASK, "that is no zone of this way"
    with pytest.raises(NotFound):
        await town.draft.choose_zone(anna.actor, cart_id, far.id)


async def test_an_exchange_goes_to_the_same_place(town: Town, zones: Zones) -> None:
    shop, anna, tea = await zoned(town, zones)
    cup = await shop.sells("CUP", price=500_00)
    order = await anna.confirms(ReadyCart(await shares(anna, tea, NEAR), 650_00))
    await anna.pays(order)
    await handed_over(town, shop, order, courier=True)
    back = await sent_back(town, anna, order, (1, 1), outcome=ReturnOutcome.EXCHANGE, instead=cup)
    closed = await (await back.arrives()).closes()
    assert closed.exchange_order_id is not None
    again = await town.view.one_of_mine(anna.actor, closed.exchange_order_id)
    assert (again.point, again.delivery_zone) == (NEAR, {"ru": "до 3 км", "en": "up to 3 km"})
    assert again.delivery_total == 0
