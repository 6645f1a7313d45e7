"""A full run with planted card numbers and secrets: no log, no table and no Redis key has one (docs/pci.md)."""

import logging
from collections.abc import Iterator

import orjson
import pytest
import structlog
from aiohttp import ClientSession

from core.kit.observability.logs import set_up_logs
from sandbox.gateways import defaults
from sandbox.gateways.server import Gateways
from tests.journeys.shopping import comes_to_confirm, orders, state
from tests.journeys.stage import Scene

TYPED, POSTED, COMMENTED = "4242 4242 4242 4242", "5555555555554444", "4111111111111111"
SECRET_KEY = "test_planted_Ab3xYz9Qw7Lk2Mn8"
PAGE = "💳 Карта, СБП"


@pytest.fixture
def logged(capfd: pytest.CaptureFixture[str]) -> Iterator[pytest.CaptureFixture[str]]:
    """Everything is logged, as production writes it."""
    root = logging.getLogger()
    before = (root.handlers, root.level)
    configured = structlog.get_config()
    set_up_logs("json", "DEBUG")
    # A logger that is kept from here would go on writing like this in the tests that follow.
    structlog.configure(cache_logger_on_first_use=False)
    yield capfd
    root.handlers, root.level = before
    structlog.configure(**configured)


@pytest.fixture
async def gateways(logged: pytest.CaptureFixture[str], scene: Scene, gateways: Gateways) -> Gateways:
    """YooKassa with a key of its own; the owner sends that key into the chat."""
    del logged
    hook = f"http://127.0.0.1:{scene.app.port}/webhooks/payments/yookassa/{scene.stall.shop.slug}"
    gateways.yookassa.account(webhook_url=hook, key=SECRET_KEY)
    for field, value in (
        ("api_url", gateways.yookassa_url),
        ("shop_id", defaults.YOOKASSA_SHOP),
        ("secret_key", SECRET_KEY),
    ):
        await scene.olga.says(f"/way yookassa {field} {value}")
    return gateways


async def everything_kept(scene: Scene) -> str:
    """Every column of every row of every table, as text."""
    async with scene.running.database.connection() as admin:
        tables = await admin.fetch("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        rows = [row[0] for table in tables for row in await admin.fetch(f'SELECT t::text FROM "{table[0]}" t')]
    redis = scene.app.redis
    cached = [f"{key!r} {await redis.dump(key)!r}" async for key in redis.scan_iter()]
    return "\n".join([*rows, *cached])


async def test_nothing_planted_is_found_anywhere(
    scene: Scene, gateways: Gateways, logged: pytest.CaptureFixture[str]
) -> None:
    anna = scene.anna
    warned = await anna.says(f"вот моя карта {TYPED} 12/30 123")
    assert "не присылайте номер карты" in warned.text
    assert TYPED not in " ".join(seen.text for seen in await anna.messages())

    await comes_to_confirm(anna, scene.tea, pay=PAGE)
    await anna.tap("💬 Комментарий")
    await anna.says(f"спишите с {COMMENTED}")
    await orders(anna, scene.tea, pay=PAGE)
    [payment] = gateways.yookassa.payments()
    gateways.yookassa.pay(payment.id)
    await gateways.settled()
    assert await state(scene) == "confirmed"

    body = orjson.dumps(
        {
            "type": "notification",
            "event": "payment.succeeded",
            "object": {"id": payment.id, "card": {"number": POSTED, "note": f"{POSTED} {TYPED}"}},
        }
    )
    async with ClientSession() as session:
        hook = f"http://127.0.0.1:{scene.app.port}/webhooks/payments/yookassa/{scene.stall.shop.slug}"
        async with session.post(hook, data=body, headers={"Content-Type": "application/json"}) as answer:
            assert answer.status == 200
    await scene.settled()

    kept, written = await everything_kept(scene), "".join(logged.readouterr())
    assert payment.id in kept, "the search looks at the right place"
    assert "payment.settled" in written, "the search looks at the right log"
    for planted in (TYPED, TYPED.replace(" ", ""), POSTED, COMMENTED, SECRET_KEY, scene.token):
        assert planted not in kept
        assert planted not in written
