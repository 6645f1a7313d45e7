"""The shop's people on the web: what waits, all goods, refunds for two people, a return from beginning to end."""

import secrets
from collections.abc import AsyncIterator

import pytest
from aiohttp import ClientSession

from core.orders.place_order import Placed
from db.types.enums import Role
from db.types.ids import encode_id
from tests.factories.sent_back import handed_over, sent_back
from tests.factories.town import Customer
from tests.journeys.stage import Scene, actor_of
from tests.journeys.web import Visitor, enrolled

AT = "/manage/shops/{slug}"


@pytest.fixture
async def session() -> AsyncIterator[ClientSession]:
    async with ClientSession() as found:
        yield found


async def anna_buys(scene: Scene, quantity: int = 1) -> tuple[Customer, Placed]:
    """Somebody with a phone has paid for tea."""
    await scene.anna.start()
    anna = Customer(scene.stall, await actor_of(scene, scene.anna))
    return anna, await anna.has_paid_for(scene.tea, quantity)


async def test_what_waits_follows_an_order_through_the_house(scene: Scene, session: ClientSession) -> None:
    await scene.anna.start()
    anna = await Visitor(scene, session, {}).enters(scene.anna)
    placed = await anna.orders(scene.tea, pay="cash", courier=True)
    olga = await Visitor(scene, session, {}).enters(scene.olga)
    one = f"{AT}/orders/{placed['id']}"
    seen = []
    for step in ("accept", "pack", "ship", "deliver"):
        seen.append({name for name, count in (await olga.gets(f"{AT}/waiting")).items() if count})
        card = await olga.does("POST", f"{one}/{step}", {} if step in ("ship", "deliver") else None)
    seen.append({name for name, count in (await olga.gets(f"{AT}/waiting")).items() if count})
    assert seen == [{"accept"}, {"pack"}, {"ship"}, {"deliver"}, set()]
    assert [(one["event"], one["who"]) for one in card["journal"][1:]] == [
        ("accept", "Ольга"), ("shipment_created", "Ольга"), ("handed_over", "Ольга"), ("all_delivered", "Ольга"),
    ]  # fmt: skip
    assert card["steps"] == ["refund"]
    listed = await olga.gets(f"{AT}/orders?status=delivered&shipment=delivered")
    assert [one["id"] for one in listed["items"]] == [placed["id"]]
    assert (await olga.gets(f"{AT}/orders?shipment=packed"))["items"] == []


async def test_a_parcel_that_came_back_is_on_the_shelf_again(scene: Scene, session: ClientSession) -> None:
    await scene.anna.start()
    placed = await (await Visitor(scene, session, {}).enters(scene.anna)).orders(scene.tea, pay="cash", courier=True)
    olga = await Visitor(scene, session, {}).enters(scene.olga)
    for step in ("accept", "pack", "ship"):
        card = await olga.does("POST", f"{AT}/orders/{placed['id']}/{step}", {} if step == "ship" else None)
    assert card["steps"] == ["deliver", "came-back"]
    back = await olga.does("POST", f"{AT}/orders/{placed['id']}/came-back")
    assert (back["order"]["status"], await scene.stall.on_hand(scene.tea)) == ("cancelled", 10)


async def test_all_goods_are_listed_found_and_marked(scene: Scene, session: ClientSession) -> None:
    olga = await Visitor(scene, session, {}).enters(scene.olga)
    await olga.does("PUT", f"{AT}/stock/TEA", {"quantity": 2}, secrets.token_hex(8))
    await olga.does("PATCH", f"{AT}/goods/MUG-RED", {"hidden": True})

    async def skus(query: str) -> list[list[str]]:
        items = (await olga.gets(f"{AT}/products?{query}"))["items"]
        return [[variant["sku"] for variant in one["variants"]] for one in items]

    mug, tea = ["MUG-RED", "MUG-BLUE"], ["TEA"]
    assert await skus("") == [mug, tea]
    assert await skus("shelf=low") == [tea]
    assert await skus("shelf=hidden") == [mug]
    assert await skus("search=mug-b") == [mug]
    assert await skus("search=green") == [tea]
    found, _ = (await olga.gets(f"{AT}/products"))["items"]
    assert found["picture"]["thumb"].startswith(f"/pictures/{scene.stall.shop.slug}/")
    assert [variant["hidden"] for variant in found["variants"]] == [True, False]
    # Its picture is nobody's to see any more, so none is promised.
    await scene.stall.tell("UPDATE products SET status = 'hidden' WHERE media_id IS NOT NULL")
    assert (await olga.gets(f"{AT}/products"))["items"][0]["picture"] is None
    older = (await olga.gets(f"{AT}/products?cursor={found['id']}"))["items"]
    assert [one["variants"][0]["sku"] for one in older] == tea


async def test_a_refund_above_the_limit_waits_for_a_second_person(scene: Scene, session: ClientSession) -> None:
    await scene.stall.tell("UPDATE shops SET settings = settings || '{\"refund_alone_limit\": 10000}'")
    _, order = await anna_buys(scene)
    await handed_over(scene.town, scene.stall, order)
    olga = await Visitor(scene, session, {}).enters(scene.olga)
    boss = await scene.stall.hires(Role.MANAGER, "Марк")
    mark = await Visitor(scene, session, {}).enters_as(boss.telegram_id, "Марк")
    one = f"{AT}/orders/{encode_id(order.order_id)}"
    assert await olga.refused("GET", f"{one}/refundable") == (403, "error-step-up")
    for visitor in (olga, mark):
        [code, *_] = await enrolled(visitor)
        await visitor.does("POST", "/auth/step-up", {"code": code})
    left = await olga.gets(f"{one}/refundable")
    assert (left["left"]["amount"], left["lines"][0]["quantity"], left["gone"]) == (500_00, 1, True)
    body = {"reason": "defect", "lines": [{"position": 1, "quantity": 1, "verdict": "write_off"}]}
    written = await olga.does("POST", f"{one}/refunds", body, secrets.token_hex(8))
    assert written["state"] == "waiting"
    [own] = (await olga.gets(f"{AT}/refunds"))["items"]
    [theirs] = (await mark.gets(f"{AT}/refunds"))["items"]
    assert (own["mine"], theirs["mine"], theirs["amount"]["amount"]) == (True, False, 500_00)
    at = f"{AT}/refunds/{own['id']}/approve"
    assert (await olga.refused("POST", at))[1] == "error-second-person"
    await mark.does("POST", at)
    assert (await mark.gets(f"{AT}/refunds"))["items"] == []
    await scene.settled()
    card = await mark.gets(one)
    [refund] = card["refunds"]
    # Telegram's own payments are given back by hand.
    assert (refund["state"], refund["amount"]["amount"], "settle" in card["steps"]) == ("manual", 500_00, True)
    await mark.does("POST", f"{AT}/refunds/{refund['id']}/paid")
    assert [one["state"] for one in (await mark.gets(one))["refunds"]] == ["succeeded"]


async def test_a_return_from_the_question_to_the_money(scene: Scene, session: ClientSession) -> None:
    buyer, order = await anna_buys(scene, 2)
    await handed_over(scene.town, scene.stall, order)
    back = await sent_back(scene.town, buyer, order, (1, 2))
    operator = await Visitor(scene, session, {}).enters(scene.oleg)
    keeper = await Visitor(scene, session, {}).enters(scene.kirill)
    one = f"{AT}/returns/{encode_id(back.id)}"
    assert (await operator.gets(one))["steps"] == ["decide"]
    assert (await keeper.gets(one))["steps"] == []
    assert (await operator.does("POST", f"{one}/decision", {"decision": "approve"}))["steps"] == []
    short = {"lines": [{"position": 1, "reception": "short", "number": 1}]}
    assert (await keeper.does("POST", f"{one}/reception", short))["steps"] == ["receive", "inspect"]
    taken = {"lines": [{"position": 1, "accepted": 1, "verdict": "quarantine"}]}
    inspected = await keeper.does("POST", f"{one}/inspection", taken)
    [line] = inspected["lines"]
    assert (line["reception"], line["acceptance"], line["verdict"]) == ("short", "accepted", "quarantine")
    assert (await operator.gets(one))["steps"] == ["close"]
    assert await operator.refused("POST", f"{one}/close", {}) == (403, "error-step-up")
    [code, *_] = await enrolled(operator)
    await operator.does("POST", "/auth/step-up", {"code": code})
    closed = await operator.does("POST", f"{one}/close", {"outcome": "refund"})
    assert (closed["told"]["state"], closed["amount"]["amount"], closed["steps"]) == ("closed", 500_00, [])
    await scene.settled()
    assert await back.state() == "closed"


async def test_an_order_on_hold_is_let_go_on_or_given_back(scene: Scene, session: ClientSession) -> None:
    olga = await Visitor(scene, session, {}).enters(scene.olga)
    cards = []
    for decision in ("approve", "reject"):
        _, order = await anna_buys(scene)
        await scene.town.review.hold(scene.stall.owner, order.order_id, "risk")
        at = f"{AT}/orders/{encode_id(order.order_id)}"
        assert (await olga.gets(at))["steps"] == ["review"]
        if decision == "reject":
            assert await olga.refused("POST", f"{at}/review", {"decision": decision}) == (403, "error-step-up")
            [code, *_] = await enrolled(olga)
            await olga.does("POST", "/auth/step-up", {"code": code})
        cards.append((await olga.does("POST", f"{at}/review", {"decision": decision}))["order"]["status"])
    assert cards == ["confirmed", "cancelled"]
    await scene.settled()
