"""Sending back over the API: what is left to send, the return's life as its buyer sees it, taking it back."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import ClientSession

from core.orders.decide_return import DecideReturn
from db.types.ids import OrderId, decode_id
from tests.journeys.stage import Scene
from tests.journeys.web import Visitor


@pytest.fixture
async def anna(scene: Scene) -> AsyncIterator[Visitor]:
    await scene.anna.start()
    async with ClientSession() as session:
        yield await Visitor(scene, session, {}).enters(scene.anna, "Анна")


async def delivered(scene: Scene, anna: Visitor) -> Any:
    await anna.puts(scene.tea, 2)
    told = await anna.does("POST", "/shops/{slug}/quotes", {})
    answers = {"delivery": told["deliveries"][0]["id"], "phone": "+7 912 345-67-89", "payment": "cash"}
    told = await anna.does("POST", "/shops/{slug}/quotes", answers)
    body = {"expected_total": told["cart"]["totals"]["to_pay"]["amount"]}
    placed = await anna.does("POST", "/shops/{slug}/orders", body, key="order-of-two")
    order_id, owner = OrderId(decode_id(placed["id"])), scene.stall.owner
    assert (await anna.gets(f"/orders/{placed['id']}"))["return_until"] is None
    for step in (scene.town.fulfil.accept, scene.town.fulfil.pack, scene.town.fulfil.deliver):
        await step(owner, order_id)
    return await anna.gets(f"/orders/{placed['id']}")


async def test_a_return_is_asked_for_followed_and_taken_back(scene: Scene, anna: Visitor) -> None:
    order = await delivered(scene, anna)
    assert (order["can_return"], order["lines"][0]["returnable"]) == (True, 2)
    assert order["return_until"] > order["timeline"][-1]["at"]
    at = f"/orders/{order['id']}/returns"
    assert await anna.gets(at) == {"items": []}

    body = {"lines": [{"position": 1, "quantity": 1}], "reason": "fit", "comment": "Мало"}
    asked = await anna.does("POST", at, body, key="return-of-one")
    assert (asked["state"], asked["reason_text"], asked["can_cancel"]) == ("requested", "Не подошло", True)
    assert asked["lines"][0]["worth"] == {"amount": 500_00, "currency": "RUB"}
    assert asked["next_text"]
    order = await anna.gets(f"/orders/{order['id']}")
    assert (order["returns"], order["lines"][0]["returnable"]) == ([asked["id"]], 1)

    await DecideReturn(scene.town.uow, scene.town.clock).approve(scene.stall.owner, decode_id(asked["id"]))
    seen = await anna.gets(f"/returns/{asked['id']}")
    assert (seen["state"], seen["can_track"]) == ("approved", True)
    assert [step["event"] for step in seen["timeline"]] == ["ask", "approve"]
    sent = await anna.does("POST", f"/returns/{asked['id']}/tracking", {"tracking": "RA123456789RU"})
    assert (sent["tracking"], sent["can_cancel"], sent["can_track"]) == ("RA123456789RU", False, True)

    other = await anna.does("POST", at, body | {"comment": ""}, key="return-of-another")
    gone = await anna.does("POST", f"/returns/{other['id']}/cancel")
    assert (gone["state"], gone["can_cancel"], gone["next_text"]) == ("cancelled", False, "")
    assert [one["id"] for one in (await anna.gets(at))["items"]] == [other["id"], asked["id"]]


async def test_a_refusal_is_read_in_words(scene: Scene, anna: Visitor) -> None:
    order = await delivered(scene, anna)
    body = {"lines": [{"position": 1, "quantity": 2}], "reason": "Просто так"}
    asked = await anna.does("POST", f"/orders/{order['id']}/returns", body, key="return-of-both")
    assert asked["reason_text"] == "Просто так"
    await DecideReturn(scene.town.uow, scene.town.clock).reject(scene.stall.owner, decode_id(asked["id"]), "used")
    seen = await anna.gets(f"/returns/{asked['id']}")
    assert seen["state"] == "rejected"
    assert seen["answer"] not in ("used", None)
