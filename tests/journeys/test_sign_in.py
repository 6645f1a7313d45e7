"""Sessions and the second factor in the chat, beside the web."""

from collections.abc import AsyncIterator

import pyotp
import pytest
from aiohttp import ClientSession

from tests.journeys.shopping import buys
from tests.journeys.stage import Scene
from tests.journeys.web import Visitor


@pytest.fixture
async def session() -> AsyncIterator[ClientSession]:
    async with ClientSession() as found:
        yield found


async def test_where_one_is_signed_in_is_seen_and_ended_in_the_chat(scene: Scene, session: ClientSession) -> None:
    anna = scene.anna
    await anna.start()
    await anna.says("/sessions")
    await anna.screen("нигде не вошли")
    here, there = [await Visitor(scene, session, {}).enters(anna) for _ in range(2)]

    await anna.says("/profile")
    await anna.tap("🔐 Входы")
    await anna.screen("Где вы вошли", button="✖️ Завершить 2")
    # The one used last comes first.
    await there.gets("/me")
    await anna.tap("✖️ Завершить 1")
    await anna.screen("Где вы вошли")
    alive = [one for one in (here, there) if (await one.asks("GET", "/me")).status == 200]
    assert len(alive) == 1
    await anna.tap("Завершить все")
    await anna.screen("нигде не вошли")
    assert await alive[0].refused("GET", "/me") == (401, "error-not-signed-in")


async def test_in_english_too(scene: Scene, session: ClientSession) -> None:
    await scene.tom.start()
    await Visitor(scene, session, {}).enters(scene.tom)
    await scene.tom.says("/sessions")
    await scene.tom.screen("Where you are signed in", button="End all")


async def test_refunds_wait_for_a_code_once_there_is_a_second_factor(scene: Scene) -> None:
    olga = scene.olga
    await buys(scene.anna, scene.tea)
    await olga.start()
    await olga.says("/mfa")
    await olga.tap("Включить")
    shown = await olga.sees("Отсканируйте")
    assert shown.photo
    secret = next(word for word in shown.text.split() if len(word) == 32)
    await olga.types("000000")
    await olga.sees("Код не подошёл")
    first = pyotp.TOTP(secret).now()
    await olga.types(f"{first[:3]} {first[3:]}")
    codes = (await olga.sees("Резервные коды")).text

    await olga.says("/team")
    await olga.sees("Сначала нужен код")
    await olga.says(f"/code {first}")  # a code is good once
    await olga.sees("Код не подошёл")
    backup = next(word for word in codes.split() if len(word) == 11 and "-" in word)
    await olga.says(f"/code {backup}")
    await olga.sees("✅ Верно")
    answered = await olga.says("/team")
    assert "код" not in answered.text.lower()

    await olga.says(f"/mfa off {next(word for word in reversed(codes.split()) if len(word) == 11)}")
    await olga.screen("Второй фактор", button="Включить")


async def test_the_second_factor_is_no_matter_for_a_group_or_a_customer(scene: Scene) -> None:
    said = await scene.staff.says(scene.olga, "/mfa")
    assert "личный чат" in said.text
    await scene.anna.start()
    assert "Второй фактор" not in (await scene.anna.says("/mfa")).text
