"""An update is stored before Telegram is told so; nobody else's gets in."""

from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from aiohttp import ClientResponse, ClientSession
from prometheus_client import REGISTRY
from sqlalchemy import text
from structlog.testing import capture_logs

from core.kit.uow import UnitOfWork
from core.shops.open_shop import Bots, ServedBot
from miniapp.webhooks.telegram import SECRET_HEADER, StoreUpdates, Verdict
from tests.miniapp.conftest import TOKEN, Edge, Start

UPDATE: dict[str, Any] = {"update_id": 7, "message": {"message_id": 1, "chat": {"id": 5, "type": "private"}}}


async def deliver(
    session: ClientSession, bot: ServedBot, update: object = UPDATE, secret: str | None = None
) -> ClientResponse:
    headers = {SECRET_HEADER: bot.webhook_secret if secret is None else secret}
    return await session.post(f"/webhooks/telegram/{bot.webhook_path}", json=update, headers=headers)


async def stored(uow: UnitOfWork) -> list[tuple[str, str, str, Any]]:
    async with uow.platform() as connection:
        found = await connection.execute(text("SELECT source, external_id, lane, payload FROM inbox ORDER BY id"))
        rows = [tuple(row) for row in found]
        await connection.execute(text("UPDATE inbox SET handled_at = now()"))  # the law: nothing waits
    return rows


async def test_an_update_is_stored_once_however_often_it_is_delivered(
    edge: Edge, bot: ServedBot, uow: UnitOfWork
) -> None:
    answers = [await deliver(edge.session, bot) for _ in range(3)]
    assert [answer.status for answer in answers] == [200, 200, 200]
    assert await stored(uow) == [(f"telegram:{bot.id}", "7", f"{bot.id}:chat:5", UPDATE)]


@pytest.mark.parametrize("secret", ["", "wrong", "неверный"])
async def test_a_wrong_secret_is_refused(edge: Edge, bot: ServedBot, uow: UnitOfWork, secret: str) -> None:
    answer = await deliver(edge.session, bot, secret=secret)
    assert answer.status == 401
    assert (await answer.json(content_type="application/problem+json"))["code"] == "error-unsigned"
    assert await stored(uow) == []


async def test_an_unknown_path_is_not_found_even_with_a_right_secret(edge: Edge, bot: ServedBot) -> None:
    answer = await deliver(edge.session, replace(bot, webhook_path="nowhere"))
    assert answer.status == 404


async def test_a_stopped_bot_takes_no_updates(edge: Edge, bot: ServedBot, bots: Bots) -> None:
    await bots.stop(bot.id, "disabled")  # type: ignore[arg-type]
    assert (await deliver(edge.session, bot)).status == 404


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"{}", b'{"update_id": "7"}', b'{"update_id": true}', b"\xff"])
async def test_what_is_not_an_update_is_malformed(edge: Edge, bot: ServedBot, body: bytes) -> None:
    answer = await edge.session.post(
        f"/webhooks/telegram/{bot.webhook_path}", data=body, headers={SECRET_HEADER: bot.webhook_secret}
    )
    assert answer.status == 400


async def test_what_cannot_wait_is_handed_over_at_once_and_not_stored(
    edge: Edge, start: Start, bot: ServedBot, bots: Bots, uow: UnitOfWork
) -> None:
    asked: list[tuple[int, Any]] = []

    def at_once(served: ServedBot, update: dict[str, Any]) -> bool:
        asked.append((served.id, update["update_id"]))
        return "pre_checkout_query" in update

    session = await start(replace(edge.parts, take_updates=StoreUpdates(bots, edge.inbox, at_once)))
    assert (await deliver(session, bot, {"update_id": 8, "pre_checkout_query": {"id": "1"}})).status == 200
    assert await stored(uow) == []
    assert (await deliver(session, bot)).status == 200
    assert len(await stored(uow)) == 1
    assert (await deliver(session, bot, secret="wrong")).status == 401
    assert asked == [(bot.id, 8), (bot.id, 7)]


async def test_a_body_above_one_megabyte_is_refused(edge: Edge, bot: ServedBot) -> None:
    answer = await edge.session.post(f"/webhooks/telegram/{bot.webhook_path}", data=BytesIO(b" " * (1024 * 1024 + 1)))
    assert answer.status == 413


async def test_telegram_is_told_to_come_again_when_nothing_can_be_stored(edge: Edge, start: Start) -> None:
    async def later(_path: str, _secret: str, _update: dict[str, Any]) -> Verdict:
        return Verdict.LATER

    session = await start(replace(edge.parts, take_updates=later))
    answer = await session.post("/webhooks/telegram/path", json=UPDATE)
    assert (answer.status, answer.headers["Retry-After"]) == (503, "5")


async def test_neither_path_nor_secret_nor_token_is_logged_or_measured(edge: Edge, bot: ServedBot) -> None:
    with capture_logs() as lines:
        await deliver(edge.session, bot)
        await deliver(edge.session, bot, secret="wrong")
    requests = [line for line in lines if line["event"] == "http.request"]
    assert [(line["route"], line["status"]) for line in requests] == [
        ("/webhooks/telegram/{bot}", 200),
        ("/webhooks/telegram/{bot}", 401),
    ]
    measured = REGISTRY.get_sample_value(
        "shop_http_seconds_count", {"route": "/webhooks/telegram/{bot}", "status": "401"}
    )
    assert measured is not None
    for secret in (bot.webhook_path, bot.webhook_secret, TOKEN):
        assert secret not in repr(lines)


@pytest.fixture(autouse=True)
async def nothing_waits(uow: UnitOfWork) -> Any:
    """Nobody handles what these tests store."""
    yield
    await stored(uow)
