"""Who writes, to which bot, in which shop, as what."""

import asyncio
from dataclasses import replace

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from core.auth.identify import Identify, TelegramPerson
from core.auth.people import ActorIn, ChooseLanguage, EnterShop, NoteBlocked
from core.auth.roles import ALLOWED, Permission, allows, require
from core.kit.errors import Forbidden, NotFound
from core.shops.open_shop import Shops
from db.types.enums import Role
from db.types.ids import BotId, new_id
from tests.factories.statements import counted
from tests.factories.town import Stall, Town

ANNA = TelegramPerson(51, "Anna", None, "anna", "ru")


async def served(town: Town) -> tuple[Stall, BotId]:
    shop, bot_id = await town.shop(), await town.bot()
    await Shops(town.uow).give_bot(shop.owner, bot_id)
    return shop, bot_id


async def test_a_newcomer_is_met_once_and_known_from_then_on(town: Town, engine: AsyncEngine) -> None:
    shop, bot_id = await served(town)
    identify = Identify(town.uow, frozenset())

    met = await asyncio.gather(*(identify(bot_id, ANNA) for _ in range(8)))
    with counted(engine) as trips:
        again = await identify(bot_id, ANNA)

    assert len({one.person_id for one in met}) == 1
    assert again.actor is not None
    assert (again.actor.shop_id, again.actor.role, again.language) == (shop.id, None, "ru")
    assert trips.questions == 1, trips.said


async def test_a_new_name_is_noted(town: Town) -> None:
    _, bot_id = await served(town)
    identify = Identify(town.uow, frozenset())
    first = await identify(bot_id, ANNA)

    renamed = await identify(bot_id, replace(ANNA, first_name="Anya" * 99))

    assert renamed.person_id == first.person_id


async def test_a_chosen_language_stays_whatever_telegram_says(town: Town) -> None:
    _, bot_id = await served(town)
    identify = Identify(town.uow, frozenset())
    person_id = (await identify(bot_id, ANNA)).person_id

    await ChooseLanguage(town.uow)(person_id, "en")

    found = await identify(bot_id, ANNA)
    assert (found.language, found.language_chosen) == ("en", True)
    with pytest.raises(NotFound):
        await ChooseLanguage(town.uow)(person_id, "xx")


async def test_staff_are_staff_in_their_own_shop_only(town: Town) -> None:
    shop, bot_id = await served(town)
    other = await town.shop()
    identify = Identify(town.uow, frozenset({shop.owner.telegram_id}))

    found = await identify(bot_id, TelegramPerson(shop.owner.telegram_id, "Olga"))

    assert found.actor is not None
    assert (found.actor.role, found.actor.platform_owner) == (Role.OWNER, True)
    actor_in = ActorIn(town.uow, frozenset())
    assert (await actor_in(shop.id, shop.owner.telegram_id, "en")).role is Role.OWNER
    assert (await actor_in(other.id, shop.owner.telegram_id, "en")).role is None
    with pytest.raises(NotFound):
        await actor_in(shop.id, 404, "en")


async def test_only_a_shop_that_the_bot_serves_can_be_entered(town: Town) -> None:
    shop, bot_id = await served(town)
    other = await town.shop()
    identify, enter = Identify(town.uow, frozenset()), EnterShop(town.uow)
    person_id = (await identify(bot_id, ANNA)).person_id

    await enter(bot_id, person_id, shop.id)
    with pytest.raises(NotFound):
        await enter(bot_id, person_id, other.id)


async def test_whoever_blocked_the_bot_and_writes_again_is_back(town: Town) -> None:
    _, bot_id = await served(town)
    identify = Identify(town.uow, frozenset())
    await identify(bot_id, ANNA)

    await NoteBlocked(town.uow)(bot_id, ANNA.telegram_id, blocked=True)
    await NoteBlocked(town.uow)(bot_id, 404, blocked=True)
    assert (await identify(bot_id, ANNA)).actor is not None


async def test_an_unknown_bot_is_not_found(town: Town) -> None:
    with pytest.raises(NotFound):
        await Identify(town.uow, frozenset())(BotId(new_id()), ANNA)


def test_everything_is_denied_that_is_not_allowed() -> None:
    assert set(ALLOWED) == set(Role)
    assert not any(allows(None, permission) for permission in Permission)
    assert all(allows(Role.OWNER, permission) for permission in Permission)
    for permission in (Permission.CHANGE_MONEY_RULES, Permission.CHANGE_TEAM):
        assert [role for role in Role if allows(role, permission)] == [Role.OWNER]
    with pytest.raises(Forbidden):
        require(Role.ANALYST, Permission.CHANGE_STOCK)
