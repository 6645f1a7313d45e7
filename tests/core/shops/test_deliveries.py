"""How a shop delivers, changed from the chat."""

import pytest

from core.kit.errors import BadInput, Forbidden, NotFound
from core.shops.deliveries import Deliveries
from db.types.enums import DeliveryKind, Role
from tests.factories.town import Town


async def test_a_way_is_added_changed_and_offered(town: Town) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA")
    deliveries = Deliveries(town.uow, town.clock)
    added = await deliveries.add(shop.owner, DeliveryKind.COURIER, "  Night   courier ")
    changed = await deliveries.change(
        shop.owner, added.id, price=700_00, free_from=5_000_00, details={"en": "10 pm to 6 am"}, cash_allowed=False
    )
    assert (changed.title["en"], changed.price, changed.cash_allowed) == ("Night courier", 700_00, False)

    anna = await shop.customer()
    cart = await anna.cart((tea, 1))
    opened = await town.draft.open(anna.actor, shop.shop, cart.id, ("telegram",))
    assert added.id in [one.id for one in opened.deliveries]

    await deliveries.change(shop.owner, added.id, active=False)
    opened = await town.draft.open(anna.actor, shop.shop, cart.id, ("telegram",))
    assert added.id not in [one.id for one in opened.deliveries]


async def test_an_order_keeps_what_was_agreed(town: Town) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA")
    anna = await shop.customer()
    order = await anna.orders(tea, courier=True)
    await Deliveries(town.uow, town.clock).change(shop.owner, shop.courier, price=1, title={"en": "Other"})
    seen = await town.view.one_of_mine(anna.actor, order.order_id)
    assert (seen.delivery_total, seen.delivery_title["en"]) == (300_00, "Courier")


@pytest.mark.parametrize(
    "wrong", [{"price": -1}, {"free_from": -1}, {"title": {"en": "x" * 61}}, {"details": {"en": "x" * 301}}], ids=str
)
async def test_what_cannot_be_is_refused(town: Town, wrong: dict[str, object]) -> None:
    shop = await town.shop()
    with pytest.raises(BadInput):
        await Deliveries(town.uow, town.clock).change(shop.owner, shop.pickup, **wrong)


async def test_another_shops_way_and_a_strangers_hand_change_nothing(town: Town) -> None:
    shop, other = await town.shop(), await town.shop()
    deliveries = Deliveries(town.uow, town.clock)
    with pytest.raises(NotFound):
        await deliveries.change(shop.owner, other.pickup, price=1)
    with pytest.raises(Forbidden):
        await deliveries.all(await shop.hires(Role.OPERATOR))
    with pytest.raises(BadInput):
        await deliveries.add(shop.owner, DeliveryKind.PICKUP, " ")
