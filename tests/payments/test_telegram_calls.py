"""Calls of the Bot API for money: through the right bot, refusals told apart from silence, tokens told to nobody."""

import logging

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from core.kit.destinations import Trusted
from core.shops.open_shop import Bots
from db.types.ids import BotId, new_id
from payments.http import ProviderHttp
from payments.protocol import ProviderDown
from payments.telegram_calls import BotRefused, TelegramCalls
from tests.factories.town import Town

TOKEN = "7100000001:" + "Ab-_9" * 7


async def telegram(request: web.Request) -> web.Response:
    method = request.match_info["method"]
    asked = await request.json()
    match method:
        case "getMyStarBalance":
            return web.json_response({"ok": True, "result": {"amount": 5, "asked": asked}})
        case "refundStarPayment":
            return web.json_response(
                {"ok": False, "error_code": 400, "description": "Bad Request: CHARGE_NOT_FOUND"}, status=400
            )
        case "page":
            return web.Response(text="<html>", status=404)
        case _:
            return web.Response(status=502)


async def test_answers_refusals_and_silence_are_three_things(town: Town, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    bots, http = Bots(town.uow, town.cipher), ProviderHttp(Trusted(everything=True))
    bot_id = await bots.save(TOKEN, 7100000001, "stars_bot", "Stars")
    app = web.Application()
    app.router.add_post("/bot{token}/{method}", telegram)
    async with TestServer(app) as server:
        call = TelegramCalls(bots, http, str(server.make_url("")).rstrip("/"))

        assert await call(bot_id, "getMyStarBalance") == {"amount": 5, "asked": {}}
        with pytest.raises(BotRefused) as refused:
            await call(bot_id, "refundStarPayment", user_id=1)
        troubles: list[Exception] = [refused.value]
        for method in ("page", "anything"):
            with pytest.raises(ProviderDown) as down:
                await call(bot_id, method)
            troubles.append(down.value)
        with pytest.raises(BotRefused):
            await call(BotId(new_id()), "getMyStarBalance")
    with pytest.raises(ProviderDown) as gone:
        await call(bot_id, "getMyStarBalance")
    await http.close()

    assert refused.value.description == "Bad Request: CHARGE_NOT_FOUND"
    for trouble in (*troubles, gone.value):
        assert TOKEN not in f"{trouble} {trouble!r} {trouble.__cause__}"
    ours = [record for record in caplog.records if record.name != "aiohttp.access"]  # that is the server itself
    assert not any(TOKEN in record.getMessage() for record in ours)
