"""The team: members with their roles, invitations by link, joining."""

from bot import links
from bot.commands import Menus
from bot.conversation import Conversation
from bot.fleet import Fleet
from bot.screen import Reply, Screen
from bot.turn import Turn
from core.auth.people import EnterShop
from core.kit.errors import NotFound
from core.notifications.cards import KeepCard
from core.shops.open_shop import Shops
from core.shops.team import Team
from db.types.enums import Role
from db.types.ids import PersonId
from handlers.team import screens

conversation = Conversation("team")


@conversation.command("team", staff=True)
async def team_command(turn: Turn, _args: str, team: Team) -> Reply:
    """Show the team."""
    return screens.team(turn.words, await team.members(turn.actor), turn.actor.person_id)


@conversation.tap(links.Team)
async def show(turn: Turn, _link: links.Team, team: Team) -> Reply:
    """Show the team."""
    return screens.team(turn.words, await team.members(turn.actor), turn.actor.person_id)


@conversation.tap(links.Invite)
async def invite(turn: Turn, link: links.Invite, team: Team) -> Reply:
    """Ask for the role, then make a link for one person."""
    if link.role not in [role.value for role in Role]:
        return screens.ask_role(turn.words)
    payload = await team.invite(turn.actor, Role(link.role))
    return screens.invitation(turn, Role(link.role), f"https://t.me/{turn.bot_username}?start={payload}")


@conversation.tap(links.Member)
async def member(turn: Turn, link: links.Member, team: Team) -> Reply:
    """Show one member, or change them: another role, or out (asked first)."""
    person_id = PersonId(link.person)
    if link.what in [role.value for role in Role]:
        await team.change_role(turn.actor, person_id, Role(link.what))
    elif link.what == "out":
        await team.remove(turn.actor, person_id)
        return screens.team(turn.words, await team.members(turn.actor), turn.actor.person_id)
    members = await team.members(turn.actor)
    found = next((one for one in members if one.person_id == person_id), None)
    if found is None:
        raise NotFound
    return screens.member(turn.words, found, sure=link.what == "sure")


@conversation.start("i")
async def join(
    turn: Turn,
    rest: str,
    team: Team,
    shops: Shops,
    enter: EnterShop,
    menus: Menus,
    fleet: Fleet,
    cards: KeepCard,
) -> Reply:
    """Join a team by an invitation; the commands of the new role stand in the menu at once."""
    joined = await team.accept(turn.actor.person_id, rest)
    shop = await shops.by_id(joined.shop_id)
    await enter(turn.bot_id, turn.actor.person_id, shop.id)
    served = fleet.served.get(turn.bot_id)
    if served is not None:
        mine = [one for one in await cards.colleagues(shop.id) if one.telegram_id == turn.actor.telegram_id]
        await menus.register(served, mine)
    role = turn.words.plain(f"role-{joined.role.value}")
    return Screen(turn.words("team-joined", shop=turn.words.pick(shop.title), role=role))
