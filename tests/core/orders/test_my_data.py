"""One's own data: all of it is handed over, and forgotten as far as the law lets."""

import json
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import text

from core.auth.errors import NotSignedIn
from core.auth.repeat import AnswerOnce
from core.orders.addresses import Addresses
from core.orders.my_data import MyData, StillUnderWay
from core.orders.reviews import WriteReview
from core.shops.alerts import AwaitStock
from core.shops.favourites import Favourites
from core.shops.pictures import Picture
from db.models import metadata, tenant_tables
from db.repositories import personal
from db.repositories.personal import ABOUT
from db.types.ids import OrderId
from tests.core.auth.test_sessions import PHONE as PHONE_OF_ANNA
from tests.core.auth.test_sessions import door_of
from tests.factories.clock import MovableClock
from tests.factories.town import PHONE, Customer, Goods, Stall, Town

ADDRESS = "Tverskaya 1, flat 2"
# Tables that say who of the staff did what, or name a customer only by what `ABOUT` has already.
OF_THE_HOUSE = {
    "staff", "staff_invites", "audit_log", "stock_movements", "cash_handovers", "payment_differences", "report_times",
    "imports", "message_cards", "notifications", "return_cards", "talk_copies", "holds", "ledger_entries",
    "digital_keys", "bulk_changes", "campaigns", "order_couriers", "order_topics", "product_posts", "shop_channels",
    "stock_transfers",
}  # fmt: skip


async def received(anna: Customer, goods: Goods) -> OrderId:
    shop = anna.stall
    cart = await anna.cart((goods, 1), courier=True)
    await shop.town.draft.type_comment(anna.actor, cart.id, "ring twice")
    await shop.town.draft.type_gift_note(anna.actor, cart.id, "for mum")
    order = await anna.confirms(cart)
    await anna.pays(order)
    await shop.town.fulfil.pack(shop.owner, order.order_id)
    await shop.town.fulfil.ship(shop.owner, order.order_id)
    await shop.town.fulfil.deliver(shop.owner, order.order_id)
    return order.order_id


async def lived_in(shop: Stall, anna: Customer) -> OrderId:
    """Somebody orders, likes, waits, reviews and keeps an address."""
    uow = shop.town.uow
    tea, gone = await shop.sells("TEA"), await shop.sells("GONE", stock_of=0)
    order_id = await received(anna, tea)
    await Favourites(uow).like(anna.actor, tea.product_id)
    await AwaitStock(uow)(anna.actor, gone.variant_id, wanted=True)
    await Addresses(uow).add(anna.actor, "Home: Baker Street 221b")
    review = await WriteReview(uow).rate(anna.actor, order_id, tea.product_id, 5)
    await WriteReview(uow).say(anna.actor, review.id, "my own words")
    await WriteReview(uow).add_photo(anna.actor, review.id, Picture(b"me with tea", 10, 10))
    await anna.puts(tea)
    return order_id


async def test_everything_is_handed_over_and_nobody_elses(town: Town) -> None:
    shop = await town.shop()
    anna, boris = await shop.customer(), await shop.customer("Boris")
    await lived_in(shop, anna)
    await received(boris, await shop.sells("CUP"))

    found = json.loads(await MyData(town.uow, town.clock).export(anna.actor))

    said = json.dumps(found)
    for mine in (PHONE, ADDRESS, "Baker Street", "ring twice", "for mum", "my own words", "TEA"):
        assert mine in said, mine
    assert found["person"]["telegram_id"] == anna.actor.telegram_id
    assert {"orders", "order_lines", "charges", "reviews", "favourites", "stock_alerts", "carts"} <= found.keys()
    assert len(found["orders"]) == 1
    assert "CUP" not in said
    for secret in ("code_hash", "cipher", "idempotency_key", "evidence"):
        assert secret not in said


async def test_everything_is_forgotten_but_orders_and_money_without_a_name(town: Town) -> None:
    shop = await town.shop()
    anna, boris = await shop.customer(), await shop.customer("Boris")
    await lived_in(shop, anna)
    await received(boris, await shop.sells("CUP"))
    data = MyData(town.uow, town.clock)

    await data.forget(anna.actor)

    left = json.loads(await data.export(anna.actor))
    said = json.dumps({name: rows for name, rows in left.items() if name != "person"})
    for mine in (PHONE, ADDRESS, "Baker Street", "ring twice", "for mum", "my own words", "Anna"):
        assert mine not in said, mine
    assert not {"reviews", "favourites", "stock_alerts", "carts", "customer_addresses"} & left.keys()
    assert {"orders", "order_lines", "charges", "order_journal"} <= left.keys()
    assert await shop.ask("SELECT count(*) FROM media") == 0
    assert await shop.ask("SELECT count(*) FROM audit_log WHERE action = 'person.forgotten'") == 1
    theirs = json.dumps(json.loads(await data.export(boris.actor)))
    assert PHONE in theirs
    async with town.uow.platform() as connection:
        asked = text("SELECT first_name FROM people WHERE id = :id")
        assert (await connection.execute(asked, {"id": anna.actor.person_id})).scalar_one() == ""
        assert (await connection.execute(asked, {"id": boris.actor.person_id})).scalar_one() == "Boris"


async def test_a_name_that_another_shop_knows_stays(town: Town) -> None:
    shop, other = await town.shop(), await town.shop()
    anna = await shop.customer()
    tea = await other.sells("TEA")
    await lived_in(shop, anna)
    await Customer(other, replace(anna.actor, shop_id=other.id)).orders(tea)

    await MyData(town.uow, town.clock).forget(anna.actor)

    assert await other.ask("SELECT count(*) FROM customers WHERE phone IS NOT NULL") == 1
    async with town.uow.platform() as connection:
        asked = text("SELECT first_name FROM people WHERE id = :id")
        assert (await connection.execute(asked, {"id": anna.actor.person_id})).scalar_one() != ""


async def test_what_is_under_way_is_finished_first(town: Town) -> None:
    shop = await town.shop()
    anna, tea = await shop.customer(), await shop.sells("TEA")
    order = await anna.has_paid_for(tea)
    data = MyData(town.uow, town.clock)

    with pytest.raises(StillUnderWay):
        await data.forget(anna.actor)
    assert await shop.ask("SELECT phone FROM orders") == PHONE
    await town.cancel_order.by_buyer(anna.actor, order.order_id)
    await data.forget(anna.actor)
    await data.forget(anna.actor)
    assert await shop.ask("SELECT phone FROM orders") is None


async def test_an_order_placed_while_one_is_forgotten_keeps_its_contact(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop = await town.shop()
    anna, tea = await shop.customer(), await shop.sells("TEA")
    forget = personal.forget

    async def beside_an_order(*given: Any) -> int:
        monkeypatch.undo()
        await anna.orders(tea)  # on another connection, after the first look
        return await forget(*given)

    monkeypatch.setattr(personal, "forget", beside_an_order)
    with pytest.raises(StillUnderWay):
        await MyData(town.uow, town.clock).forget(anna.actor)
    assert await shop.ask("SELECT phone FROM orders") == PHONE


async def test_where_one_signed_in_is_handed_over_and_ended(town: Town, clock: MovableClock) -> None:
    door = await door_of(town, clock)
    tokens, toms = await door.enters(51), await door.enters(52)
    caller = await door.authenticate(tokens.access, door.shop.shop.slug)
    assert caller.actor is not None
    once = AnswerOnce(town.uow, clock, door.cipher)

    async def answer() -> tuple[int, bytes]:
        return 200, b"my address"

    for person_id in (tokens.person_id, toms.person_id):
        await once(f"{door.bot_id}:{person_id}", "key", "hash", answer)
    data = MyData(town.uow, clock)

    found = json.loads(await data.export(caller.actor))
    assert [(one["way"], one["device"]) for one in found["sessions"]] == [("mini_app", PHONE_OF_ANNA.name)]
    assert [one["outcome"] for one in found["sign_in_attempts"]] == ["entered"]
    await data.forget(caller.actor)

    with pytest.raises(NotSignedIn):
        await door.asks(tokens)
    assert await door.asks(toms) == toms.person_id
    left = json.loads(await data.export(caller.actor))
    assert [one["device"] for one in left["sessions"]] == [""]
    assert left["sign_in_attempts"] == []
    assert (
        await door.shop.ask("SELECT string_agg(owner, '') FROM idempotency_keys") == f"{door.bot_id}:{toms.person_id}"
    )


def test_every_table_that_names_a_customer_is_handed_over() -> None:
    people = metadata.tables["people"]
    naming = {
        table.name
        for table in tenant_tables()
        for key in table.foreign_keys
        if key.column.table is people
    }  # fmt: skip
    hanging = {
        table.name
        for table in tenant_tables()
        for name in ("order_id", "return_id", "cart_id", "review_id", "talk_id")
        if name in table.columns
    }  # fmt: skip
    assert sorted((naming | hanging) - ABOUT.keys() - OF_THE_HOUSE) == []
    assert sorted(ABOUT.keys() - {table.name for table in tenant_tables()}) == []
