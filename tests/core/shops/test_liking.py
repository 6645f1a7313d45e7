"""Favourites, alerts, albums and what goes together."""

import asyncio

import pytest
from sqlalchemy import text

from core.kit.errors import AppError, Forbidden, NotFound
from core.notifications.choices import ChooseNotifications
from core.shops.album import MOST, Album
from core.shops.alerts import AwaitStock, ClaimAlerts
from core.shops.change_products import SetPrice
from core.shops.change_stock import StockOrder
from core.shops.errors import AlbumFull
from core.shops.extras import Extras, ProductExtras
from core.shops.favourites import PAGE, Favourites
from core.shops.find import FindProducts
from core.shops.learn_tastes import LearnTastes
from core.shops.pictures import Picture
from db.types.enums import NotificationKind, Role
from db.types.ids import BotId, ProductId, VariantId, new_id
from tests.factories.at_once import at_once
from tests.factories.town import Customer, Goods, Stall, Town


async def restocked(shop: Stall, goods: Goods, pieces: int = 5) -> None:
    await shop.town.change_stock(shop.owner, [StockOrder(goods.sku, pieces, relative=False)], f"restock {new_id()}")


async def priced(shop: Stall, goods: Goods, price: int) -> None:
    await SetPrice(shop.town.uow, shop.town.clock)(shop.owner, goods.sku, price)


async def told_back(shop: Stall, goods: Goods) -> list[int]:
    """The Telegram ids of who is told now."""
    claim = ClaimAlerts(shop.town.uow)
    told = []
    while found := await claim.back(shop.id, [goods.stock_item_id], 1):
        told += [one.telegram_id for one in found]
    return told


async def told_cheaper(shop: Stall) -> list[tuple[int, int, int]]:
    """Who is told of which price instead of which."""
    claim = ClaimAlerts(shop.town.uow)
    await claim.shops_with_drops()
    return [(one.telegram_id, one.price, one.before) for one in await claim.drops(shop.id, 100)]


# ── favourites ───────────────────────────────────────────────────────────────────────────────────────────


async def test_a_heart_is_put_once_and_taken_away(town: Town) -> None:
    shop, other = await town.shop(), await town.shop()
    tea, cup = await shop.sells("TEA"), await shop.sells("CUP", stock_of=0)
    anna, favourites = await shop.customer(), Favourites(town.uow)

    assert await favourites.like(anna.actor, tea.product_id) == 1
    assert await favourites.like(anna.actor, tea.product_id) == 1
    assert await favourites.like(anna.actor, cup.product_id) == 2
    page = await favourites.page(anna.actor)
    assert [(one.product.id, one.variant_id) for one in page.favourites] == [
        (cup.product_id, None), (tea.product_id, tea.variant_id),
    ]  # fmt: skip
    assert await favourites.unlike(anna.actor, cup.product_id) == 1
    assert (await favourites.page((await shop.customer("Boris")).actor)).favourites == ()
    with pytest.raises(NotFound):
        await favourites.like((await other.customer()).actor, tea.product_id)
    with pytest.raises(NotFound):
        await favourites.like(anna.actor, ProductId(new_id()))


async def test_favourites_have_pages_and_start_over_when_they_became_fewer(town: Town) -> None:
    shop = await town.shop()
    anna, favourites = await shop.customer(), Favourites(town.uow)
    for number in range(PAGE + 2):
        await favourites.like(anna.actor, (await shop.sells(f"CUP-{number}")).product_id)

    first = await favourites.page(anna.actor)
    second = await favourites.page(anna.actor, first.after or 0)

    assert (first.total, first.before, first.after) == (PAGE + 2, None, PAGE)
    assert (len(second.favourites), second.before, second.after) == (2, 0, None)
    assert (await favourites.page(anna.actor, 500)).start == 0


# ── alerts ───────────────────────────────────────────────────────────────────────────────────────────────


async def test_who_waits_for_a_variant_is_told_once_when_it_is_back(town: Town) -> None:
    shop = await town.shop()
    tea, cup = await shop.sells("TEA", stock_of=0), await shop.sells("CUP", stock_of=0)
    anna, boris = await shop.customer(), await shop.customer("Boris")
    awaiting = AwaitStock(town.uow)
    await awaiting(anna.actor, tea.variant_id, wanted=True)
    await awaiting(boris.actor, tea.variant_id, wanted=True)
    await awaiting(boris.actor, cup.variant_id, wanted=True)
    assert await told_back(shop, tea) == []

    await restocked(shop, tea, 1)

    assert sorted(await told_back(shop, tea)) == sorted([anna.actor.telegram_id, boris.actor.telegram_id])
    assert await told_back(shop, tea) == []
    assert [one.variant_id for one in await awaiting.mine(boris.actor)] == [cup.variant_id]
    await awaiting(anna.actor, tea.variant_id, wanted=True)  # asks anew
    assert await told_back(shop, tea) == [anna.actor.telegram_id]


async def test_who_waits_no_more_or_wants_no_alerts_or_blocked_the_bot_is_not_told(town: Town) -> None:
    shop, bot_id = await town.shop(), await town.bot()
    tea = await shop.sells("TEA", stock_of=0)
    gone, quiet, blocked = [await shop.customer(name) for name in ("Gone", "Quiet", "Blocked")]
    for one in (gone, quiet, blocked):
        await AwaitStock(town.uow)(one.actor, tea.variant_id, wanted=True)
    await AwaitStock(town.uow)(gone.actor, tea.variant_id, wanted=False)
    await ChooseNotifications(town.uow).choose(quiet.actor, NotificationKind.ALERTS, allowed=False, wording="")
    async with town.uow.platform() as connection:
        await connection.execute(
            text("UPDATE shops SET bot_id = :bot WHERE id = :shop"), {"bot": bot_id, "shop": shop.id}
        )
        await connection.execute(
            text("INSERT INTO bot_users (bot_id, person_id, blocked_at) VALUES (:bot, :person, now())"),
            {"bot": bot_id, "person": blocked.actor.person_id},
        )
    await restocked(shop, tea)

    assert await told_back(shop, tea) == []


async def test_what_was_not_sent_for_certain_is_told_later(town: Town) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA", stock_of=0)
    anna, claim = await shop.customer(), ClaimAlerts(town.uow)
    await AwaitStock(town.uow)(anna.actor, tea.variant_id, wanted=True)
    await restocked(shop, tea)

    [one] = await claim.back(shop.id, [tea.stock_item_id], 5)
    await claim.not_back(shop.id, one)

    assert await told_back(shop, tea) == [anna.actor.telegram_id]


async def waiting_crowd(shop: Stall, goods: Goods, number: int) -> list[Customer]:
    crowd = [await shop.customer(f"N{one}") for one in range(number)]
    for one in crowd:
        await AwaitStock(shop.town.uow)(one.actor, goods.variant_id, wanted=True)
    return crowd


async def test_many_workers_tell_everybody_once(town: Town) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA", stock_of=0)
    crowd = await waiting_crowd(shop, tea, 25)
    await restocked(shop, tea)

    told = await at_once([told_back(shop, tea) for _ in range(8)])

    assert sorted(one for part in told if not isinstance(part, AppError) for one in part) == sorted(
        one.actor.telegram_id for one in crowd
    )


async def test_control_without_the_mark_workers_tell_people_again(unguarded_town: Town) -> None:
    shop = await unguarded_town.shop()
    tea = await shop.sells("TEA", stock_of=0)
    await waiting_crowd(shop, tea, 3)
    await restocked(shop, tea)
    claim = ClaimAlerts(unguarded_town.uow)

    async def unmarked() -> int:
        found = await claim.back(shop.id, [tea.stock_item_id], 5)
        for one in found:
            await claim.not_back(shop.id, one)
        return len(found)

    assert await unmarked() + await unmarked() == 6


async def test_each_lower_price_of_a_favourite_is_told_once(town: Town) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA", price=1000_00)
    anna = await shop.customer()
    await Favourites(town.uow).like(anna.actor, tea.product_id)
    me = anna.actor.telegram_id
    assert await told_cheaper(shop) == []

    await priced(shop, tea, 800_00)
    assert await told_cheaper(shop) == [(me, 800_00, 1000_00)]
    assert await told_cheaper(shop) == []
    await priced(shop, tea, 900_00)
    assert await told_cheaper(shop) == []
    await priced(shop, tea, 800_00)  # as low as was told before
    assert await told_cheaper(shop) == []
    await priced(shop, tea, 700_00)
    assert await told_cheaper(shop) == [(me, 700_00, 900_00)]


async def test_a_lower_price_of_what_is_sold_out_waits_and_one_not_sent_is_news_again(town: Town) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA", price=1000_00)
    anna, claim = await shop.customer(), ClaimAlerts(town.uow)
    await Favourites(town.uow).like(anna.actor, tea.product_id)
    async with town.uow(shop.id) as tx:
        await tx.connection.execute(text("UPDATE products SET sold_out = true"))
    await priced(shop, tea, 800_00)
    assert await claim.shops_with_drops() == []

    async with town.uow(shop.id) as tx:
        await tx.connection.execute(text("UPDATE products SET sold_out = false"))
    assert await claim.shops_with_drops() == [shop.id]
    [one] = await claim.drops(shop.id, 5)
    await claim.not_dropped(shop.id, one)
    assert [again.price for again in await claim.drops(shop.id, 5)] == [800_00]


async def test_many_workers_tell_of_a_lower_price_once(town: Town) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA", price=1000_00)
    for number in range(20):
        await Favourites(town.uow).like((await shop.customer(f"N{number}")).actor, tea.product_id)
    await priced(shop, tea, 800_00)
    claim = ClaimAlerts(town.uow)

    async def worker() -> int:
        number = 0
        while found := await claim.drops(shop.id, 1):
            number += len(found)
            await asyncio.sleep(0)
        return number

    told = await at_once([worker() for _ in range(6)])

    assert sum(part for part in told if not isinstance(part, AppError)) == 20


# ── what stands beside a product ─────────────────────────────────────────────────────────────────────────


async def test_a_card_shows_ones_own_heart_and_bell(town: Town) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA", stock_of=0)
    anna, boris = await shop.customer(), await shop.customer("Boris")
    await Favourites(town.uow).like(anna.actor, tea.product_id)
    await AwaitStock(town.uow)(anna.actor, tea.variant_id, wanted=True)
    extras = ProductExtras(town.uow)

    async def beside(one: Customer) -> Extras:
        return await extras(one.actor, tea.product_id, tea.variant_id, BotId(1))

    assert (await beside(anna)).liked
    assert (await beside(anna)).waits
    assert await beside(boris) == Extras()
    with pytest.raises(NotFound):
        await AwaitStock(town.uow)(anna.actor, VariantId(new_id()), wanted=True)


def test_stars_are_rounded_to_tenths() -> None:
    assert Extras().rating is None
    assert Extras(reviews=3, stars=14).rating == 47
    assert Extras(reviews=1, stars=5).rating == 50


async def test_bought_together_comes_before_the_same_shelf(town: Town) -> None:
    shop = await town.shop()
    tea, cup, pot = await shop.sells("TEA"), await shop.sells("CUP"), await shop.sells("POT")
    gone = await shop.sells("GONE", stock_of=1)
    anna = await shop.customer()
    await anna.pays(await anna.confirms(await anna.cart((tea, 1), (pot, 2), (gone, 1))))
    async with town.uow(shop.id) as tx:
        await tx.connection.execute(text("UPDATE products SET sold_out = true WHERE id = :id"), {"id": gone.product_id})
    find = FindProducts(town.uow)
    assert [one.id for one in await find.related(shop.id, tea.product_id)] == [cup.product_id, pot.product_id]

    await LearnTastes(town.uow)()
    await LearnTastes(town.uow)()

    assert [one.id for one in await find.related(shop.id, tea.product_id)] == [pot.product_id, cup.product_id]
    assert (await find.popular(shop.id)).products[0].id == pot.product_id


def a_picture(number: int) -> Picture:
    return Picture(f"picture {number}".encode(), 10, 10)


async def test_an_album_keeps_the_order_and_knows_its_pictures(town: Town) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA")
    anna, album = await shop.customer(), Album(town.uow, town.clock)
    ids = [await album.add(shop.owner, tea.product_id, a_picture(number)) for number in (1, 2, 3, 2)]

    async def shown() -> list[int]:
        extras = await ProductExtras(town.uow)(anna.actor, tea.product_id, tea.variant_id, BotId(1))
        return [one.media_id for one in extras.pictures]

    assert await shown() == ids[:3]
    await album.drop(shop.owner, tea.product_id, ids[0])
    assert await shown() == ids[1:3]
    await album.drop(shop.owner, tea.product_id, ids[2])
    await album.drop(shop.owner, tea.product_id, ids[1])
    assert await shown() == []
    with pytest.raises(NotFound):
        await album.drop(shop.owner, tea.product_id, ids[1])


async def test_an_album_is_full_some_day_and_is_not_everybodys_to_change(town: Town) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA")
    album = Album(town.uow, town.clock)
    for number in range(MOST + 1):
        await album.add(shop.owner, tea.product_id, a_picture(number))

    with pytest.raises(AlbumFull):
        await album.add(shop.owner, tea.product_id, a_picture(99))
    with pytest.raises(Forbidden):
        await album.add(await shop.hires(Role.COURIER), tea.product_id, a_picture(1))
    with pytest.raises(NotFound):
        await album.add((await town.shop()).owner, tea.product_id, a_picture(1))
