"""The application is stopped and started again between two taps, as at a deploy."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from db.embedded import PostgresServer, ValkeyServer
from sandbox.server import running_sandbox
from tests.factories.database import copy_of_template
from tests.journeys.shopping import CARD, PICKUP, opens
from tests.journeys.stage import Running, Scene, open_shop, running, settings_for


@pytest.fixture
async def fragile(postgres: PostgresServer, valkey: ValkeyServer, folder: Path) -> AsyncIterator[Scene]:
    """A scene whose application may be stopped."""
    async with (
        running_sandbox() as sandbox,
        copy_of_template(postgres) as database,
        running(settings_for(sandbox.url, folder), database, valkey.url) as found,
    ):
        scene = await open_shop(found, sandbox)
        yield scene
        await scene.is_in_order()


async def test_every_button_works_after_a_restart(fragile: Scene) -> None:
    anna, application = fragile.anna, fragile.running
    await opens(anna, fragile.tea)
    await again(fragile)
    await anna.tap("⚡️ Купить")
    await again(fragile)
    await anna.tap(PICKUP)
    await anna.sees("Телефон")
    await again(fragile)
    await anna.shares_phone()
    await anna.tap(CARD)
    await again(fragile)
    await anna.tap("✅ Подтвердить")
    await anna.invoice()
    await again(fragile)
    assert (await anna.pays()).ok
    await anna.sees("Подтверждён", button="Отменить заказ")
    await fragile.settled()
    await again(fragile)
    await fragile.staff.tap(fragile.kirill, "📦 Собрать")
    await anna.sees("можно забирать")
    assert isinstance(application, Running)


async def test_what_was_pressed_while_the_shop_was_down_is_done_when_it_is_back(fragile: Scene) -> None:
    anna = fragile.anna
    card = await opens(anna, fragile.tea)
    await fragile.settled()
    await fragile.running.stop()
    await fragile.driver.tap(anna.person, anna.bot, "В корзину", card.id, wait=False)
    await fragile.running.start_again()
    await anna.screen("Зелёный чай", button="В корзине: 1")


async def again(scene: Scene) -> None:
    await scene.running.stop()
    await scene.running.start_again()
