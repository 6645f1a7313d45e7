"""The team: invitations used once, roles, and an owner who stays."""

import pytest

from core.kit.errors import AppError, Forbidden, NotFound
from core.shops.errors import InviteUsed, LastOwner
from core.shops.team import Joined, Team
from db.types.enums import Role
from tests.factories.at_once import at_once
from tests.factories.town import Stall, Town


@pytest.fixture
async def shop(town: Town) -> Stall:
    return await town.shop()


@pytest.fixture
def team(town: Town) -> Team:
    return Team(town.uow, town.cipher, town.clock)


async def invited(team: Team, shop: Stall, role: Role = Role.OPERATOR) -> str:
    return (await team.invite(shop.owner, role)).removeprefix("i_")


async def test_an_invitation_makes_one_person_a_member(town: Town, shop: Stall, team: Team) -> None:
    payload = await invited(team, shop)
    vera, _ = await town.person("Vera")
    boris, _ = await town.person("Boris")

    assert await team.accept(vera, payload) == Joined(shop.id, Role.OPERATOR)
    assert (await team.accept(vera, payload)).repeated
    with pytest.raises(InviteUsed):
        await team.accept(boris, payload)

    assert [(one.name, one.role) for one in await team.members(shop.owner)][1:] == [("Vera", Role.OPERATOR)]
    kept = await shop.ask("SELECT string_agg(t::text, ' ') FROM staff_invites t")
    assert payload.partition("_")[2] not in kept


async def test_of_many_who_open_the_link_at_once_one_joins(town: Town, shop: Stall, team: Team) -> None:
    payload = await invited(team, shop)
    people = [(await town.person(f"P{number}"))[0] for number in range(20)]
    outcomes = await at_once(team.accept(person, payload) for person in people)
    assert sum(isinstance(outcome, Joined) for outcome in outcomes) == 1
    assert await shop.count("staff") == 2


async def test_an_old_or_foreign_invitation_opens_nothing(town: Town, shop: Stall, team: Team) -> None:
    payload = await invited(team, shop)
    vera, _ = await town.person("Vera")
    other = await town.shop()
    for wrong in ("", "zz_", "abc_def", payload + "x", payload.replace(payload.partition("_")[0], "1", 1)):
        with pytest.raises(NotFound):
            await team.accept(vera, wrong)
    assert await other.count("staff") == 1
    town.clock.move(days=8)
    with pytest.raises(InviteUsed):
        await team.accept(vera, payload)


async def test_an_owner_who_opens_an_invitation_stays_owner(shop: Stall, team: Team) -> None:
    joined = await team.accept(shop.owner.person_id, await invited(team, shop, Role.COURIER))
    assert joined.role is Role.OWNER


async def test_the_last_owner_stays_and_others_come_and_go(shop: Stall, team: Team) -> None:
    manager = await shop.hires(Role.MANAGER)
    with pytest.raises(LastOwner):
        await team.remove(shop.owner, shop.owner.person_id)
    with pytest.raises(LastOwner):
        await team.change_role(shop.owner, shop.owner.person_id, Role.MANAGER)
    await team.change_role(shop.owner, manager.person_id, Role.OWNER)
    await team.remove(shop.owner, shop.owner.person_id)
    assert [one.role for one in await team.members(shop.owner)] == [Role.OWNER]


async def test_two_owners_cannot_let_each_other_go_at_once(shop: Stall, team: Team) -> None:
    second = await shop.hires(Role.OWNER)
    outcomes = await at_once([team.remove(shop.owner, second.person_id), team.remove(second, shop.owner.person_id)])
    assert sum(isinstance(outcome, AppError) for outcome in outcomes) == 1
    assert await shop.ask("SELECT count(*) FROM staff WHERE role = 'owner'") == 1


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.OWNER], ids=str)
async def test_nobody_but_an_owner_changes_the_team(shop: Stall, team: Team, role: Role) -> None:
    actor = await shop.hires(role)
    for doing in (
        team.members(actor),
        team.invite(actor, Role.OWNER),
        team.change_role(actor, actor.person_id, Role.OWNER),
        team.remove(actor, shop.owner.person_id),
    ):
        with pytest.raises(Forbidden):
            await doing


@pytest.mark.parametrize("fate", [None, Role.MANAGER], ids=str)
async def test_an_owner_who_was_let_go_does_not_come_back_by_an_invitation_made_before(
    town: Town, shop: Stall, team: Team, fate: Role | None
) -> None:
    vera = await shop.hires(Role.OWNER, "Vera")
    payload = (await team.invite(vera, Role.OWNER)).removeprefix("i_")
    if fate is None:
        await team.remove(shop.owner, vera.person_id)
    else:
        await team.change_role(shop.owner, vera.person_id, fate)

    with pytest.raises(InviteUsed):
        await team.accept(vera.person_id, payload)

    assert await shop.ask("SELECT count(*) FROM staff WHERE role = 'owner'") == 1
    assert await team.accept((await town.person("Boris"))[0], await invited(team, shop)) == Joined(
        shop.id, Role.OPERATOR
    )
