"""Reviews: who may write one, who reads it first, who is asked for one and when."""

from typing import Any

import pytest
from sqlalchemy import text

from core.kit.errors import BadInput, Conflict, Forbidden, NotFound
from core.notifications.choices import ChooseNotifications
from core.orders.errors import TextTooLong
from core.orders.reviews import (
    LIMIT,
    MOST_PHOTOS,
    AskForReviews,
    EnoughPhotos,
    ModerateReviews,
    NotReceived,
    ReadReviews,
    WriteReview,
)
from core.shops.extras import ProductExtras
from core.shops.pictures import Picture
from db.types.enums import NotificationKind, ReviewState, Role
from db.types.ids import BotId, OrderId, ShopId, new_id
from tests.factories.at_once import at_once
from tests.factories.database import Database
from tests.factories.town import Customer, Goods, Stall, Town


async def received(anna: Customer, *goods: Goods) -> OrderId:
    """Order, pay and get it."""
    shop = anna.stall
    order = await anna.confirms(await anna.cart(*((one, 1) for one in goods)))
    await anna.pays(order)
    await shop.town.fulfil.pack(shop.owner, order.order_id)
    await shop.town.fulfil.deliver(shop.owner, order.order_id)
    return order.order_id


async def events(shop: Stall, name: str) -> int:
    return int(await shop.ask(f"SELECT count(*) FROM outbox WHERE name = '{name}'"))


def a_photo(number: int) -> Picture:
    return Picture(f"photo {number}".encode(), 10, 10)


async def test_who_received_a_product_rates_it_once_and_may_change_their_mind(town: Town) -> None:
    shop = await town.shop()
    tea, write = await shop.sells("TEA"), WriteReview(town.uow)
    anna, boris = await shop.customer(), await shop.customer("Boris")
    for one, stars in ((anna, 4), (boris, 5)):
        order = await received(one, tea)
        await write.rate(one.actor, order, tea.product_id, 1)
        review = await write.rate(one.actor, order, tea.product_id, stars)
        assert (review.rating, review.state) == (stars, ReviewState.RATED)
    again = await received(anna, tea)
    await write.rate(anna.actor, again, tea.product_id, 5)

    assert await shop.ask("SELECT count(*) FROM reviews") == 2
    extras = await ProductExtras(town.uow)(anna.actor, tea.product_id, tea.variant_id, BotId(1))
    assert (extras.rating, extras.reviews) == (50, 2)
    assert await events(shop, "review.sent") == 0  # stars need no reader


async def test_nobody_rates_what_they_did_not_receive(town: Town) -> None:
    shop = await town.shop()
    tea, cup = await shop.sells("TEA"), await shop.sells("CUP")
    write = WriteReview(town.uow)
    anna, boris = await shop.customer(), await shop.customer("Boris")
    order, on_its_way = await received(anna, tea), await anna.has_paid_for(cup)

    for who, which, what in (
        (anna, on_its_way.order_id, cup),
        (anna, order, cup),
        (boris, order, tea),
        (anna, OrderId(new_id()), tea),
    ):
        with pytest.raises(NotReceived):
            await write.rate(who.actor, which, what.product_id, 5)
    for stars in (0, 6, -1):
        with pytest.raises(BadInput):
            await write.rate(anna.actor, order, tea.product_id, stars)
    assert await write.to_review(boris.actor, order) == ()
    assert await write.to_review(anna.actor, on_its_way.order_id) == ()


async def test_the_database_itself_refuses_a_review_of_what_was_not_received(town: Town) -> None:
    shop = await town.shop()
    tea, anna = await shop.sells("TEA"), await shop.customer()
    order = await anna.has_paid_for(tea)

    with pytest.raises(Conflict):
        async with town.uow(shop.id) as tx:
            await tx.connection.execute(
                text(
                    "INSERT INTO reviews (shop_id, id, product_id, person_id, order_id, rating, author)"
                    " VALUES (:shop, 1, :product, :person, :order, 5, 'x')"
                ),
                {"shop": shop.id, "product": tea.product_id, "person": anna.actor.person_id, "order": order.order_id},
            )


async def test_control_without_its_guard_the_database_takes_a_review_of_anything(
    unguarded_town: Town, own_database: Database
) -> None:
    shop = await unguarded_town.shop()
    tea, anna = await shop.sells("TEA"), await shop.customer()
    order = await anna.has_paid_for(tea)
    async with own_database.connection() as admin:
        await admin.execute("ALTER TABLE reviews DISABLE TRIGGER was_received")
    async with unguarded_town.uow(shop.id) as tx:
        await tx.connection.execute(
            text(
                "INSERT INTO reviews (shop_id, id, product_id, person_id, order_id, rating, author)"
                " VALUES (:shop, 1, :product, :person, :order, 5, 'x')"
            ),
            {"shop": shop.id, "product": tea.product_id, "person": anna.actor.person_id, "order": order.order_id},
        )

    assert await shop.ask("SELECT count(*) FROM reviews") == 1


async def test_two_phones_write_one_review(town: Town) -> None:
    shop = await town.shop()
    tea, anna = await shop.sells("TEA"), await shop.customer()
    order = await received(anna, tea)

    await at_once([WriteReview(town.uow).rate(anna.actor, order, tea.product_id, 1 + n % 5) for n in range(12)])

    assert await shop.ask("SELECT count(*) FROM reviews") == 1


async def test_words_and_photos_are_read_by_staff_before_everybody_sees_them(town: Town) -> None:
    shop = await town.shop()
    tea, anna = await shop.sells("TEA"), await shop.customer()
    write, read, moderate = WriteReview(town.uow), ReadReviews(town.uow), ModerateReviews(town.uow, town.clock)
    review = await write.rate(anna.actor, await received(anna, tea), tea.product_id, 5)

    await write.say(anna.actor, review.id, "  Чудесный чай  ")
    said = await write.add_photo(anna.actor, review.id, a_photo(1))

    assert (said.words, said.state, len(said.photos)) == ("Чудесный чай", ReviewState.WAITING, 1)
    assert await events(shop, "review.sent") == 1
    assert (await read(shop.id, tea.product_id)).reviews == ()
    with pytest.raises(NotFound):
        await read.one(shop.id, review.id)

    await moderate.decide(shop.owner, review.id, publish=True)
    await moderate.decide(shop.owner, review.id, publish=True)
    page = await read(shop.id, tea.product_id)
    assert [(one.words, one.rating) for one in page.reviews] == [("Чудесный чай", 5)]
    assert (page.rating, page.rated, page.total) == (50, 1, 1)
    assert await shop.ask("SELECT count(*) FROM audit_log WHERE action = 'review.decided'") == 1

    await write.say(anna.actor, review.id, "Передумала")
    assert (await read(shop.id, tea.product_id)).reviews == ()
    assert await events(shop, "review.sent") == 2


async def test_a_rejected_review_is_neither_shown_nor_counted(town: Town) -> None:
    shop = await town.shop()
    tea, anna = await shop.sells("TEA"), await shop.customer()
    write, moderate = WriteReview(town.uow), ModerateReviews(town.uow, town.clock)
    review = await write.rate(anna.actor, await received(anna, tea), tea.product_id, 1)
    await write.say(anna.actor, review.id, "реклама")

    await moderate.decide(shop.owner, review.id, publish=False)

    page = await ReadReviews(town.uow)(shop.id, tea.product_id)
    assert (page.reviews, page.rated) == ((), 0)
    queued, total = await moderate.queue(shop.owner, ReviewState.REJECTED)
    assert ([one.words for one in queued], total) == (["реклама"], 1)


async def test_five_photos_fit_and_the_same_one_counts_once(town: Town) -> None:
    shop = await town.shop()
    tea, anna = await shop.sells("TEA"), await shop.customer()
    write = WriteReview(town.uow)
    review = await write.rate(anna.actor, await received(anna, tea), tea.product_id, 5)

    for number in (0, 0, 1, 2, 3, 4):
        review = await write.add_photo(anna.actor, review.id, a_photo(number))

    assert len(review.photos) == MOST_PHOTOS
    with pytest.raises(EnoughPhotos):
        await write.add_photo(anna.actor, review.id, a_photo(9))
    with pytest.raises(TextTooLong):
        await write.say(anna.actor, review.id, "x" * (LIMIT + 1))


async def test_an_author_edits_and_removes_only_their_own(town: Town) -> None:
    shop = await town.shop()
    tea, write = await shop.sells("TEA"), WriteReview(town.uow)
    anna, boris = await shop.customer(), await shop.customer("Boris")
    review = await write.rate(anna.actor, await received(anna, tea), tea.product_id, 5)
    await write.add_photo(anna.actor, review.id, a_photo(1))

    for attempt in (
        write.say(boris.actor, review.id, "x"),
        write.add_photo(boris.actor, review.id, a_photo(2)),
        write.remove(boris.actor, review.id),
        write.mine(boris.actor, review.id),
    ):
        with pytest.raises(NotFound):
            await attempt
    await write.remove(anna.actor, review.id)
    assert await shop.ask("SELECT count(*) FROM reviews") == 0
    assert await shop.ask("SELECT count(*) FROM review_photos") == 0


async def test_staff_answer_and_only_who_may(town: Town) -> None:
    shop = await town.shop()
    tea, anna = await shop.sells("TEA"), await shop.customer()
    moderate, keeper = ModerateReviews(town.uow, town.clock), await shop.hires(Role.STOCK_KEEPER)
    review = await WriteReview(town.uow).rate(anna.actor, await received(anna, tea), tea.product_id, 5)

    answered = await moderate.answer(await shop.hires(Role.OPERATOR), review.id, " Спасибо! ")
    await moderate.answer(shop.owner, review.id, "Спасибо!")

    assert answered.answer == "Спасибо!"
    assert await events(shop, "review.answered") == 1
    for attempt in (
        moderate.decide(keeper, review.id, publish=True),
        moderate.answer(keeper, review.id, "x"),
        moderate.see(anna.actor, review.id),
        moderate.queue(keeper, ReviewState.WAITING),
    ):
        with pytest.raises(Forbidden):
            await attempt


# ── asking ───────────────────────────────────────────────────────────────────────────────────────────────


async def open_with_bot(town: Town, **rules: Any) -> Stall:
    shop = await town.shop(**rules)
    bot = await town.bot()
    async with town.uow.platform() as connection:
        await connection.execute(text("UPDATE shops SET bot_id = :bot WHERE id = :id"), {"bot": bot, "id": shop.id})
    return shop


async def asked(town: Town, shop_id: ShopId) -> list[OrderId]:
    asking, found = AskForReviews(town.uow, town.clock), []
    for shop, order, person in await asking.due():
        ask = await asking.claim(shop, order, person)
        if ask is not None and shop == shop_id:
            found.append(order)
    return found


async def test_a_buyer_is_asked_once_so_many_days_after_delivery(town: Town) -> None:
    shop = await open_with_bot(town, review_days=3)
    tea, anna = await shop.sells("TEA"), await shop.customer()
    order = await received(anna, tea)

    town.clock.move(days=2)
    assert await asked(town, shop.id) == []
    town.clock.move(days=2)
    assert await asked(town, shop.id) == [order]
    assert await asked(town, shop.id) == []


async def test_who_reviewed_or_wants_no_questions_is_not_asked(town: Town) -> None:
    shop = await open_with_bot(town)
    tea = await shop.sells("TEA")
    anna, boris, vera = [await shop.customer(name) for name in ("Anna", "Boris", "Vera")]
    for one in (anna, boris):
        order = await received(one, tea)
        if one is anna:
            await WriteReview(town.uow).rate(one.actor, order, tea.product_id, 5)
    await ChooseNotifications(town.uow).choose(boris.actor, NotificationKind.REVIEWS, allowed=False, wording="")
    await vera.has_paid_for(tea)
    town.clock.move(days=5)

    assert await asked(town, shop.id) == []


async def test_a_shop_may_ask_nobody(town: Town) -> None:
    shop = await open_with_bot(town, review_days=None)
    await received(await shop.customer(), await shop.sells("TEA"))
    town.clock.move(days=30)

    assert await asked(town, shop.id) == []


async def test_many_workers_ask_once(town: Town) -> None:
    shop = await open_with_bot(town)
    tea, anna = await shop.sells("TEA"), await shop.customer()
    await received(anna, tea)
    town.clock.move(days=5)

    found = await at_once([asked(town, shop.id) for _ in range(8)])

    assert sum(len(one) for one in found if isinstance(one, list)) == 1
