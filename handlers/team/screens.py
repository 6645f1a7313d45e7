"""The team as screens (pure)."""

from bot import links
from bot.screen import Button, Screen
from bot.turn import Turn
from core.kit.i18n.words import Raw, Words
from core.shops.team import VALID_DAYS, Member
from db.types.enums import Role
from db.types.ids import PersonId


def _role(words: Words, role: Role) -> str:
    return words.plain(f"role-{role.value}")


def team(words: Words, members: list[Member], me: PersonId) -> Screen:
    """Return the members, a button each, and the way to invite one more."""
    parts = [words("team-title"), ""]
    rows: list[tuple[Button, ...]] = []
    for one in members:
        name = one.name + (f" @{one.username}" if one.username else "")
        own = "yes" if one.person_id == me else "no"
        parts.append(words("team-row", name=name, role=_role(words, one.role), me=own))
        rows.append((Button(f"{one.name} · {_role(words, one.role)}"[:60], links.Member(one.person_id)),))
    rows.append((Button(words.plain("button-invite"), links.Invite()),))
    return Screen("\n".join(parts), tuple(rows))


def ask_role(words: Words) -> Screen:
    """Return the roles with what each may do."""
    parts = [words("team-ask-role"), ""]
    parts += [words("team-role", role=_role(words, role), does=words.plain(f"does-{role.value}")) for role in Role]
    rows = tuple((Button(_role(words, role), links.Invite(role.value)),) for role in Role)
    return Screen("\n".join(parts), (*rows, (Button(words.plain("button-back"), links.Team()),)))


def invitation(turn: Turn, role: Role, link: str) -> Screen:
    """Return the link to send on."""
    words = turn.words
    text = words(
        "team-invitation",
        shop=words.pick(turn.shop.title),
        role=_role(words, role),
        link=Raw(link),
        days=VALID_DAYS,
    )
    return Screen(text, ((Button(words.plain("button-back"), links.Team()),),))


def member(words: Words, found: Member, *, sure: bool) -> Screen:
    """Return one member with the roles to choose from; going is asked about first."""
    back = (Button(words.plain("button-back"), links.Team()),)
    if sure:
        out = Button(words.plain("button-member-out-sure"), links.Member(found.person_id, "out"))
        return Screen(words("team-out-ask", name=found.name), ((out,), back))
    rows = tuple(
        (
            Button(
                ("● " if role is found.role else "") + _role(words, role),
                links.Member(found.person_id, role.value),
            ),
        )
        for role in Role
    )
    out = Button(words.plain("button-member-out"), links.Member(found.person_id, "sure"))
    text = words("team-member", name=found.name, role=_role(words, found.role))
    return Screen(text, (*rows, (out,), back))
