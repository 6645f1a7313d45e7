"""How long a tap takes while a broadcast goes out through the same bot, in the same process."""

import asyncio
import statistics
import time
from collections.abc import Awaitable, Callable

from pydantic import SecretStr

from application import Application
from bot.campaigns import Mailer
from config.settings import ProcessRole, Settings
from core.kit.clock import SystemClock
from core.talks.broadcasts import Broadcasts
from db.types.ids import BotId
from resources import Resources
from tests.bench import chat
from tests.bench.purchase import made_shopper
from tests.bench.report import Measured
from tests.factories.database import Database
from tests.factories.readers import readers

READERS, TAPS, PAUSE = 2_000, 300, 0.03
_GOAL = 1.0


async def _taps(look: Callable[[], Awaitable[None]]) -> float:
    """Return the 99th percentile of the seconds that a tap takes."""
    took = []
    for _ in range(TAPS):
        begun = time.perf_counter()
        await look()
        took.append(time.perf_counter() - begun)
        await asyncio.sleep(PAUSE)
    return statistics.quantiles(took, n=100)[98]


async def measure(database: Database, redis_url: str) -> list[Measured]:
    """Return the lines of a chat beside a broadcast."""
    async with chat.fake_api() as api_url:
        settings = Settings(
            telegram_api_url=api_url, secret_key=SecretStr("x" * 40), roles=(ProcessRole.BOT,), bot_token=None
        )
        app = Application(Resources(settings, database.url(), database.url("shop_owner"), redis_url))
        try:
            shopper = await made_shopper(app, database)
            stall = shopper.shop
            bot_id = BotId(await stall.ask("SELECT bot_id FROM shops WHERE id = :id", id=stall.id))
            await readers(stall, bot_id, READERS)
            quiet = await _taps(shopper.look)
            broadcasts = Broadcasts(stall.town.uow, SystemClock())
            campaign_id = await broadcasts.create(stall.owner, "en", "Hello, {name}")
            await broadcasts.start(stall.owner, campaign_id)
            mailer = await app.container.get(Mailer)
            sending = asyncio.create_task(_send(mailer))
            begun = time.perf_counter()
            busy = await _taps(shopper.look)
            seconds = time.perf_counter() - begun
            sending.cancel()
            await asyncio.gather(sending, return_exceptions=True)
            sent = int(await stall.ask("SELECT count(*) FROM campaign_messages WHERE state = 'sent'"))
        finally:
            await app.stop()
    pace = sent / seconds
    return [
        Measured("a tap, 99th percentile, nothing beside it", f"{quiet * 1000:.0f} ms", "", None),
        Measured("the same while a broadcast goes out", f"{busy * 1000:.0f} ms", "<= 1 s", busy <= _GOAL),
        Measured("the broadcast's pace meanwhile", f"{pace:.1f} messages/s", "20 to 30", 20 <= pace <= 30),
    ]


async def _send(mailer: Mailer) -> None:
    while True:
        await mailer.run()
