"""A conversation as staff see it, and the words above its copies (pure)."""

from collections.abc import Sequence
from datetime import datetime

from bot import links
from bot.screen import Button, Screen
from core.kit.i18n.words import Raw, Words
from core.shops.shop import Shop
from core.talks.converse import SHOP, Colleague, Line, TalkView
from db.types.enums import TalkState

_SHOWN = 12
_CUT = 200
_COLLEAGUES = 30


def card(words: Words, shop: Shop, talk: TalkView, in_doubt: int = 0, *, queued: bool = False) -> Screen:
    """Return the card: who writes about what, who looks after it, since when they wait.

    `queued`: with the way back to the queue; the card that stands in a chat for all has none.
    """
    lines = [words("talk-card", name=talk.name, about=about(words, talk))]
    if talk.username:
        lines[0] += f" · @{talk.username}"
    lines.append(words(*_state(talk), **_state_params(words, shop, talk)))
    if talk.assigned_name:
        lines.append(words("talk-assigned", name=talk.assigned_name))
    if in_doubt:
        lines.append(words("talk-in-doubt", count=in_doubt))
    lines += ["", words("talk-card-hint")]
    return Screen("\n".join(lines), (*_rows(words, talk), *(_to_queue(words) if queued else ())))


def _to_queue(words: Words) -> tuple[tuple[Button, ...], ...]:
    menu = Button(words.plain("button-menu"), links.Home())
    return ((Button(words.plain("button-talks"), links.StaffTalks()), menu),)


def _state(talk: TalkView) -> tuple[str]:
    if talk.state is TalkState.CLOSED:
        return ("talk-closed",)
    if talk.waiting_since is not None:
        return ("talk-waits",)
    return ("talk-answered" if talk.answered_name else "talk-open",)


def _state_params(words: Words, shop: Shop, talk: TalkView) -> dict[str, str]:
    since: datetime = talk.waiting_since or talk.changed_at
    return {"time": words.when(since, shop.timezone), "name": talk.answered_name or ""}


def about(words: Words, talk: TalkView) -> str:
    """Return what a conversation is about."""
    return words.plain("talk-about-order", number=str(talk.number)) if talk.number else words.plain("talk-about-shop")


def _rows(words: Words, talk: TalkView) -> tuple[tuple[Button, ...], ...]:
    def does(key: str, what: str) -> Button:
        return Button(words.plain(key), links.StaffTalk(talk.id, what))

    steps = [does("button-talk-take", "take")]
    steps.append(
        does("button-talk-reopen", "reopen") if talk.state is TalkState.CLOSED else does("button-talk-close", "close")
    )
    more = [does("button-talk-history", "history"), Button(words.plain("button-talk-give"), links.GiveTalk(talk.id))]
    if talk.order_id is None:
        return tuple(steps), tuple(more)
    return tuple(steps), tuple(more), (Button(words.plain("button-open-order"), links.StaffOrder(talk.order_id)),)


def give(words: Words, talk: TalkView, colleagues: Sequence[Colleague], *, queued: bool = False) -> Screen:
    """Ask who is to look after a conversation; whoever does now is marked."""
    rows = [
        (
            Button(
                f"{'● ' if one.person_id == talk.assigned_to else ''}{_name(one)}",
                links.GiveTalk(talk.id, one.person_id),
            ),
        )
        for one in colleagues[:_COLLEAGUES]
    ]
    back = Button(words.plain("button-back"), links.StaffTalk(talk.id))
    text = words("talk-give", name=talk.name, about=about(words, talk))
    return Screen(text, (*rows, (back,), *(_to_queue(words) if queued else ())))


def _name(one: Colleague) -> str:
    return f"{one.name} · @{one.username}" if one.username else one.name


def for_staff(words: Words, talk: TalkView) -> str:
    """Return what stands above a customer's words in the staff's chat."""
    return words("talk-head-staff", name=talk.name, about=about(words, talk))


def for_customer(words: Words, shop: Shop, talk: TalkView) -> str:
    """Return what stands above the shop's words in the customer's chat."""
    number = str(talk.number) if talk.number else "none"
    return words("talk-head-customer", shop=words.pick(shop.title), number=number)


def history(words: Words, shop: Shop, talk: TalkView, lines: list[Line], *, queued: bool = False) -> Screen:
    """Return the latest messages: who, when, what."""
    shown = [
        words(
            "talk-line",
            name=line.author,
            side="shop" if line.side == SHOP else "customer",
            time=words.time(line.at, shop.timezone),
            edited="yes" if line.edited else "no",
            text=Raw(_said(words, line)),
        )
        for line in lines[-_SHOWN:]
    ]
    head = words("talk-history", name=talk.name, about=about(words, talk))
    back = Button(words.plain("button-back"), links.StaffTalk(talk.id))
    return Screen("\n\n".join((head, *shown)), ((back,), *(_to_queue(words) if queued else ())))


def _said(words: Words, line: Line) -> str:
    """Return a message in a list: what it was, and the beginning of its words without their markup."""
    plain = "".join(part.partition(">")[2] if at else part for at, part in enumerate(line.html.split("<")))
    cut = plain if len(plain) <= _CUT else plain[:_CUT] + "…"
    return cut if line.kind == "text" else f"{words.plain('talk-attachment', kind=line.kind)} {cut}".strip()
