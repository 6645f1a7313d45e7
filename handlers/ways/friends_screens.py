"""Thanks for friends as screens (pure)."""

from bot import links
from bot.friend_gift import gift
from bot.screen import Button, Screen
from bot.turn import Turn
from core.kit.i18n.words import Words
from core.shops.shop import ReferralRules

KINDS = ("points", "percent", "sum")


def rules(turn: Turn, found: ReferralRules) -> Screen:
    """Return who gets what, and what can be changed."""
    words, shop = turn.words, turn.shop
    text = words(
        "friends-title",
        inviter=gift(words, shop, found.inviter, found.inviter_code),
        invited=gift(words, shop, found.invited, found.invited_code),
        most=found.most,
        days=found.code_days,
    )

    def does(who: str) -> Button:
        return Button(words.plain(f"button-friends-{who}"), links.FriendRules(who))

    last = (does("most"), does("off")) if found.on else (does("most"),)
    menu = (Button(words.plain("button-menu"), links.Home()),)
    return Screen(text, ((does("inviter"), does("invited")), last, menu))


def ask_kind(words: Words, who: str) -> Screen:
    """Ask which kind of gift somebody gets."""
    rows = [
        (Button(words.plain(f"button-friends-{kind}"), links.FriendRules(who, kind)),) for kind in (*KINDS, "nothing")
    ]
    return Screen(words("friends-ask-kind", who=who), (*rows, _back(words)))


def ask_value(turn: Turn, who: str, kind: str) -> Screen:
    """Ask how much."""
    text = turn.words("friends-ask-value", kind=kind, currency=turn.shop.currency)
    back = (Button(turn.words.plain("button-back"), links.FriendRules(who)),)
    return Screen(text, (back,), question=text)


def ask_most(words: Words) -> Screen:
    """Ask for how many friends one is thanked."""
    text = words("friends-ask-most")
    return Screen(text, (_back(words),), question=text)


def _back(words: Words) -> tuple[Button, ...]:
    return (Button(words.plain("button-back"), links.FriendRules()),)
