"""Scenarios: each occasion once, conditions, caps, quiet hours, carts that are bought or emptied."""

from dataclasses import replace

import pytest

from core.kit.errors import Forbidden
from core.notifications.choices import ChooseNotifications
from core.talks.errors import NothingToSend, ScenarioOff, UnknownPromo
from core.talks.scenarios import READY, NoteView, Scenarios, WatchOccasions
from core.talks.send_campaigns import Claimed, Outcome, SendCampaigns
from db.repositories import scenarios as rows
from db.types.enums import CampaignState, NotificationKind, Role, SendState, Trigger
from db.types.ids import BotId
from tests.factories.at_once import at_once
from tests.factories.database import Database
from tests.factories.readers import meets, with_a_bot
from tests.factories.town import Customer, Stall, Town


class Desk:
    """A shop with scenarios, its watcher and its sender."""

    def __init__(self, stall: Stall, bot_id: BotId) -> None:
        town = stall.town
        self.stall = stall
        self.bot_id = bot_id
        self.clock = town.clock
        self.scenarios = Scenarios(town.uow, town.clock)
        self.watch = WatchOccasions(town.uow, town.clock)
        self.sender = SendCampaigns(town.uow, town.clock)

    @classmethod
    async def of(cls, town: Town) -> "Desk":
        stall = await town.shop()
        return cls(stall, await with_a_bot(stall))

    async def switched_on(self, code: str, **changed: int | None) -> int:
        """A ready-made scenario without quiet hours, on since a minute ago."""
        campaign = next(one for one, _ in await self.scenarios.all(self.stall.owner) if one.code == code)
        await self.scenarios.set(self.stall.owner, campaign.id, quiet_from=0, quiet_to=0, **changed)
        await self.scenarios.turn(self.stall.owner, campaign.id, on=True)
        await self.stall.tell("UPDATE campaigns SET started_at = now() - interval '10 minutes' WHERE state = 'on'")
        return campaign.id

    async def customer(self, name: str = "Anna") -> Customer:
        person = await self.stall.customer(name)
        await meets(self.stall, self.bot_id, person.actor.person_id)
        return person

    async def due(self) -> list[Claimed]:
        """What would be sent now."""
        await self.watch()
        found: list[Claimed] = []
        for work in await self.sender.at_work():
            found += await self.sender.claim(work, 100)
        return found

    async def states(self) -> dict[str, int]:
        found = await self.stall.ask(
            "SELECT jsonb_object_agg(state, messages) FROM (SELECT state, count(*) AS messages"
            " FROM campaign_messages GROUP BY state) counted"
        )
        return dict(found or {})


@pytest.fixture
async def desk(town: Town) -> Desk:
    return await Desk.of(town)


async def test_the_ready_made_ones_are_there_once_with_words_and_off(desk: Desk) -> None:
    for _ in range(2):
        found = await desk.scenarios.all(desk.stall.owner)
        assert {campaign.code for campaign, _ in found} == set(READY)
        assert {campaign.state for campaign, _ in found} == {CampaignState.OFF}
        assert all(set(campaign.texts) == {"ru", "en"} for campaign, _ in found)
    assert len(found) == len(READY)


async def test_a_cart_that_is_left_is_reminded_of_once(desk: Desk) -> None:
    await desk.switched_on("cart", delay_minutes=180)
    anna = await desk.customer()
    await anna.puts(await desk.stall.sells("TEA"))
    assert await desk.due() == []
    desk.clock.move(hours=3, minutes=1)
    [message] = await desk.due()
    assert message.telegram_id == anna.actor.telegram_id
    assert await desk.due() == []
    assert await desk.states() == {"claimed": 1}


@pytest.mark.parametrize("how", ["bought", "emptied", "unsubscribed"])
async def test_a_cart_that_is_bought_or_emptied_is_not_reminded_of(desk: Desk, how: str) -> None:
    await desk.switched_on("cart", delay_minutes=0)
    anna = await desk.customer()
    tea = await desk.stall.sells("TEA")
    await anna.puts(tea)
    desk.clock.move(seconds=5)
    await desk.watch()
    if how == "bought":
        await anna.orders(tea)
    elif how == "emptied":
        await desk.stall.tell("DELETE FROM cart_lines")
    else:
        choose = ChooseNotifications(desk.stall.town.uow)
        await choose.choose(anna.actor, NotificationKind.REMINDERS, allowed=False, wording="")
    found = []
    for work in await desk.sender.at_work():
        found += await desk.sender.claim(work, 10)
    assert found == []
    assert await desk.states() == {"skipped": 1}


async def test_paid_delivered_opened_and_viewed_each_have_their_occasion(desk: Desk) -> None:
    stall = desk.stall
    tea = await stall.sells("TEA")
    for code in ("welcome", "viewed", "thanks", "care"):
        await desk.switched_on(code, delay_minutes=0, cap_days=0)
    anna, boris = await desk.customer("Anna"), await desk.customer("Boris")
    order = await anna.has_paid_for(tea)
    await stall.town.fulfil.pack(stall.owner, order.order_id)
    await stall.town.fulfil.deliver(stall.owner, order.order_id)
    await NoteView(stall.town.uow, stall.town.clock)(boris.actor, tea.product_id)
    desk.clock.move(seconds=5)
    told = sorted((message.telegram_id, message.occasion.partition(":")[0]) for message in await desk.due())
    anna_id, boris_id = anna.actor.telegram_id, boris.actor.telegram_id
    assert told == sorted(
        [(anna_id, "paid"), (anna_id, "delivered"), (boris_id, "opened"), (boris_id, "viewed")]
    )  # the welcome is for who has not bought


async def test_conditions_leave_people_out(desk: Desk) -> None:
    stall = desk.stall
    tea = await stall.sells("TEA", price=500_00)
    campaign_id = await desk.switched_on("thanks", delay_minutes=0, cap_days=0)
    await desk.scenarios.condition(stall.owner, campaign_id, least=900_00)
    anna, boris = await desk.customer("Anna"), await desk.customer("Boris")
    await anna.has_paid_for(tea)
    await boris.has_paid_for(tea, 2)
    desk.clock.move(seconds=5)
    assert [message.telegram_id for message in await desk.due()] == [boris.actor.telegram_id]
    await boris.has_paid_for(tea, 2)
    desk.clock.move(seconds=5)
    assert await desk.due() == [], "the second order is not the first one"


async def test_one_person_is_not_written_to_by_two_scenarios_within_the_cap(desk: Desk) -> None:
    stall = desk.stall
    for code in ("welcome", "viewed"):
        await desk.switched_on(code, delay_minutes=0, cap_days=3)
    anna = await desk.customer()
    await NoteView(stall.town.uow, stall.town.clock)(anna.actor, (await stall.sells("TEA")).product_id)
    desk.clock.move(seconds=5)
    assert len(await desk.due()) == 1
    assert await desk.states() == {"claimed": 1, "skipped": 1}


async def test_what_was_given_back_does_not_count_for_the_cap(desk: Desk) -> None:
    await desk.switched_on("welcome", delay_minutes=0, cap_days=3)
    await desk.customer()
    desk.clock.move(seconds=5)
    await desk.watch()
    [work] = await desk.sender.at_work()
    claimed = await desk.sender.claim(work, 5)
    await desk.sender.mark(work, [Outcome(message, SendState.WAITING) for message in claimed])
    assert len(await desk.due()) == 1


async def test_quiet_hours_keep_messages_until_the_morning(desk: Desk) -> None:
    campaign_id = await desk.switched_on("welcome", delay_minutes=0)
    await desk.customer()
    desk.clock.move(seconds=5)
    hour = int(await desk.stall.ask("SELECT extract(hour FROM now() AT TIME ZONE 'Europe/Moscow')"))
    await desk.scenarios.set(desk.stall.owner, campaign_id, quiet_from=hour, quiet_to=(hour + 2) % 24)
    assert await desk.due() == []
    await desk.scenarios.set(desk.stall.owner, campaign_id, quiet_from=(hour + 3) % 24, quiet_to=(hour + 4) % 24)
    assert len(await desk.due()) == 1


async def test_what_happened_before_it_was_switched_on_is_not_written_about(desk: Desk) -> None:
    await desk.customer()
    await desk.switched_on("welcome", delay_minutes=0)
    await desk.stall.tell("UPDATE campaigns SET started_at = now() + interval '1 second'")
    desk.clock.move(seconds=10)
    assert await desk.due() == []


async def test_switching_off_drops_what_waits(desk: Desk) -> None:
    campaign_id = await desk.switched_on("welcome", delay_minutes=600)
    await desk.customer()
    desk.clock.move(seconds=5)
    await desk.watch()
    await desk.scenarios.turn(desk.stall.owner, campaign_id, on=False)
    assert await desk.states() == {"skipped": 1}


async def test_two_workers_at_once_keep_the_cap(desk: Desk) -> None:
    anna, uow, now = (await desk.customer()).actor, desk.stall.town.uow, desk.clock.now()

    async def takes() -> bool:
        async with uow(desk.stall.id) as tx:
            return await rows.take_cap(tx.connection, desk.stall.id, anna.person_id, now, 3)

    assert sum(map(bool, await at_once(takes() for _ in range(12)))) == 1


async def test_without_the_row_two_workers_at_once_break_the_cap(own_database: Database, unguarded_town: Town) -> None:
    """The negative control: the key of `scenario_caps` is the guard."""
    desk = await Desk.of(unguarded_town)
    anna, uow, now = (await desk.customer()).actor, unguarded_town.uow, desk.clock.now()
    async with own_database.connection("shop_owner") as owner:
        await owner.execute(
            "CREATE FUNCTION ago() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
            " UPDATE scenario_caps SET last_at = '2000-01-01'; RETURN NULL; END $$"
        )
        await owner.execute(
            "CREATE TRIGGER ago AFTER INSERT OR UPDATE ON scenario_caps FOR EACH ROW"
            " WHEN (NEW.last_at > '2001-01-01') EXECUTE FUNCTION ago()"
        )

    async def takes() -> bool:
        async with uow(desk.stall.id) as tx:
            return await rows.take_cap(tx.connection, desk.stall.id, anna.person_id, now, 3)

    assert sum(map(bool, await at_once(takes() for _ in range(12)))) > 1


async def test_an_own_scenario_needs_words_and_a_promo_that_exists(desk: Desk) -> None:
    owner = desk.stall.owner
    campaign_id = await desk.scenarios.create(owner, Trigger.DELIVERED)
    with pytest.raises(NothingToSend):
        await desk.scenarios.turn(owner, campaign_id, on=True)
    with pytest.raises(UnknownPromo):
        await desk.scenarios.promo(owner, campaign_id, "NOPE")
    await desk.scenarios.write(owner, campaign_id, "en", "Hello")
    await desk.scenarios.turn(owner, campaign_id, on=True)
    assert (await desk.scenarios.one(owner, campaign_id)).campaign.state is CampaignState.ON
    await desk.scenarios.remove(owner, campaign_id)


@pytest.mark.parametrize("role", [Role.OPERATOR, Role.STOCK_KEEPER, Role.COURIER, Role.ANALYST, None])
async def test_only_owners_and_managers_change_scenarios(desk: Desk, role: Role | None) -> None:
    [(campaign, _), *_] = await desk.scenarios.all(desk.stall.owner)
    actor = replace(desk.stall.owner, role=role)
    for doing in (
        desk.scenarios.all(actor),
        desk.scenarios.one(actor, campaign.id),
        desk.scenarios.create(actor, Trigger.PAID),
        desk.scenarios.turn(actor, campaign.id, on=True),
        desk.scenarios.write(actor, campaign.id, "en", "x"),
        desk.scenarios.set(actor, campaign.id, cap_days=1),
    ):
        with pytest.raises(Forbidden):
            await doing


async def in_doubt(desk: Desk, people: int = 2) -> int:
    """A scenario some of whose messages nobody knows the fate of."""
    campaign_id = await desk.switched_on("cart", delay_minutes=0)
    tea = await desk.stall.sells("TEA", stock_of=50)
    for number in range(people):
        await (await desk.customer(f"Anna {number}")).puts(tea)
    desk.clock.move(seconds=5)
    assert len(await desk.due()) == people
    await desk.stall.tell("UPDATE campaign_messages SET state = 'unknown'")
    return campaign_id


async def test_messages_in_doubt_are_sent_again_when_staff_say_so_once(desk: Desk) -> None:
    campaign_id = await in_doubt(desk)
    owner = desk.stall.owner
    assert await desk.due() == [], "what is in doubt is not sent again by itself"
    decided = await at_once(desk.scenarios.decide_unknown(owner, campaign_id, again=True) for _ in range(5))
    assert decided.count(2) == 1
    assert decided.count(0) == 4
    assert len(await desk.due()) == 2


async def test_messages_in_doubt_may_be_left(desk: Desk) -> None:
    campaign_id = await in_doubt(desk)
    owner = desk.stall.owner
    await desk.scenarios.turn(owner, campaign_id, on=False)
    with pytest.raises(ScenarioOff):
        await desk.scenarios.decide_unknown(owner, campaign_id, again=True)
    assert await desk.scenarios.decide_unknown(owner, campaign_id, again=False) == 2
    assert await desk.states() == {"failed": 2}


async def test_who_may_not_send_decides_nothing_in_doubt(desk: Desk) -> None:
    campaign_id = await in_doubt(desk, 1)
    with pytest.raises(Forbidden):
        await desk.scenarios.decide_unknown(replace(desk.stall.owner, role=Role.OPERATOR), campaign_id, again=True)
