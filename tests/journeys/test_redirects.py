"""Paying on a provider's own page: a link in the chat, their webhook, and what happens while they hang."""

import asyncio

import pytest

from sandbox.gateways.server import Gateways
from tests.journeys.shopping import comes_to_confirm, orders, state
from tests.journeys.stage import Scene
from tests.journeys.ways import set_up
from tests.sandbox.gateways import until

PAGE = "💳 Карта, СБП"
_LEFT_HANGING = 300.0


@pytest.fixture
async def gateways(scene: Scene, gateways: Gateways) -> Gateways:
    """YooKassa, which the shop has set up; its notifications come to the application's own port."""
    await set_up(scene, "yookassa", gateways)
    return gateways


async def test_the_card_leads_to_the_page_and_the_webhook_confirms_the_order(scene: Scene, gateways: Gateways) -> None:
    anna = scene.anna
    await orders(anna, scene.tea, pay=PAGE)
    await anna.sees("Ждёт оплаты", button="Оплатить")
    [payment] = gateways.yookassa.payments()
    assert payment.amount == 500_00

    gateways.yookassa.pay(payment.id)
    await gateways.settled()

    assert await state(scene) == "confirmed"
    await anna.sees("Подтверждён")
    await scene.staff.sees("Зелёный чай")


async def test_while_a_provider_hangs_everybody_else_is_served(scene: Scene, gateways: Gateways) -> None:
    await comes_to_confirm(scene.anna, scene.tea, pay=PAGE)
    gateways.yookassa.fault("hang", "create", seconds=_LEFT_HANGING)
    waiting = asyncio.ensure_future(scene.anna.tap("✅ Подтвердить"))
    await until(lambda: gateways.yookassa.calls("create"))

    # Anna's order stands and her page hangs; Tom is answered, and so is staff.
    await scene.tom.start()
    found = await scene.tom.says("tea")
    assert "Green tea" in found.text + " ".join(found.button_texts)
    await scene.olga.says("/orders")
    gateways.yookassa.clear_faults()
    await waiting

    # Her own turn ends too: the order is placed and can be paid from its card.
    await scene.anna.sees("Ждёт оплаты", button="💳 Оплатить", patience=30)
    await scene.anna.tap("💳 Оплатить")
    await until(gateways.yookassa.payments)
    await scene.settled(30)
    assert await scene.stall.ask("SELECT state FROM payment_intents") == "presented"
