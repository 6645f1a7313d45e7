"""Digital goods are their buyer's the moment the money is there: exactly once, or the money goes back."""

import pytest

from core.kit.errors import NotFound
from core.orders.errors import NotPaid, SoldOut
from core.shops.set_content import Content, SetContent
from db.types.enums import ProductKind, StockVerdict
from tests.factories import digital
from tests.factories.laws import Laws
from tests.factories.town import Town


async def test_paid_keys_are_claimed_and_the_order_is_delivered(town: Town) -> None:
    shop = await digital.digital_shop(town)
    game = await digital.sells_keys(shop, "GAME", ["K-1", "K-2", "K-3"])
    anna = await shop.customer()

    order = await digital.buys(anna, game, 2)

    assert await shop.status(order) == "delivered"
    assert await digital.keys_of(anna, order) == ["K-1", "K-2"]
    assert (await shop.on_hand(game), await shop.available(game)) == (1, 1)
    assert await shop.hold_states(order) == ["consumed"]
    steps = await shop.ask("SELECT string_agg(event || ' ' || actor, ', ' ORDER BY id) FROM order_journal")
    assert steps == "place buyer, funds_complete ledger, digital_claimed ledger, digital_delivered ledger"


async def test_the_same_money_ten_times_claims_once(town: Town) -> None:
    shop = await digital.digital_shop(town)
    game = await digital.sells_keys(shop, "GAME", ["K-1", "K-2", "K-3"])
    anna = await shop.customer()
    order = await digital.orders(anna, game)

    for _ in range(10):
        await digital.pays_again(anna, order, "stx-1")

    assert len(await digital.keys_of(anna, order)) == 1
    assert await shop.on_hand(game) == 2


async def test_sold_out_keys_stop_sales(town: Town) -> None:
    shop = await digital.digital_shop(town)
    game = await digital.sells_keys(shop, "GAME", ["K-1"])
    await digital.buys(await shop.customer(), game)

    with pytest.raises(SoldOut):
        await digital.orders(await shop.customer(), game)


async def test_keys_that_vanished_put_the_order_on_hold_and_give_the_money_back(town: Town, laws: Laws) -> None:
    laws.waive("somebody deleted keys behind the shop's back")
    shop = await digital.digital_shop(town)
    game = await digital.sells_keys(shop, "GAME", ["K-1", "K-2", "K-3"])
    anna = await shop.customer()
    order = await digital.orders(anna, game, 2)
    await shop.tell("DELETE FROM digital_keys WHERE id IN (SELECT id FROM digital_keys ORDER BY id LIMIT 2)")

    await digital.pays(anna, order)

    assert await shop.status(order) == "on_hold"
    assert await shop.ask("SELECT reason FROM orders") == "keys_missing"
    assert await shop.refunds_of(order) == [("requested", 100, "sold_out")]
    assert await shop.ask("SELECT count(*) FROM digital_keys WHERE order_id IS NOT NULL") == 0
    assert "order.paid" not in await shop.events()
    with pytest.raises(NotPaid):
        await digital.opened(anna, order)


async def test_late_stars_take_the_keys_again_or_go_back(town: Town) -> None:
    shop = await digital.digital_shop(town)
    game = await digital.sells_keys(shop, "GAME", ["K-1"])
    anna, boris = await shop.customer(), await shop.customer("Boris")
    late, later = await digital.orders(anna, game), None
    attempt = await anna.opens_payment(late)
    town.clock.move(hours=1)
    await town.expire_orders()
    later = await digital.orders(boris, game)
    other = await boris.opens_payment(later)
    town.clock.move(hours=1)
    await town.expire_orders()

    for buyer, started in ((anna, attempt), (boris, other)):
        await town.settle(buyer.money(started.intent_id, 50, provider="stars", currency="XTR"))

    assert (await shop.status(late), await shop.status(later)) == ("delivered", "on_hold")
    assert await digital.keys_of(anna, late) == ["K-1"]
    assert await shop.refunds_of(later) == [("requested", 50, "sold_out")]


async def test_texts_and_files_are_opened_by_their_buyer_in_the_newest_version(town: Town) -> None:
    shop = await digital.digital_shop(town)
    note = await digital.sells(shop, "NOTE", ProductKind.TEXT, Content(text="first"))
    book = await digital.sells(shop, "BOOK", ProductKind.FILE, Content(file=b"\x00PDF", name="b.pdf"))
    anna = await shop.customer()
    wrote, read = await digital.buys(anna, note), await digital.buys(anna, book)

    await SetContent(town.uow, town.clock, town.cipher)(shop.owner, "NOTE", Content(text="second"), "x")

    assert [piece.text for piece in (await digital.opened(anna, wrote)).pieces] == ["second"]
    [piece] = (await digital.opened(anna, read)).pieces
    assert (piece.file, piece.name) == (b"\x00PDF", "b.pdf")
    assert "PDF" not in repr(piece)


async def test_nobody_elses_goods_are_opened(town: Town) -> None:
    shop = await digital.digital_shop(town)
    game = await digital.sells_keys(shop, "GAME", ["K-1", "K-2"])
    anna, boris = await shop.customer(), await shop.customer("Boris")
    order, unpaid = await digital.buys(anna, game), await digital.orders(anna, game)

    with pytest.raises(NotFound):
        await digital.opened(boris, order)
    with pytest.raises(NotPaid):
        await digital.opened(anna, unpaid)
    goods = await (await shop.customer()).has_paid_for(await shop.sells("TEA"))
    with pytest.raises(NotFound):
        await digital.opened(anna, goods)


async def test_a_refunded_key_is_not_sold_again(town: Town) -> None:
    shop = await digital.digital_shop(town)
    game = await digital.sells_keys(shop, "GAME", ["K-1"])
    order = await digital.buys(await shop.customer(), game)

    await town.refund_order.full(
        shop.owner, shop.shop, order.order_id, reason="agreed", verdict=StockVerdict.RESTOCK, key="1"
    )

    assert await shop.refunds_of(order) == [("requested", 50, "agreed")]
    assert (await shop.on_hand(game), await shop.status(order)) == (0, "delivered")
    assert await shop.ask("SELECT count(*) FROM digital_keys WHERE order_id IS NULL") == 0


async def test_money_that_staff_take_as_it_is_hands_the_goods_over(town: Town) -> None:
    shop = await digital.digital_shop(town)
    game = await digital.sells_keys(shop, "GAME", ["K-1", "K-2"])
    anna, boris = await shop.customer(), await shop.customer("Boris")
    order = await digital.orders(anna, game)
    await digital.pays(anna, order, payer_telegram_id=boris.actor.telegram_id)
    assert await shop.status(order) == "on_hold"

    assert await town.review.approve(shop.owner, shop.shop, order.order_id)

    assert await shop.status(order) == "delivered"
    assert await digital.keys_of(anna, order) == ["K-1"]
