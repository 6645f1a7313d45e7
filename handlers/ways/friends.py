"""Set, step by step, what who invites and who is invited get; `/rules referral …` does it in one line."""

from typing import Any

from bot import links
from bot.conversation import Conversation
from bot.screen import Reply
from bot.turn import Turn
from core.kit.errors import BadInput, NotFound
from core.shops.change_rules import ChangeRules
from handlers.ways import friends_screens as screens
from handlers.ways.parsing import gift

conversation = Conversation("friends")
VALUE, MOST = "friends.value", "friends.most"
_OFF = {"inviter": 0, "invited": 0, "inviter_code": None, "invited_code": None}


@conversation.tap(links.FriendRules)
async def rule(turn: Turn, link: links.FriendRules, rules: ChangeRules) -> Reply:
    """Show the thanks, or change a part of them."""
    current = (await rules.set(turn.actor)).referrals
    match link.who:
        case "":
            return screens.rules(turn, current)
        case "off":
            return await _set(turn, _OFF, rules)
        case "most":
            await turn.ask(MOST)
            return screens.ask_most(turn.words)
        case "inviter" | "invited" as who:
            if link.kind == "nothing":
                return await _set(turn, gift(who, "nothing", "", turn.shop.currency), rules)
            if link.kind in screens.KINDS:
                await turn.ask(VALUE, who=who, kind=link.kind)
                return screens.ask_value(turn, who, link.kind)
            return screens.ask_kind(turn.words, who)
        case _:
            raise BadInput(example="/rules")


@conversation.answer(VALUE)
async def value_typed(turn: Turn, text: str, rules: ChangeRules) -> Reply:
    """Set the gift that was typed; what cannot be read is said, and the question stays open."""
    if turn.prompt is None:
        raise NotFound
    who, kind = str(turn.prompt.values["who"]), str(turn.prompt.values["kind"])
    try:
        changed = gift(who, kind, text.strip(), turn.shop.currency)
    except ValueError:
        raise BadInput(example="10" if kind == "percent" else "300") from None
    return await _set(turn, changed, rules)


@conversation.answer(MOST)
async def most_typed(turn: Turn, text: str, rules: ChangeRules) -> Reply:
    """Set for how many friends one is thanked."""
    if not text.strip().isdecimal():
        raise BadInput(example="20")
    return await _set(turn, {"most": int(text.strip())}, rules)


async def _set(turn: Turn, changed: dict[str, Any], rules: ChangeRules) -> Reply:
    after = await rules.set(turn.actor, referrals=changed)
    await turn.stop_asking()
    return screens.rules(turn, after.referrals)
