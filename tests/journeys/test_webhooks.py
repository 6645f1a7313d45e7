"""The same shop behind webhooks: delivered by the local Telegram with each bot's own path and secret."""

from collections.abc import AsyncIterator

import pytest
from aiohttp import ClientSession
from sqlalchemy import text

from db.embedded import PostgresServer, ValkeyServer
from sandbox.server import running_sandbox
from tests.factories.database import copy_of_template, reachable_folder
from tests.journeys.shopping import buys
from tests.journeys.stage import Scene, free_port, open_shop, running, settings_for


@pytest.fixture
async def behind_webhooks(postgres: PostgresServer, valkey: ValkeyServer) -> AsyncIterator[tuple[Scene, str]]:
    """A scene whose updates are delivered, and the application's address."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    with reachable_folder() as folder:
        async with running_sandbox() as sandbox, copy_of_template(postgres) as database:
            settings = settings_for(sandbox.url, folder, public_url=address, port=port)
            async with running(settings, database, valkey.url, port=port) as found:
                scene = await open_shop(found, sandbox)
                yield scene, address
                await scene.is_in_order()


async def test_a_purchase_is_made_through_webhooks(behind_webhooks: tuple[Scene, str]) -> None:
    scene, _ = behind_webhooks
    await buys(scene.anna, scene.tea)
    await scene.staff.tap(scene.kirill, "📦 Собрать")
    await scene.anna.sees("Ждём вас!")
    await scene.becomes("fulfilling")
    polled = [call for call in await scene.driver.calls("getUpdates") if call["bot_username"] == scene.bot]
    assert polled == []


async def test_a_delivery_without_the_secret_is_refused(behind_webhooks: tuple[Scene, str]) -> None:
    scene, address = behind_webhooks
    async with scene.town.uow.platform() as connection:
        path = (await connection.execute(text("SELECT webhook_path FROM bots WHERE id = :b"),
                                         {"b": scene.bot_id})).scalar()  # fmt: skip
    update = {"update_id": 1, "message": {"message_id": 1, "date": 1, "chat": {"id": 1, "type": "private"}}}
    async with ClientSession() as session:
        for headers in ({}, {"X-Telegram-Bot-Api-Secret-Token": "wrong"}):
            url = f"{address}/webhooks/telegram/{path}"
            async with session.post(url, json=update, headers=headers) as answer:
                assert answer.status == 401
        async with session.post(f"{address}/webhooks/telegram/nobody", json=update) as answer:
            assert answer.status in (401, 404)
        async with session.get(f"{address}/health/ready") as answer:
            assert answer.status == 200
    assert await scene.stall.count("orders") == 0
