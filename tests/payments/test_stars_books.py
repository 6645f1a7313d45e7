"""The Stars of a bot against the books of its shops."""

from dataclasses import replace

from core.orders.place_order import Placed
from core.shops.open_shop import Shops
from db.repositories import shops
from payments.invoices import payload_of
from payments.reconcile import Comparison
from tests.factories import digital
from tests.factories.town import Customer, Stall, Town


async def with_bot_of(town: Town, other: Stall) -> Stall:
    """Another shop behind the same bot."""
    shop = await town.shop()
    assert other.shop.bot_id is not None
    async with town.uow.platform() as connection:
        await shops.move_to_bot(connection, shop.id, other.shop.bot_id)
    shop.shop = replace(await Shops(town.uow).by_id(shop.id), rules=shop.shop.rules)
    return shop


async def compared(town: Town, shop: Stall) -> Comparison:
    return next(found for found in await town.reconcile.shop(shop.shop) if found.provider == "stars")


async def pays_unheard(town: Town, anna: Customer, sku: str) -> Placed:
    """Somebody pays, and the message never reaches us."""
    game = await digital.sells_keys(anna.stall, sku, ["K-1", "K-2"])
    order = await digital.orders(anna, game)
    started = await anna.opens_payment(order)
    when = int(town.clock.now().timestamp())
    town.star_desk.pays(anna.actor.telegram_id, 50, payload_of(started.intent_id), date=when)
    return order


async def test_a_payment_nobody_told_of_is_pulled_in_and_its_key_handed_over(town: Town) -> None:
    shop = await digital.digital_shop(town)
    anna = await shop.customer()
    order = await pays_unheard(town, anna, "GAME")

    done, again = await compared(town, shop), await compared(town, shop)

    assert (done.pulled, done.differences) == (1, 0)
    assert (again.pulled, again.differences) == (0, 0)
    assert await digital.keys_of(anna, order) == ["K-1"]


async def test_shops_that_share_a_bot_see_no_differences_in_each_others_stars(town: Town) -> None:
    shop = await digital.digital_shop(town)
    neighbour = await with_bot_of(town, shop)
    await pays_unheard(town, await shop.customer(), "GAME")
    await pays_unheard(town, await neighbour.customer("Boris"), "SONG")

    for one in (shop, neighbour):
        done = await compared(town, one)
        assert (done.seen, done.pulled, done.differences) == (2, 1, 0)
