"""What people want to be written to about."""

import pytest

from core.kit.errors import NotFound
from core.notifications.choices import ChooseNotifications, allows
from db.types.enums import NotificationKind
from tests.factories.at_once import at_once
from tests.factories.town import Town


@pytest.mark.parametrize("consent", [True, False])
async def test_everything_is_on_but_advertising_where_the_law_wants_consent(town: Town, consent: bool) -> None:
    shop = await town.shop(news_by_consent=consent)
    anna = await shop.customer()

    async with town.uow(shop.id) as tx:
        found = {kind: await allows(tx, anna.actor.person_id, kind) for kind in NotificationKind}

    off = {kind for kind, allowed in found.items() if not allowed}
    assert off == ({NotificationKind.MARKETING} if consent else set())
    assert await ChooseNotifications(town.uow)(anna.actor) == found


async def test_a_choice_is_ones_own_and_of_one_shop(town: Town) -> None:
    shop, other = await town.shop(), await town.shop()
    anna, boris = await shop.customer(), await shop.customer("Boris")
    choose = ChooseNotifications(town.uow)

    await choose.choose(anna.actor, NotificationKind.ALERTS, allowed=False, wording="")
    await choose.choose(anna.actor, NotificationKind.MARKETING, allowed=True, wording="I agree")
    await choose.choose(anna.actor, NotificationKind.MARKETING, allowed=True, wording="I agree")

    for where, person, expected in ((shop, anna, False), (shop, boris, True), (other, anna, True)):
        async with town.uow(where.id) as tx:
            assert await allows(tx, person.actor.person_id, NotificationKind.ALERTS) is expected
    assert (await choose(anna.actor))[NotificationKind.MARKETING]


async def test_messages_about_an_order_cannot_be_turned_off(town: Town) -> None:
    shop = await town.shop()
    anna = await shop.customer()

    with pytest.raises(NotFound):
        await ChooseNotifications(town.uow).choose(anna.actor, NotificationKind.ORDERS, allowed=False, wording="")
    async with town.uow(shop.id) as tx:
        assert await allows(tx, anna.actor.person_id, NotificationKind.ORDERS)


async def test_consent_is_kept_with_its_words_and_its_time(town: Town) -> None:
    shop = await town.shop()
    anna, choose = (await shop.customer()).actor, ChooseNotifications(town.uow)

    await choose.choose(anna, NotificationKind.MARKETING, allowed=True, wording="I agree to news")

    kept = "SELECT count(*) FROM consents WHERE agreed AND wording = 'I agree to news' AND answered_at IS NOT NULL"
    assert await shop.ask(kept) == 1
    assert (await choose(anna))[NotificationKind.MARKETING]
    await choose.choose(anna, NotificationKind.MARKETING, allowed=False, wording="I agree to news")
    assert await shop.ask(kept) == 0
    assert not (await choose(anna))[NotificationKind.MARKETING]


async def test_consent_is_asked_for_once_and_never_of_staff(town: Town) -> None:
    shop, free = await town.shop(), await town.shop(news_by_consent=False)
    anna, choose = (await shop.customer()).actor, ChooseNotifications(town.uow)

    asked = await at_once(choose.may_ask_consent(anna) for _ in range(8))
    assert sorted(map(bool, asked)) == [False] * 7 + [True]
    assert not await choose.may_ask_consent(shop.owner)
    assert not await choose.may_ask_consent((await free.customer()).actor)
    boris = (await shop.customer("Boris")).actor
    await choose.choose(boris, NotificationKind.MARKETING, allowed=False, wording="")
    assert not await choose.may_ask_consent(boris)
    # To be asked is not to agree.
    assert not (await choose(anna))[NotificationKind.MARKETING]
