"""Everybody taps everything, in both languages: no dead end, nothing forbidden is shown, nothing falls over."""

from dataclasses import replace

import pytest

from bot.conversation import Routes
from core.auth.actor import Actor
from core.orders.manage_promos import PromoOrder
from core.shops.draw_zones import Band, Zones
from core.shops.open_shop import Shops
from db.repositories import shops
from db.types.enums import PromoKind, ReturnOutcome, Role
from db.types.ids import BotId
from tests.factories.sent_back import delivered, sent_back
from tests.factories.town import Customer, Stall, Town
from tests.factories.zoned import HERE, map_file
from tests.journeys.crawler import Crawl

DEEPEST = 12


async def lived_in(town: Town) -> tuple[Stall, Customer, BotId]:
    """A shop in which everything happens at once."""
    bot_id = await town.bot()
    stall = await town.shop(max_open_orders=50)
    async with town.uow.platform() as connection:
        await shops.move_to_bot(connection, stall.id, bot_id)
    stall.shop = await Shops(town.uow).by_id(stall.id)
    tea, mug = await stall.sells("TEA", stock_of=60), await stall.sells("MUG", stock_of=4)
    await stall.sells("GONE", stock_of=0)
    anna = await stall.customer("Анна")
    await anna.has_paid_for(tea, courier=True)
    packed = await anna.has_paid_for(mug)
    await town.fulfil.pack(stall.owner, packed.order_id)
    cancelled = await anna.has_paid_for(tea)
    await town.cancel_order.by_buyer(anna.actor, cancelled.order_id)
    await anna.orders(tea)
    await anna.orders(tea, pay="cash")
    held = await anna.has_paid_for(tea)
    await town.review.hold(stall.owner, held.order_id, "looks odd")
    for outcome in (ReturnOutcome.REFUND, ReturnOutcome.CREDIT):
        buyer, order = await delivered(town, stall, (tea, 2))
        back = await sent_back(town, buyer, order, (1, 1), outcome=outcome)
        if outcome is ReturnOutcome.CREDIT:
            await town.decide_return.approve(stall.owner, back.id)
    order = await anna.has_paid_for(tea, 2)
    await town.fulfil.pack(stall.owner, order.order_id)
    await town.fulfil.deliver(stall.owner, order.order_id)
    await sent_back(town, anna, order, (1, 1))
    await town.promos.create(stall.owner, PromoOrder("AUTUMN", PromoKind.PERCENT, 10_00))
    await town.gift_cards.issue(stall.owner, 500_00, "RUB")
    zones = Zones(town.uow, town.clock)
    await zones.set_point(stall.owner, HERE)
    await zones.add_bands(stall.owner, stall.courier, [Band(3000, 150_00), Band(9000, 300_00, 3000_00, 500_00)])
    await zones.add_map(stall.owner, stall.courier, map_file("Центр", 99), "RUB")
    await anna.cart((tea, 2), courier=True)
    return stall, anna, bot_id


async def crawl(routes: Routes, stall: Stall, actor: Actor, bot_id: BotId, language: str) -> Crawl:
    shop = await Shops(stall.town.uow).by_id(stall.id)
    found = Crawl(
        routes,
        shop,
        replace(actor, language=language),
        bot_id,
        "lavka_bot",
        language,
        each=2 if language == "ru" else 1,
    )
    await found.everything()
    return found


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("role", [None, *Role], ids=lambda role: str(role or "customer"))
async def test_everything_that_can_be_tapped_leads_somewhere(
    town: Town, routes: Routes, role: Role | None, language: str
) -> None:
    stall, anna, bot_id = await lived_in(town)
    actor = anna.actor if role is None else stall.owner if role is Role.OWNER else await stall.hires(role)

    found = await crawl(routes, stall, actor, bot_id, language)

    assert found.faults == [], "\n".join(found.faults[:40])
    assert found.deepest <= DEEPEST
    assert len(found.tapped) > 40, "a walk that saw next to nothing"


async def test_the_two_languages_say_different_things(town: Town, routes: Routes) -> None:
    stall, anna, bot_id = await lived_in(town)
    russian = await crawl(routes, stall, anna.actor, bot_id, "ru")
    english = await crawl(routes, stall, anna.actor, bot_id, "en")

    same = [text for text in russian.texts & english.texts if any("а" <= letter <= "я" for letter in text.lower())]
    assert not [text for text in same if len(text) > 40], same
