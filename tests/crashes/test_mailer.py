"""A broadcast to 5,000 people whose sender is killed again and again: nobody gets it twice, nobody is forgotten."""

import asyncio
import os
import signal
import sys
from collections import Counter
from collections.abc import AsyncIterator

import pytest

from core.kit.security.cipher import Cipher
from core.shops.open_shop import Bots
from core.talks.broadcasts import Broadcasts
from core.talks.scenarios import Scenarios, WatchOccasions
from core.talks.send_campaigns import SendCampaigns
from db.repositories import shops
from db.types.enums import SendState
from db.types.ids import BotId
from sandbox.model import Chat, Person
from sandbox.server import RunningSandbox, running_sandbox
from tests.crashes.mailer import HANDFUL, KEY
from tests.crashes.steps import ROOT
from tests.factories.database import Database
from tests.factories.readers import readers
from tests.factories.town import Stall, Town

PEOPLE = 5_000
KILLED_AT = (400, 1_500, 2_600, 3_900)
TOKEN = "7300000001:" + "m" * 35


@pytest.fixture
async def telegram() -> AsyncIterator[RunningSandbox]:
    """A local Telegram of this test's own."""
    async with running_sandbox() as found:
        yield found


class Mailing:
    """A broadcast to many, its readers' chats, and the processes that send it."""

    def __init__(self, stall: Stall, telegram: RunningSandbox, database: Database, bot_id: BotId) -> None:
        self.stall = stall
        self.telegram = telegram
        self.database = database
        self.bot_id = bot_id
        self.broadcasts = Broadcasts(stall.town.uow, stall.town.clock)
        self.campaign_id = 0

    @classmethod
    async def begun(cls, town: Town, telegram: RunningSandbox, database: Database, people: int) -> "Mailing":
        stall = await town.shop()
        number = await telegram.driver.add_bot(TOKEN, "mailing_bot", "Shop")
        bot_id = await Bots(town.uow, Cipher(KEY)).save(TOKEN, number, "mailing_bot", "Shop")
        async with town.uow.platform() as connection:
            await shops.move_to_bot(connection, stall.id, bot_id)
        first = await readers(stall, bot_id, people)
        world = telegram.telegram.world
        for reader in range(first + 1, first + people + 1):
            world.people.put(reader, Person(reader, f"Reader {reader}", started=[number]))
        return cls(stall, telegram, database, bot_id)

    async def broadcasts_now(self) -> None:
        """The owner writes to everybody."""
        town, owner = self.stall.town, self.stall.owner
        self.campaign_id = await self.broadcasts.create(owner, "en", "Hello, {name}")
        await self.broadcasts.start(owner, self.campaign_id)
        await SendCampaigns(town.uow, town.clock).at_work()

    async def welcomes(self) -> None:
        """A scenario greets everybody who opened the shop."""
        town, owner = self.stall.town, self.stall.owner
        scenarios = Scenarios(town.uow, town.clock)
        welcome = next(one for one, _ in await scenarios.all(owner) if one.code == "welcome")
        await scenarios.set(owner, welcome.id, delay_minutes=0, quiet_from=0, quiet_to=0)
        await scenarios.turn(owner, welcome.id, on=True)
        await self.stall.tell("UPDATE campaigns SET started_at = now() - interval '1 hour' WHERE state = 'on'")
        await self.looks_around()

    async def looks_around(self) -> None:
        """The timer comes round, as often as it likes."""
        self.stall.town.clock.move(seconds=2)
        await WatchOccasions(self.stall.town.uow, self.stall.town.clock)()
        await self.stall.tell("UPDATE campaign_messages SET due_at = now() WHERE state = 'waiting'")

    def received(self) -> Counter[int]:
        """How many messages each reader has."""
        found: Counter[int] = Counter()
        for key, messages in self.telegram.telegram.world.history.items():
            found[Chat.of(key).second] += len(messages)
        return found

    async def process(self) -> asyncio.subprocess.Process:
        return await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "tests.crashes.mailer", self.database.url(), self.telegram.url),
            cwd=ROOT,
            env={"PATH": os.defpath, "PYTHONPATH": str(ROOT)},
        )

    async def is_killed_at(self, messages: int) -> None:
        """A process sends until so many messages arrived, and dies; its time runs out."""
        process = await self.process()
        async with asyncio.timeout(60):
            arrived = 0
            while arrived < messages and process.returncode is None:
                await asyncio.sleep(0.02)
                arrived = self.received().total()
        process.send_signal(signal.SIGKILL)
        assert await process.wait() == -signal.SIGKILL
        await self.stall.tell("UPDATE campaign_messages SET claimed_at = claimed_at - interval '1 hour'")

    async def states(self) -> dict[SendState, int]:
        view = await self.broadcasts.one(self.stall.owner, self.campaign_id)
        return dict(view.results.states)


async def test_of_five_thousand_people_nobody_gets_a_broadcast_twice_however_often_it_is_killed(
    town: Town, telegram: RunningSandbox, database: Database
) -> None:
    mailing = await Mailing.begun(town, telegram, database, PEOPLE)
    await mailing.broadcasts_now()

    for messages in KILLED_AT:
        await mailing.is_killed_at(messages)
    last = [await mailing.process() for _ in range(2)]
    assert [await process.wait() for process in last] == [0, 0]

    received, states = mailing.received(), await mailing.states()
    assert set(received.values()) == {1}
    assert set(states) <= {SendState.SENT, SendState.UNKNOWN}
    assert sum(states.values()) == PEOPLE
    in_doubt = states.get(SendState.UNKNOWN, 0)
    assert in_doubt <= len(KILLED_AT) * HANDFUL
    assert len(received) >= states[SendState.SENT] == PEOPLE - in_doubt
    reached = await mailing.stall.ask("SELECT array_agg(telegram_id) FROM campaign_messages WHERE state = 'sent'")
    assert set(reached) <= set(received), "whoever counts as reached has the message"


async def test_a_scenario_that_is_killed_writes_to_each_person_once_for_an_occasion(
    town: Town, telegram: RunningSandbox, database: Database
) -> None:
    mailing = await Mailing.begun(town, telegram, database, 400)
    await mailing.welcomes()

    for messages in (50, 200):
        await mailing.is_killed_at(messages)
        await mailing.looks_around()
    last = await mailing.process()
    assert await last.wait() == 0

    received = mailing.received()
    assert set(received.values()) == {1}
    sent = await mailing.stall.ask("SELECT count(*) FROM campaign_messages WHERE state = 'sent'")
    assert await mailing.stall.count("campaign_messages") == 400
    assert 400 - 2 * HANDFUL <= sent <= len(received)


async def test_without_the_claim_a_killed_broadcast_reaches_people_twice(
    own_database: Database, unguarded_town: Town, telegram: RunningSandbox
) -> None:
    """The negative control: what is claimed counts as waiting still."""
    mailing = await Mailing.begun(unguarded_town, telegram, own_database, 200)
    await mailing.broadcasts_now()
    async with own_database.connection("shop_owner") as owner:
        await owner.execute(
            "CREATE FUNCTION forget() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
            " UPDATE campaign_messages SET state = 'waiting' WHERE state = 'claimed'; RETURN NULL; END $$"
        )
        await owner.execute(
            "CREATE TRIGGER forget AFTER UPDATE ON campaign_messages FOR EACH ROW"
            " WHEN (NEW.state = 'claimed') EXECUTE FUNCTION forget()"
        )
    await mailing.is_killed_at(250)
    assert max(mailing.received().values()) > 1
