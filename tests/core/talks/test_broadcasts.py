"""Broadcasts: whom they reach, what may be changed when, and that a message is claimed before it is sent."""

from dataclasses import replace
from datetime import timedelta

import pytest

from core.auth.actor import Actor
from core.kit.errors import Forbidden, NotFound
from core.notifications.choices import ChooseNotifications
from core.shops.errors import UnknownSku
from core.talks.broadcasts import Broadcasts
from core.talks.errors import CampaignUnderWay, MessageTooLong, MomentPassed, NobodyToSendTo, NothingToSend
from core.talks.send_campaigns import LOST_AFTER, Claimed, Outcome, SendCampaigns
from db.types.enums import Audience, NotificationKind, Role, SendState
from db.types.ids import BotId
from tests.factories.readers import meets, readers, with_a_bot
from tests.factories.town import Stall, Town


class Desk:
    """A shop with a bot, and both halves of its broadcasts."""

    def __init__(self, stall: Stall, bot_id: BotId) -> None:
        self.stall = stall
        self.bot_id = bot_id
        self.broadcasts = Broadcasts(stall.town.uow, stall.town.clock)
        self.sender = SendCampaigns(stall.town.uow, stall.town.clock)

    async def draft(self, text: str = "Hello") -> int:
        return await self.broadcasts.create(self.stall.owner, "en", text)

    async def begun(self) -> int:
        campaign_id = await self.draft()
        await self.broadcasts.start(self.stall.owner, campaign_id)
        await self.sender.at_work()
        return campaign_id

    async def people(self, campaign_id: int) -> int:
        return (await self.broadcasts.one(self.stall.owner, campaign_id)).people

    async def claims(self, limit: int = 100) -> list[Claimed]:
        [work] = await self.sender.at_work()
        return await self.sender.claim(work, limit)

    async def marks(self, messages: list[Claimed], state: SendState) -> None:
        [work] = await self.sender.at_work()
        await self.sender.mark(work, [Outcome(message, state) for message in messages])


@pytest.fixture
async def desk(town: Town) -> Desk:
    stall = await town.shop()
    return Desk(stall, await with_a_bot(stall))


async def test_each_audience_counts_its_people(desk: Desk) -> None:
    stall, owner = desk.stall, desk.stall.owner
    tea, mug = await stall.sells("TEA"), await stall.sells("MUG")
    anna, boris, vera = [await stall.customer(name) for name in ("Anna", "Boris", "Vera")]
    for person in (anna, boris, vera):
        await meets(stall, desk.bot_id, person.actor.person_id)
    await anna.has_paid_for(tea)
    order = await boris.has_paid_for(mug)
    await stall.tell("UPDATE orders SET placed_at = now() - interval '40 days' WHERE id = :id", id=order.order_id)
    await vera.puts(tea)
    campaign_id = await desk.draft()

    assert await desk.broadcasts.counts(owner, campaign_id) == {
        Audience.ALL: 3, Audience.BUYERS: 2, Audience.LAPSED: 1, Audience.CART: 1,
    }  # fmt: skip
    await desk.broadcasts.choose(owner, campaign_id, Audience.BOUGHT, sku="tea")
    assert await desk.people(campaign_id) == 1
    await desk.broadcasts.choose(owner, campaign_id, Audience.CATEGORY, category_id=stall.category)
    assert await desk.people(campaign_id) == 2
    await desk.broadcasts.choose(owner, campaign_id, Audience.LAPSED, days=60)
    assert await desk.people(campaign_id) == 0
    with pytest.raises(UnknownSku):
        await desk.broadcasts.choose(owner, campaign_id, Audience.BOUGHT, sku="NOPE")


async def test_a_language_narrows_any_audience(desk: Desk) -> None:
    await readers(desk.stall, desk.bot_id, 5)
    campaign_id = await desk.draft()
    for language, people in (("ru", 2), ("en", 3), ("", 5)):
        await desk.broadcasts.choose(desk.stall.owner, campaign_id, Audience.ALL, language=language)
        assert await desk.people(campaign_id) == people


async def test_who_blocked_the_bot_or_belongs_to_another_shop_is_not_counted(desk: Desk, town: Town) -> None:
    first = await readers(desk.stall, desk.bot_id, 3)
    other = await town.shop()
    await readers(other, await with_a_bot(other), 4)
    async with town.uow.platform() as connection:
        from db.repositories import identity

        await identity.mark_blocked(connection, desk.bot_id, first + 1, blocked=True)
    assert await desk.people(await desk.draft()) == 2


async def test_nothing_goes_out_without_words_people_or_a_future(desk: Desk, town: Town) -> None:
    owner = desk.stall.owner
    with pytest.raises(NobodyToSendTo):
        await desk.broadcasts.start(owner, await desk.draft())
    await readers(desk.stall, desk.bot_id, 1)
    with pytest.raises(NothingToSend):
        await desk.broadcasts.start(owner, await desk.draft(""))
    with pytest.raises(MomentPassed):
        await desk.broadcasts.start(owner, await desk.draft(), town.clock.now())
    with pytest.raises(MessageTooLong):
        await desk.draft("x" * 3501)


async def test_a_scheduled_broadcast_begins_at_its_moment(desk: Desk, town: Town) -> None:
    await readers(desk.stall, desk.bot_id, 2)
    campaign_id = await desk.draft()
    await desk.broadcasts.start(desk.stall.owner, campaign_id, town.clock.now() + timedelta(hours=2))
    assert await desk.sender.at_work() == []
    await desk.broadcasts.write(desk.stall.owner, campaign_id, "en", "Changed my mind")
    town.clock.move(hours=2, seconds=1)
    assert len(await desk.claims()) == 2


async def test_what_is_going_out_is_not_changed(desk: Desk) -> None:
    await readers(desk.stall, desk.bot_id, 1)
    campaign_id, owner = await desk.begun(), desk.stall.owner
    for doing in (
        desk.broadcasts.write(owner, campaign_id, "en", "other"),
        desk.broadcasts.picture(owner, campaign_id, None),
        desk.broadcasts.remove(owner, campaign_id),
        desk.broadcasts.start(owner, campaign_id),
    ):
        with pytest.raises(CampaignUnderWay):
            await doing


async def test_pause_takes_nothing_more_resume_goes_on_cancel_ends(desk: Desk) -> None:
    await readers(desk.stall, desk.bot_id, 5)
    campaign_id, owner = await desk.begun(), desk.stall.owner
    await desk.marks(await desk.claims(2), SendState.SENT)
    [work] = await desk.sender.at_work()
    await desk.broadcasts.pause(owner, campaign_id, paused=True)
    await desk.broadcasts.pause(owner, campaign_id, paused=True)
    assert await desk.sender.at_work() == []
    assert await desk.sender.claim(work, 5) == [], "a worker that had looked before takes nothing either"
    await desk.broadcasts.pause(owner, campaign_id, paused=False)
    await desk.marks(await desk.claims(1), SendState.SENT)
    await desk.broadcasts.cancel(owner, campaign_id)
    states = (await desk.broadcasts.one(owner, campaign_id)).results.states
    assert states == {SendState.SENT: 3, SendState.SKIPPED: 2}


async def test_a_claimed_message_is_nobody_elses_and_in_doubt_after_a_crash(desk: Desk, town: Town) -> None:
    await readers(desk.stall, desk.bot_id, 3)
    campaign_id, owner = await desk.begun(), desk.stall.owner
    lost = await desk.claims(1)
    assert {message.telegram_id for message in await desk.claims()}.isdisjoint({lost[0].telegram_id})
    town.clock.move(seconds=LOST_AFTER.total_seconds() + 1)
    assert await desk.sender.settle_lost() == 3
    [work] = await desk.sender.at_work()
    assert await desk.sender.finish(work)
    assert (await desk.broadcasts.one(owner, campaign_id)).results.states == {SendState.UNKNOWN: 3}
    assert await desk.sender.at_work() == [], "what is in doubt is not sent again by itself"
    assert await desk.broadcasts.decide_unknown(owner, campaign_id, again=True) == 3
    assert await desk.broadcasts.decide_unknown(owner, campaign_id, again=True) == 0
    assert len(await desk.claims()) == 3


async def test_who_is_refused_by_the_bot_is_written_down_as_blocking(desk: Desk) -> None:
    await readers(desk.stall, desk.bot_id, 2)
    await desk.begun()
    await desk.marks(await desk.claims(), SendState.BLOCKED)
    assert await desk.people(await desk.draft()) == 0


async def test_a_message_given_back_is_sent_later_once(desk: Desk) -> None:
    await readers(desk.stall, desk.bot_id, 1)
    campaign_id = await desk.begun()
    await desk.marks(await desk.claims(), SendState.WAITING)
    await desk.marks(again := await desk.claims(), SendState.SENT)
    assert len(again) == 1
    await desk.marks(again, SendState.WAITING)
    states = (await desk.broadcasts.one(desk.stall.owner, campaign_id)).results.states
    assert states == {SendState.SENT: 1}, "a mark changes only what is in hand"


async def test_orders_that_followed_are_counted_with_their_sum(desk: Desk) -> None:
    stall = desk.stall
    tea = await stall.sells("TEA", price=500_00)
    anna, boris = await stall.customer("Anna"), await stall.customer("Boris")
    for person in (anna, boris):
        await meets(stall, desk.bot_id, person.actor.person_id)
    await boris.has_paid_for(tea)
    campaign_id = await desk.begun()
    await desk.marks(await desk.claims(), SendState.SENT)
    await stall.tell("UPDATE campaign_messages SET done_at = now() - interval '1 minute'")
    await stall.tell("UPDATE orders SET placed_at = now() - interval '1 hour'")
    await anna.has_paid_for(tea, 2)
    results = (await desk.broadcasts.one(stall.owner, campaign_id)).results
    assert (results.orders, [sum_.amount for sum_ in results.revenue]) == (1, [1000_00])


@pytest.mark.parametrize("role", [Role.OPERATOR, Role.STOCK_KEEPER, Role.COURIER, Role.ANALYST, None])
async def test_only_owners_and_managers_write_to_everybody(desk: Desk, role: Role | None) -> None:
    actor: Actor = replace(desk.stall.owner, role=role)
    campaign_id = await desk.draft()
    for doing in (
        desk.broadcasts.latest(actor),
        desk.broadcasts.create(actor, "en", "x"),
        desk.broadcasts.one(actor, campaign_id),
        desk.broadcasts.start(actor, campaign_id),
        desk.broadcasts.cancel(actor, campaign_id),
        desk.broadcasts.decide_unknown(actor, campaign_id, again=True),
    ):
        with pytest.raises(Forbidden):
            await doing


async def test_another_shops_broadcast_is_not_found(desk: Desk, town: Town) -> None:
    campaign_id = await desk.draft()
    stranger = (await town.shop()).owner
    with pytest.raises(NotFound):
        await desk.broadcasts.one(stranger, campaign_id)


async def test_who_does_not_want_news_is_not_counted_nor_written_to_when_that_changes(desk: Desk, town: Town) -> None:
    stall = desk.stall
    anna, boris = await stall.customer("Anna"), await stall.customer("Boris")
    for person in (anna, boris):
        await meets(stall, desk.bot_id, person.actor.person_id)
    choices = ChooseNotifications(town.uow)
    await choices.choose(boris.actor, NotificationKind.MARKETING, allowed=False, wording="")
    campaign_id = await desk.draft()
    view = await desk.broadcasts.one(stall.owner, campaign_id)
    assert (view.people, view.of) == (1, 2)
    await desk.broadcasts.start(stall.owner, campaign_id)
    await desk.sender.at_work()
    await choices.choose(anna.actor, NotificationKind.MARKETING, allowed=False, wording="")
    assert await desk.claims() == []
    assert (await desk.broadcasts.one(stall.owner, campaign_id)).results.states == {SendState.SKIPPED: 1}
