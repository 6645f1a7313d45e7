"""Trouble on purpose: each kind of fault, and the flood limits."""

import asyncio

import pytest
from aiogram.exceptions import (
    TelegramForbiddenError,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)

from sandbox.driver import SandboxError
from tests.sandbox.conftest import ANN, BEN, SHOP, World


@pytest.fixture
async def chatting(world: World) -> World:
    await world.driver.start(ANN, SHOP)
    await world.driver.start(BEN, SHOP)
    return world


async def test_429_carries_retry_after_for_one_chat_only(chatting: World) -> None:
    await chatting.driver.inject("429", method="sendMessage", chat=ANN, seconds=7)
    await chatting.bot.send_message(BEN, "fine")
    with pytest.raises(TelegramRetryAfter) as caught:
        await chatting.bot.send_message(ANN, "no")
    assert caught.value.retry_after == 7
    await chatting.bot.send_message(ANN, "now")
    assert await chatting.driver.violations(everything=True) == []


@pytest.mark.parametrize(("kind", "error"), [("403", TelegramForbiddenError), ("500", TelegramServerError)])
async def test_refusals_and_breakdowns_are_injected(chatting: World, kind: str, error: type[Exception]) -> None:
    await chatting.driver.inject(kind, times=1)
    with pytest.raises(error):
        await chatting.bot.send_message(ANN, "x")


@pytest.mark.parametrize(("kind", "delivered"), [("drop_after", True), ("drop_before", False)])
async def test_a_cut_connection_leaves_the_message_or_not(chatting: World, kind: str, delivered: bool) -> None:
    await chatting.driver.inject(kind, method="sendMessage")
    with pytest.raises(TelegramNetworkError):
        await chatting.bot.send_message(ANN, "maybe")
    assert ((await chatting.driver.last_message(ANN, SHOP)).text == "maybe") is delivered


async def test_a_hanging_call_holds_up_no_other(chatting: World) -> None:
    await chatting.driver.inject("hang", chat=ANN, seconds=0.5)
    slow = asyncio.create_task(chatting.bot.send_message(ANN, "late"))
    await asyncio.sleep(0.05)
    await chatting.bot.send_message(BEN, "quick")
    assert not slow.done()
    assert (await slow).text == "late"


async def test_an_unknown_fault_is_refused(world: World) -> None:
    with pytest.raises(SandboxError, match="unknown fault"):
        await world.driver.inject("earthquake")


async def test_flood_limits_apply_when_switched_on(chatting: World) -> None:
    for _ in range(8):
        await chatting.bot.send_message(ANN, "x")
    await chatting.driver.flood_limits(True)
    results = [chatting.bot.send_message(ANN, "x") for _ in range(8)]
    refused = [r for r in await asyncio.gather(*results, return_exceptions=True) if isinstance(r, TelegramRetryAfter)]
    assert 0 < len(refused) < 8
    await chatting.bot.send_message(BEN, "x")
