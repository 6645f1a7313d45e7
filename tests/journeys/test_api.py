"""Buying on the web through the API, beside the chat: one cart, one order, one card, once."""

import asyncio
import secrets
from collections.abc import AsyncIterator

import pytest
from aiohttp import ClientSession

from db.types.ids import encode_id
from tests.journeys.stage import Scene
from tests.journeys.web import Visitor


@pytest.fixture
async def session() -> AsyncIterator[ClientSession]:
    async with ClientSession() as found:
        yield found


@pytest.fixture
async def anna(scene: Scene, session: ClientSession) -> Visitor:
    return await Visitor(scene, session, {}).enters(scene.anna, "Анна")


@pytest.fixture
def nobody(scene: Scene, session: ClientSession) -> Visitor:
    return Visitor(scene, session, {})


async def test_everybody_may_look(scene: Scene, nobody: Visitor) -> None:
    shop = await nobody.gets("/shops/{slug}", **{"Accept-Language": "en"})
    assert (shop["title"], shop["currency"], shop["bot"], shop["role"]) == ("Shop", "RUB", scene.bot, None)
    shelves = await nobody.gets("/shops/{slug}/categories", **{"Accept-Language": "ru"})
    shelf = next(one for one in shelves["items"] if one["title"] == "Чай и посуда")

    found = await nobody.gets(f"/shops/{{slug}}/products?category={shelf['id']}")
    tea = next(one for one in found["items"] if one["title"] == "Green tea")
    assert (tea["price"], tea["variant"]) == ({"amount": 500_00, "currency": "RUB"}, encode_id(scene.tea.variant_id))
    mug = next(one for one in found["items"] if one["title"].startswith("Mug"))
    assert (mug["variant"], mug["picture"]["width"]) == (None, 320)

    for words in ("чай", "green te", "зеленый чаи"):
        found = await nobody.gets(f"/shops/{{slug}}/products?search={words}")
        assert [one["id"] for one in found["items"]] == [tea["id"]], words
    facets = await nobody.gets("/shops/{slug}/facets?search=кружка", **{"Accept-Language": "ru"})
    assert [one["title"] for one in facets["options"]] == ["Цвет"]
    assert (await nobody.gets("/shops/{slug}/facets?search=чай"))["options"] == []
    product = await nobody.gets(f"/shops/{{slug}}/products/{mug['id']}", **{"Accept-Language": "ru"})
    assert [one["title"] for one in product["variants"]] == ["красная", "синяя"]
    assert product["options"][0]["values"][0] == {"key": "red", "title": "красная"}
    picture = f"http://127.0.0.1:{scene.app.port}{mug['picture']['thumb']}"
    for taken, ending, kind in (
        ("image/avif,image/webp,*/*", "", "image/avif"),
        ("image/webp,*/*", "", "image/webp"),
        ("*/*", "", "image/jpeg"),
        ("*/*", ".webp", "image/webp"),
    ):
        async with nobody.session.get(picture + ending, headers={"Accept": taken}) as answer:
            assert (answer.status, answer.content_type) == (200, kind)
            assert "immutable" in answer.headers["Cache-Control"]
            assert answer.headers.get("Vary", "") == ("" if ending else "Accept")


async def test_reads_are_not_sent_again_unless_something_changed(scene: Scene, nobody: Visitor) -> None:
    path = f"/shops/{{slug}}/products/{encode_id(scene.tea.product_id)}"
    first = await nobody.asks("GET", path)
    tag = first.headers["ETag"]
    again = await nobody.asks("GET", path, **{"If-None-Match": tag})
    assert (again.status, await again.read()) == (304, b"")
    await scene.olga.says("/price TEA 550")
    changed = await nobody.asks("GET", path, **{"If-None-Match": tag})
    assert changed.status == 200
    assert (await changed.json())["variants"][0]["price"]["amount"] == 550_00


async def test_bought_on_the_web_paid_in_telegram_and_told_in_the_chat(scene: Scene, anna: Visitor) -> None:
    placed = await anna.orders(scene.tea)
    assert (placed["status"], placed["payment"]["kind"]) == ("awaiting_payment", "invoice")
    order = await anna.gets(f"/orders/{placed['id']}")
    assert (order["can_pay"], order["total"]["amount"]) == (True, 500_00)

    paid = await scene.driver.pay_link(scene.anna.person, placed["payment"]["url"])
    assert paid.ok, paid.error
    await scene.settled()

    order = await anna.gets(f"/orders/{placed['id']}")
    assert (order["status"], order["can_pay"], order["can_cancel"]) == ("confirmed", False, True)
    await scene.anna.sees("Подтверждён", button="Отменить заказ")
    await scene.staff.sees("Зелёный чай")
    assert (await anna.gets("/shops/{slug}/cart"))["pieces"] == 0
    assert [one["number"] for one in (await anna.gets("/orders"))["items"]] == [placed["number"]]


async def test_the_cart_is_the_chats_own(scene: Scene, anna: Visitor) -> None:
    await anna.puts(scene.tea, 2)
    await scene.anna.start()
    shown = await scene.anna.says("/cart")
    assert "Зелёный чай" in shown.text
    await scene.anna.tap("+")
    await scene.settled()
    cart = await anna.gets("/shops/{slug}/cart")
    assert (cart["pieces"], cart["totals"]["total"]["amount"]) == (3, 1500_00)


async def test_an_order_is_placed_once_however_often_it_is_sent(scene: Scene, anna: Visitor) -> None:
    told = await anna.ready(scene.tea)
    body = {"expected_total": told["cart"]["totals"]["to_pay"]["amount"], "cart": told["cart"]["id"]}
    key = secrets.token_hex(8)

    answers = await asyncio.gather(*(anna.asks("POST", "/shops/{slug}/orders", body, key) for _ in range(8)))

    statuses = sorted(answer.status for answer in answers)
    assert set(statuses) <= {201, 409}, statuses
    again = await anna.asks("POST", "/shops/{slug}/orders", body, key)
    assert (again.status, again.headers["Idempotency-Replayed"]) == (201, "true")
    placed = {(await answer.json())["id"] for answer in [*answers, again] if answer.status == 201}
    assert len(placed) == 1
    assert await scene.stall.count("orders") == 1
    other = {**body, "expected_total": 1}
    assert await anna.refused("POST", "/shops/{slug}/orders", other, key) == (422, "error-key-reused")
    assert await anna.refused("POST", "/shops/{slug}/orders", body) == (400, "error-key-missing")


async def test_what_the_buyer_saw_is_what_is_charged(scene: Scene, anna: Visitor) -> None:
    told = await anna.ready(scene.tea)
    await scene.olga.says("/price TEA 600")
    body = {"expected_total": told["cart"]["totals"]["to_pay"]["amount"]}
    key = secrets.token_hex(8)
    assert await anna.refused("POST", "/shops/{slug}/orders", body, key) == (409, "error-total-changed")
    told = await anna.does("POST", "/shops/{slug}/quotes", {})
    line = told["cart"]["lines"][0]
    assert (line["seen_price"]["amount"], line["price"]["amount"]) == (500_00, 600_00)
    await anna.does("POST", "/shops/{slug}/orders", {"expected_total": 600_00}, secrets.token_hex(8))


async def test_paid_on_delivery_cancelled_and_repeated(scene: Scene, anna: Visitor) -> None:
    placed = await anna.orders(scene.tea, pay="cash", courier=True)
    assert placed["payment"]["kind"] == "cash"
    order = await anna.does("POST", f"/orders/{placed['id']}/cancel")
    assert (order["status"], order["can_cancel"]) == ("cancelled", False)
    repeated = await anna.does("POST", f"/orders/{placed['id']}/repeat")
    assert repeated == {"added": 1, "gone": []}
    assert (await anna.gets("/shops/{slug}/cart"))["pieces"] == 1


async def test_oneself_is_shown_changed_and_forgotten(scene: Scene, anna: Visitor) -> None:
    me = await anna.does(
        "PATCH", "/me", {"language": "en", "phone": "8 912 000 11 22", "notifications": {"alerts": False}}
    )
    assert (me["language"], me["phone"], me["notifications"]["alerts"]) == ("en", "+79120001122", False)
    added = await anna.does("POST", "/me/addresses", {"address": "Home: Moscow, Tverskaya street, 1"})
    assert (added["items"][0]["label"], added["items"][0]["preferred"]) == ("Home", True)
    await anna.does("PUT", f"/shops/{{slug}}/favourites/{encode_id(scene.tea.product_id)}")
    assert [one["title"] for one in (await anna.gets("/shops/{slug}/favourites"))["items"]] == ["Green tea"]
    exported = await anna.gets("/me/export")
    assert "+79120001122" in str(exported)

    assert await anna.does("DELETE", "/me") is None
    assert await anna.refused("GET", "/me") == (401, "error-not-signed-in")


async def test_a_change_is_seen_at_once_by_who_is_looking(scene: Scene, anna: Visitor) -> None:
    headers = {"Authorization": f"Bearer {anna.tokens['access_token']}"}
    async with anna.session.get(anna.at("/shops/{slug}/live"), headers=headers) as stream:
        assert stream.content_type == "text/event-stream"

        async def hears(event: str) -> None:
            async with asyncio.timeout(10):
                async for line in stream.content:
                    if line.strip() == f"event: {event}".encode():
                        return

        await hears("hello")
        await scene.anna.start(f"p_{encode_id(scene.tea.product_id)}")
        await scene.anna.tap("В корзину")
        await hears("cart")
        placed = await anna.orders(scene.tea, pay="cash")
        await hears("orders")
        assert placed["status"] == "awaiting_confirmation"


async def test_the_first_page_leads_to_every_shop(scene: Scene, nobody: Visitor) -> None:
    async with nobody.session.get(f"http://127.0.0.1:{scene.app.port}/") as answer:
        told = await answer.text()
    assert f'href="/s/{nobody.slug}"' in told
    assert f"https://t.me/{scene.bot}" in told


async def test_a_list_can_be_read_in_part(scene: Scene, anna: Visitor) -> None:
    """Who shows titles need not load everything: on a slow line that is what counts."""
    whole = await anna.gets("/shops/{slug}/products")
    told = await anna.gets("/shops/{slug}/products?fields=id,title,price")
    assert told["items"] == [{name: one[name] for name in ("id", "title", "price")} for one in whole["items"]]
    assert (told["total"], told["next"], told["near"]) == (whole["total"], whole["next"], whole["near"])
    await anna.orders(scene.tea, pay="cash")
    [order] = (await anna.gets("/orders?fields=number,status"))["items"]
    assert order == {"number": order["number"], "status": "awaiting_confirmation"}
    for fields in ("id,secret", "id;title", "", "ID"):
        status, _ = await anna.refused("GET", f"/shops/{{slug}}/products?fields={fields}")
        assert status == 422


async def test_the_document_names_every_route(scene: Scene, nobody: Visitor) -> None:
    told = await nobody.gets("/openapi.json")
    assert told["openapi"] == "3.1.0"
    assert "/api/v1/shops/{slug}/orders" in told["paths"]
    async with nobody.session.get(f"http://127.0.0.1:{scene.app.port}/api/docs") as answer:
        assert answer.status == 200
        assert "/api/v1/orders/{order_id}" in await answer.text()
