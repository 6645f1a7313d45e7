"""Delivery to webhooks: the secret, repeats after failures, methods in the reply, no polling beside it."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiogram.exceptions import TelegramConflictError
from aiohttp import web

from tests.sandbox.conftest import ANN, BEN, SHOP, World


class Receiver:
    """A small web server that keeps what comes and answers as told."""

    def __init__(self) -> None:
        self.got: list[tuple[str, dict[str, Any]]] = []
        self.answers: list[web.Response] = []
        self.url = ""
        self.arrived = asyncio.Condition()

    async def handle(self, request: web.Request) -> web.Response:
        self.got.append((request.headers.get("X-Telegram-Bot-Api-Secret-Token", ""), await request.json()))
        async with self.arrived:
            self.arrived.notify_all()
        return self.answers.pop(0) if self.answers else web.Response()

    async def wait(self, count: int) -> None:
        async with asyncio.timeout(5), self.arrived:
            await self.arrived.wait_for(lambda: len(self.got) >= count)


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    receiver = Receiver()
    app = web.Application()
    app.router.add_post("/hook", receiver.handle)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    receiver.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield receiver
    await runner.cleanup()


async def test_updates_come_with_the_secret_and_in_order(world: World, receiver: Receiver) -> None:
    await world.bot.set_webhook(receiver.url, secret_token="s3cret", allowed_updates=["message"])
    for number in range(3):
        await world.driver.say(ANN, SHOP, f"m{number}")
    await receiver.wait(3)
    assert {secret for secret, _ in receiver.got} == {"s3cret"}
    assert [body["message"]["text"] for _, body in receiver.got] == ["m0", "m1", "m2"]
    info = await world.bot.get_webhook_info()
    assert (info.url, info.pending_update_count, info.allowed_updates) == (receiver.url, 0, ["message"])


async def test_a_failed_delivery_is_repeated_and_shown(world: World, receiver: Receiver) -> None:
    receiver.answers = [web.Response(status=500)]
    await world.bot.set_webhook(receiver.url)
    await world.driver.say(ANN, SHOP, "again")
    await receiver.wait(2)
    assert receiver.got[0] == receiver.got[1]
    info = await world.bot.get_webhook_info()
    assert info.last_error_message == "Wrong response from the webhook: 500 Internal Server Error"


async def test_a_stuck_chat_does_not_hold_up_another(world: World, receiver: Receiver) -> None:
    receiver.answers = [web.Response(status=503, headers={"Retry-After": "30"})]
    await world.bot.set_webhook(receiver.url)
    await world.driver.say(ANN, SHOP, "stuck")
    await receiver.wait(1)
    await world.driver.say(BEN, SHOP, "free")
    await receiver.wait(2)
    assert receiver.got[1][1]["message"]["text"] == "free"
    assert (await world.bot.get_webhook_info()).pending_update_count == 1


async def test_a_method_in_the_reply_is_carried_out(world: World, receiver: Receiver) -> None:
    receiver.answers = [web.json_response({"method": "sendMessage", "chat_id": ANN, "text": "from the reply"})]
    await world.bot.set_webhook(receiver.url)
    await world.driver.say(ANN, SHOP, "hello")
    assert (await world.driver.wait_for(ANN, SHOP, "from the reply")).sender == SHOP


async def test_setting_the_webhook_again_ends_the_waiting(world: World, receiver: Receiver) -> None:
    receiver.answers = [web.Response(status=503, headers={"Retry-After": "30"})]
    await world.bot.set_webhook(receiver.url)
    await world.driver.say(ANN, SHOP, "the bot was restarting")
    await receiver.wait(1)
    await world.bot.set_webhook(receiver.url)
    await receiver.wait(2)
    assert receiver.got[0] == receiver.got[1]


async def test_repeats_reach_a_webhook_too(world: World, receiver: Receiver) -> None:
    await world.bot.set_webhook(receiver.url)
    await world.driver.duplicate_next_updates(1)
    await world.driver.say(ANN, SHOP, "twice")
    await receiver.wait(2)
    await world.driver.redeliver(receiver.got[0][1]["update_id"])
    await receiver.wait(3)
    assert len({body["update_id"] for _, body in receiver.got}) == 1


async def test_polling_beside_a_webhook_is_a_conflict(world: World, receiver: Receiver) -> None:
    await world.bot.set_webhook(receiver.url)
    with pytest.raises(TelegramConflictError, match="can't use getUpdates method while webhook is active"):
        await world.bot.get_updates()
    await world.bot.delete_webhook(drop_pending_updates=True)
    assert await world.bot.get_updates() == []
