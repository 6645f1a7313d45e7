"""Attacks on the sign-in and the API, each as somebody would try it."""

import asyncio
import gzip
from collections.abc import AsyncIterator
from urllib.parse import quote

import orjson
import pytest
from aiohttp import ClientSession

from core.kit.limits import Limit
from db.types.ids import decode_id, encode_id, new_id
from miniapp.rest import live, serve
from sandbox.server import RunningSandbox
from tests.journeys.stage import Running, Scene, open_shop
from tests.journeys.web import Visitor, launch_data


@pytest.fixture
async def session() -> AsyncIterator[ClientSession]:
    async with ClientSession() as found:
        yield found


@pytest.fixture
async def anna(scene: Scene, session: ClientSession) -> Visitor:
    return await Visitor(scene, session, {}).enters(scene.anna, "Анна")


async def test_a_session_alone_cannot_begin_with_a_second_factor_and_pass_with_it(
    scene: Scene, session: ClientSession
) -> None:
    """A stolen session, or a bot that says what its owner likes, is no proof of the phone."""
    thief = await Visitor(scene, session, {}).enters_as(scene.stall.owner.telegram_id, "Ольга")
    assert (await thief.gets("/auth/second-factor"))["enrolled"] is False
    for path in ("/auth/second-factor", "/auth/second-factor/confirm"):
        answer = await thief.asks("POST", path, {"code": "123456"})
        assert answer.status in (404, 405), path
    owner = decode_id(thief.tokens["user"]["id"])
    assert await scene.stall.ask("SELECT count(*) FROM second_factors WHERE person_id = :id", id=owner) == 0


async def test_guesses_at_a_second_factor_are_used_up_by_staff_of_this_bot_only(anna: Visitor) -> None:
    for path in ("/auth/step-up", "/auth/second-factor/codes", "/auth/second-factor/remove"):
        assert await anna.refused("POST", path, {"code": "123456"}) == (403, "error-forbidden"), path


async def test_headers_that_are_no_text_break_nothing(scene: Scene, session: ClientSession) -> None:
    visitor = Visitor(scene, session, {})
    body = orjson.dumps({"init_data": await launch_data(scene, scene.anna.person), "shop": visitor.slug})
    reader, writer = await asyncio.open_connection("127.0.0.1", scene.app.port)
    writer.write(
        b"POST /api/v1/auth/telegram HTTP/1.1\r\nHost: here\r\nConnection: close\r\nUser-Agent: Phone\xff\xfe\x80"
        b"\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(body) + body
    )
    told = await reader.read()
    writer.close()
    assert told.startswith(b"HTTP/1.1 200 "), told[:200]
    visitor.tokens = orjson.loads(told.partition(b"\r\n\r\n")[2])
    [one] = (await visitor.gets("/auth/sessions"))["items"]
    assert one["device"].startswith("Phone")


async def test_pictures_that_are_not_for_everybody_are_not_found(
    scene: Scene, anna: Visitor, session: ClientSession
) -> None:
    """Proofs of payment and goods nobody sells yet lie beside the goods' pictures, under ids that can be guessed."""
    base, slug = f"http://127.0.0.1:{scene.app.port}", scene.stall.shop.slug

    async def seen(media_id: int, size: str) -> int:
        async with session.get(f"{base}/pictures/{slug}/{encode_id(media_id)}/{size}.webp") as answer:
            return answer.status

    shown = await scene.stall.ask("SELECT max(media_id) FROM products")
    private = new_id()
    await scene.stall.tell(
        "INSERT INTO media (shop_id, id, sha256, mime, width, height, content)"
        " SELECT shop_id, :id, 'another', mime, width, height, content FROM media WHERE id = :known",
        id=private,
        known=shown,
    )
    assert await seen(shown, "thumb") == 200
    assert await seen(private, "thumb") == 404
    await scene.stall.tell("UPDATE products SET status = 'hidden' WHERE media_id = :id", id=shown)
    assert await seen(shown, "large") == 404
    await scene.stall.tell("UPDATE products SET status = 'active' WHERE media_id = :id", id=shown)
    await scene.stall.tell("UPDATE shops SET status = 'closed' WHERE id = :id", id=scene.stall.id)
    assert await seen(shown, "thumb") == 404


async def test_guessing_at_tokens_and_shops_is_counted_by_address(
    scene: Scene, session: ClientSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(serve, "_REFUSED", Limit("api.refused", 3, 60, strict=True))
    guesser = Visitor(scene, session, {"access_token": "a.b.c"})
    for _ in range(3):
        assert await guesser.refused("GET", "/me") == (401, "error-not-signed-in")
    assert await guesser.refused("GET", "/me") == (429, "error-too-many")
    guesser.tokens = {}
    assert await guesser.refused("GET", "/shops/no-such-shop") == (429, "error-too-many")
    other = Visitor(scene, session, {})
    assert await other.refused("GET", "/shops/no-such-shop") == (404, "error-not-found")


async def test_what_is_guarded_strictly_is_counted_by_person_and_by_address(
    scene: Scene, session: ClientSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One address with many people, or one person with many addresses: neither guesses more codes."""
    monkeypatch.setattr(serve, "_ADDRESS_TIMES", 2)
    enter = "/shops/{slug}/quotes/codes"
    anna = await Visitor(scene, session, {}).enters(scene.anna)
    tried = 0
    while (await anna.refused("POST", enter, {"code": "NOPE"}))[0] != 429:
        tried += 1
        anna.address = f"198.51.100.{tried}"
    assert tried == 20

    shared = [await Visitor(scene, session, {}, "203.0.113.9").enters_as(930_000_000 + one) for one in range(4)]
    statuses = [(await shared[one % 4].refused("POST", enter, {"code": "NOPE"}))[0] for one in range(41)]
    assert 429 not in statuses[:40]
    assert statuses[40] == 429


async def test_refusals_are_kept_by_nobody(anna: Visitor) -> None:
    answer = await anna.asks("GET", "/orders/0")
    assert (answer.status, answer.headers["Cache-Control"]) == (404, "no-store")


@pytest.mark.parametrize("cursor", ["-8.0", "-1", "1.-1", "9" * 40, "٣.0", "0.zzzzzzzzzzzzz", "1e3.0", "."])
async def test_cursors_that_lead_nowhere_break_nothing(scene: Scene, anna: Visitor, cursor: str) -> None:
    product = encode_id(scene.tea.product_id)
    for path in (
        "/shops/{slug}/products?",
        f"/shops/{{slug}}/products/{product}/reviews?",
        "/shops/{slug}/favourites?",
    ):
        answer = await anna.asks("GET", f"{path}cursor={quote(cursor)}")
        assert answer.status in (200, 404, 422), (path, await answer.text())


async def test_who_has_logged_out_hears_no_more_however_much_there_is_to_hear(
    scene: Scene, anna: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live, "_BEAT_SECONDS", 0.0)
    headers = {"Authorization": f"Bearer {anna.tokens['access_token']}"}
    async with anna.session.get(anna.at("/shops/{slug}/live"), headers=headers) as stream:
        assert b"hello" in b"".join([await stream.content.readline() for _ in range(4)])
        await anna.does("POST", "/auth/logout")
        async with asyncio.timeout(30):
            assert b"event: bye" in await stream.content.read()


async def test_other_peoples_things_named_in_a_body_are_not_found(
    scene: Scene, anna: Visitor, session: ClientSession, application: Running, sandbox: RunningSandbox
) -> None:
    """Carts, addresses, zones, ways, variants and products: somebody else's, or of another shop, are nothing."""
    elsewhere = await open_shop(application, sandbox)
    placed = await anna.orders(scene.tea, pay="cash", courier=True)
    await anna.puts(scene.tea)
    hers = (await anna.gets("/shops/{slug}/cart"))["id"]
    address = (await anna.does("POST", "/me/addresses", {"address": "Home: Moscow, Tverskaya street, 1"}))["items"]
    other = await Visitor(scene, session, {}).enters(scene.stranger)
    await other.puts(scene.tea)
    way = encode_id(await elsewhere.stall.ask("SELECT max(id) FROM delivery_options"))
    tea, theirs = encode_id(elsewhere.tea.variant_id), encode_id(elsewhere.tea.product_id)
    key = "key-of-a-stranger"
    for path, body in (
        ("/shops/{slug}/quotes", {"cart": hers}),
        ("/shops/{slug}/quotes", {"cart": hers, "comment": "mine now", "ask_seller": True}),
        ("/shops/{slug}/quotes/codes", {"cart": hers, "code": "NOPE"}),
        ("/shops/{slug}/orders", {"cart": hers, "expected_total": 500_00}),
        ("/shops/{slug}/quotes", {"saved_address": address[0]["id"]}),
        ("/shops/{slug}/quotes", {"delivery": way}),
        ("/shops/{slug}/quotes", {"zone": way}),
        (f"/orders/{placed['id']}/reviews", {"product": encode_id(scene.tea.product_id), "rating": 1}),
    ):
        status, code = await other.refused("POST", path, body, key + path[-3:] + str(len(body)))
        assert status in (404, 409, 422), (path, body, code)
    for method, path, given in (
        ("PUT", f"/shops/{{slug}}/cart/items/{tea}", {"quantity": 1}),
        ("POST", "/shops/{slug}/buy-now", {"variant": tea}),
        ("PUT", f"/shops/{{slug}}/favourites/{theirs}", None),
        ("PUT", f"/shops/{{slug}}/alerts/{tea}", None),
        ("GET", f"/shops/{{slug}}/products/{theirs}", None),
    ):
        status, code = await other.refused(method, path, given)
        assert status in (404, 409), (path, code)
    assert (await anna.gets("/shops/{slug}/cart"))["id"] == hers
    told = await anna.does("POST", "/shops/{slug}/quotes", {})
    assert told["comment"] is None


async def test_sums_that_do_not_fit_are_refused_and_break_nothing(scene: Scene, anna: Visitor) -> None:
    await scene.stall.tell("UPDATE variants SET price = 1000000000000 WHERE id = :id", id=scene.tea.variant_id)
    await scene.stall.sets_stock(scene.tea, 9999)
    answer = await anna.asks("PUT", f"/shops/{{slug}}/cart/items/{encode_id(scene.tea.variant_id)}", {"quantity": 9999})
    assert answer.status in (200, 409, 422), await answer.text()
    answer = await anna.asks("POST", "/shops/{slug}/quotes", {})
    assert answer.status in (200, 409, 422), await answer.text()


async def test_a_body_that_swells_when_it_is_opened_is_too_large(anna: Visitor) -> None:
    body = gzip.compress(b'{"comment": "' + b"x" * 30_000_000 + b'"}')
    headers = {
        "Authorization": f"Bearer {anna.tokens['access_token']}",
        "Content-Type": "application/json",
        "Content-Encoding": "gzip",
    }
    async with anna.session.post(anna.at("/shops/{slug}/quotes"), data=body, headers=headers) as answer:
        assert answer.status in (400, 413), await answer.text()


@pytest.mark.parametrize("method", ["HEAD", "TRACE", "FOO"])
async def test_other_methods_do_nothing(anna: Visitor, method: str) -> None:
    answer = await anna.asks(method, "/auth/sessions")
    assert answer.status in (400, 405)
    assert len((await anna.gets("/auth/sessions"))["items"]) == 1


async def test_what_nobody_sees_does_not_reach_those_who_read_it(scene: Scene, anna: Visitor) -> None:
    """A name or an address that turns the rest of a card around, or moves a terminal's cursor."""
    await anna.puts(scene.tea)
    await anna.does("POST", "/shops/{slug}/quotes", {"comment": "ring\u202e twice\u0007\u001b[2J\nплиз 👩\u200d🚀"})
    told = await anna.does("POST", "/shops/{slug}/quotes", {})
    assert told["comment"] == "ring twice[2J\nплиз 👩\u200d🚀"
