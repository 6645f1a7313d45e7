"""A process that sends what is due and can be killed: `python -m tests.crashes.mailer DATABASE TELEGRAM`."""

import asyncio
import sys

from bot.campaigns import Mailer
from bot.fleet import Fleet
from bot.pace import Bucket
from core.kit.clock import SystemClock
from core.kit.security.cipher import Cipher
from core.kit.uow import UnitOfWork
from core.shops.open_shop import Bots, Shops
from core.shops.pictures import Pictures
from core.shops.texts import ShopWords
from core.talks.send_campaigns import SendCampaigns
from db.session import make_engine

KEY = "a key of the tests, 32 characters"
HANDFUL = 25


def fast_lane() -> Bucket:
    """Thousands a second: the local Telegram has no limit unless it is told to."""
    return Bucket(rate=1e6, burst=HANDFUL)


async def send(database_url: str, telegram_url: str) -> None:
    """Send until nothing is due."""
    engine = make_engine(database_url, pool_size=4)
    uow = UnitOfWork(engine)
    fleet = Fleet(Bots(uow, Cipher(KEY)), telegram_url)
    sender = SendCampaigns(uow, SystemClock())
    mailer = Mailer(sender, fleet, Shops(uow), ShopWords(uow), Pictures(uow), fast_lane)
    while await sender.at_work():
        await mailer.round()
    await fleet.close()
    await engine.dispose()


if __name__ == "__main__":
    asyncio.run(send(*sys.argv[1:]))
