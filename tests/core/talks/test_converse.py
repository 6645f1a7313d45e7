"""Conversations: stored once, answered by who may, ordered by who waits longest."""

from dataclasses import replace

import pytest

from core.kit.errors import Forbidden, NotFound
from core.talks.converse import Converse, Said
from core.talks.deliver_talks import CARD, Copy, DeliverTalks
from core.talks.errors import TooManyMessages
from db.types.enums import Role, TalkState
from db.types.ids import BotId
from tests.factories.at_once import at_once
from tests.factories.database import Database
from tests.factories.readers import with_a_bot
from tests.factories.town import Stall, Town


def said(number: int, text: str = "Hello") -> Said:
    return Said("text", text, 42, number)


@pytest.fixture
async def shop(town: Town) -> tuple[Stall, BotId, Converse]:
    stall = await town.shop()
    return stall, await with_a_bot(stall), Converse(town.uow, town.clock)


async def test_a_message_that_comes_twice_is_kept_once(shop: tuple[Stall, BotId, Converse]) -> None:
    stall, bot_id, talks = shop
    anna = (await stall.customer()).actor
    kept = await at_once(talks.say(anna, bot_id, None, said(1)) for _ in range(8))
    assert sorted(map(bool, kept)) == [False] * 7 + [True]
    assert (await stall.count("talk_messages"), await stall.count("talks")) == (1, 1)
    assert await stall.events() == ["talk.said"]


async def test_one_conversation_for_each_order_and_one_in_general(shop: tuple[Stall, BotId, Converse]) -> None:
    stall, bot_id, talks = shop
    anna = await stall.customer()
    order = await anna.orders(await stall.sells("TEA"))
    for number, about in enumerate((None, order.order_id, None, order.order_id)):
        await talks.say(anna.actor, bot_id, about, said(number))
    assert {talk.order_id for talk in await talks.queue(stall.owner)} == {None, order.order_id}


async def test_another_persons_order_is_not_written_about(shop: tuple[Stall, BotId, Converse]) -> None:
    stall, bot_id, talks = shop
    order = await (await stall.customer()).orders(await stall.sells("TEA"))
    stranger = (await stall.customer("Boris")).actor
    with pytest.raises(NotFound):
        await talks.say(stranger, bot_id, order.order_id, said(1))
    assert await stall.count("talks") == 0


async def test_who_waits_longest_is_first_and_an_answer_ends_the_waiting(
    shop: tuple[Stall, BotId, Converse], town: Town
) -> None:
    stall, bot_id, talks = shop
    for number, name in enumerate(("Anna", "Boris", "Vera")):
        await talks.say((await stall.customer(name)).actor, bot_id, None, said(number))
        town.clock.move(minutes=5)
    assert [talk.name for talk in await talks.queue(stall.owner)] == ["Anna", "Boris", "Vera"]
    [first, *_] = await talks.queue(stall.owner)
    await talks.answer(stall.owner, bot_id, first.id, said(10, "Yes"))
    queue = await talks.queue(stall.owner)
    assert [talk.name for talk in queue] == ["Boris", "Vera", "Anna"]
    assert (queue[-1].waiting_since, queue[-1].answered_name, queue[-1].assigned_name) == (None, "Olga", "Olga")


async def test_a_closed_conversation_is_opened_by_the_next_word(shop: tuple[Stall, BotId, Converse]) -> None:
    stall, bot_id, talks = shop
    anna = (await stall.customer()).actor
    await talks.say(anna, bot_id, None, said(1))
    [talk] = await talks.queue(stall.owner)
    assert (await talks.close(stall.owner, talk.id)).state is TalkState.CLOSED
    assert await talks.queue(stall.owner) == []
    await talks.say(anna, bot_id, None, said(2))
    assert [one.id for one in await talks.queue(stall.owner)] == [talk.id]


async def test_floods_are_stopped_and_what_came_before_is_kept(shop: tuple[Stall, BotId, Converse]) -> None:
    stall, bot_id, talks = shop
    anna = (await stall.customer()).actor
    for number in range(30):
        await talks.say(anna, bot_id, None, said(number))
    with pytest.raises(TooManyMessages):
        await talks.say(anna, bot_id, None, said(31))
    assert await stall.count("talk_messages") == 30


@pytest.mark.parametrize("role", [Role.STOCK_KEEPER, Role.COURIER, Role.ANALYST, None])
async def test_who_may_not_answer_is_refused(shop: tuple[Stall, BotId, Converse], role: Role | None) -> None:
    stall, bot_id, talks = shop
    await talks.say((await stall.customer()).actor, bot_id, None, said(1))
    [talk] = await talks.queue(stall.owner)
    actor = replace(stall.owner, role=role)
    for doing in (
        talks.queue(actor),
        talks.history(actor, talk.id),
        talks.answer(actor, bot_id, talk.id, said(2)),
        talks.take(actor, talk.id),
        talks.colleagues(actor, talk.id),
        talks.assign(actor, talk.id, stall.owner.person_id),
        talks.close(actor, talk.id),
    ):
        with pytest.raises(Forbidden):
            await doing


async def test_the_right_to_copy_a_message_is_given_once(shop: tuple[Stall, BotId, Converse], town: Town) -> None:
    stall, bot_id, talks = shop
    await talks.say((await stall.customer()).actor, bot_id, None, said(1))
    [talk] = await talks.queue(stall.owner)
    deliver, desk = DeliverTalks(town.uow), Copy(-100, None, None, "en")
    rights = await at_once(deliver.claim(stall.id, talk.id, CARD, desk) for _ in range(10))
    assert sum(map(bool, rights)) == 1


async def test_without_the_key_the_right_is_given_often(own_database: Database, unguarded_town: Town) -> None:
    """The negative control: the primary key of the copies is what gives it once."""
    stall = await unguarded_town.shop()
    bot_id, talks = await with_a_bot(stall), Converse(unguarded_town.uow, unguarded_town.clock)
    await talks.say((await stall.customer()).actor, bot_id, None, said(1))
    [talk] = await talks.queue(stall.owner)
    async with own_database.connection("shop_owner") as owner:
        await owner.execute("ALTER TABLE talk_copies DROP CONSTRAINT pk_talk_copies")
    deliver, desk = DeliverTalks(unguarded_town.uow), Copy(-100, None, None, "en")
    rights = await at_once(deliver.claim(stall.id, talk.id, CARD, desk) for _ in range(10))
    assert sum(map(bool, rights)) == 10


async def test_an_edit_is_told_of_once(shop: tuple[Stall, BotId, Converse]) -> None:
    stall, bot_id, talks = shop
    await talks.say((await stall.customer()).actor, bot_id, None, said(1))
    assert await talks.edited(bot_id, 42, 1, "Hello again")
    assert not await talks.edited(bot_id, 42, 1, "Hello again")
    assert not await talks.edited(bot_id, 42, 999, "Nobody's")
    assert await stall.events() == ["talk.said", "talk.edited"]


async def test_a_conversation_is_given_to_whoever_may_answer(shop: tuple[Stall, BotId, Converse]) -> None:
    stall, bot_id, talks = shop
    oleg, kirill = await stall.hires(Role.OPERATOR, "Oleg"), await stall.hires(Role.STOCK_KEEPER, "Kirill")
    anna = (await stall.customer()).actor
    await talks.say(anna, bot_id, None, said(1))
    [talk] = await talks.queue(stall.owner)

    _, colleagues = await talks.colleagues(oleg, talk.id)
    assert {one.person_id for one in colleagues} == {stall.owner.person_id, oleg.person_id}
    for giver, to in ((stall.owner, oleg), (oleg, stall.owner), (oleg, stall.owner)):
        assert (await talks.assign(giver, talk.id, to.person_id)).assigned_to == to.person_id
    assert (await stall.events()).count("talk.changed") == 2, "nothing changed the third time"
    for nobody in (kirill.person_id, anna.person_id):
        with pytest.raises(NotFound):
            await talks.assign(stall.owner, talk.id, nobody)


async def test_who_left_the_team_is_given_no_conversation(shop: tuple[Stall, BotId, Converse], town: Town) -> None:
    stall, bot_id, talks = shop
    oleg = await stall.hires(Role.OPERATOR, "Oleg")
    await talks.say((await stall.customer()).actor, bot_id, None, said(1))
    [talk] = await talks.queue(stall.owner)
    await stall.tell("DELETE FROM staff WHERE person_id = :id", id=oleg.person_id)
    with pytest.raises(NotFound):
        await talks.assign(stall.owner, talk.id, oleg.person_id)
    stranger = (await town.shop()).owner
    with pytest.raises(NotFound):
        await talks.assign(stranger, talk.id, stranger.person_id)
