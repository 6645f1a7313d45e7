"""Many workers send one broadcast: each message is one worker's."""

from collections import Counter

from core.talks.broadcasts import Broadcasts
from core.talks.scenarios import Scenarios, WatchOccasions
from core.talks.send_campaigns import SendCampaigns
from tests.factories.at_once import at_once
from tests.factories.database import Database
from tests.factories.readers import readers, with_a_bot
from tests.factories.town import Stall, Town

READERS, WORKERS, HANDFUL = 120, 40, 5


async def begun(town: Town) -> tuple[Stall, int]:
    """A broadcast to many that has just begun."""
    stall = await town.shop()
    await readers(stall, await with_a_bot(stall), READERS)
    broadcasts = Broadcasts(town.uow, town.clock)
    campaign_id = await broadcasts.create(stall.owner, "en", "Hello")
    await broadcasts.start(stall.owner, campaign_id)
    return stall, campaign_id


async def all_claim(town: Town) -> Counter[int]:
    """Workers take messages at once; how often each person was taken."""
    sender = SendCampaigns(town.uow, town.clock)
    [work] = await sender.at_work()
    taken = await at_once(sender.claim(work, HANDFUL) for _ in range(WORKERS))
    return Counter(message.telegram_id for claimed in taken if isinstance(claimed, list) for message in claimed)


async def test_of_many_workers_each_message_is_ones(town: Town) -> None:
    await begun(town)
    taken = await all_claim(town)
    assert len(taken) == READERS
    assert set(taken.values()) == {1}


async def test_without_the_claim_workers_take_the_same_people(own_database: Database, unguarded_town: Town) -> None:
    """The negative control: what is claimed counts as waiting still."""
    await begun(unguarded_town)
    async with own_database.connection("shop_owner") as owner:
        await owner.execute(
            "CREATE FUNCTION forget() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
            " UPDATE campaign_messages SET state = 'waiting' WHERE state = 'claimed'"
            " AND person_id = NEW.person_id; RETURN NULL; END $$"
        )
        await owner.execute(
            "CREATE TRIGGER forget AFTER UPDATE ON campaign_messages FOR EACH ROW"
            " WHEN (NEW.state = 'claimed') EXECUTE FUNCTION forget()"
        )
    taken = await all_claim(unguarded_town)
    assert max(taken.values()) > 1


async def test_many_workers_begin_a_broadcast_once(town: Town) -> None:
    stall, campaign_id = await begun(town)
    sender = SendCampaigns(town.uow, town.clock)
    await at_once(sender.at_work() for _ in range(12))
    assert await stall.count("campaign_messages") == READERS
    assert await stall.ask("SELECT state FROM campaigns WHERE id = :id", id=campaign_id) == "sending"


async def test_many_watchers_note_an_occasion_once(town: Town) -> None:
    stall = await town.shop()
    await readers(stall, await with_a_bot(stall), 20)
    scenarios = Scenarios(town.uow, town.clock)
    welcome = next(one for one, _ in await scenarios.all(stall.owner) if one.code == "welcome")
    await scenarios.set(stall.owner, welcome.id, delay_minutes=0)
    await scenarios.turn(stall.owner, welcome.id, on=True)
    await stall.tell("UPDATE campaigns SET started_at = now() - interval '1 hour' WHERE state = 'on'")
    town.clock.move(seconds=5)
    watch = WatchOccasions(town.uow, town.clock)
    noted = await at_once(watch() for _ in range(12))
    assert sum(count for count in noted if isinstance(count, int)) == 20
    assert await stall.count("campaign_messages") == 20
