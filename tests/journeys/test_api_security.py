"""Attacks on the sign-in and the API, each as somebody would try it."""

import asyncio
from collections.abc import AsyncIterator

import orjson
import pytest
from aiohttp import ClientSession

from db.types.ids import encode_id, new_id
from tests.journeys.stage import Scene
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
    assert await scene.stall.count("second_factors") == 0


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
