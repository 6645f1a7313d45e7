"""Conversations as screens (pure)."""

import html
from collections.abc import Sequence
from datetime import datetime

from bot import links, talk_card
from bot.screen import Button, Screen
from bot.turn import Turn
from core.talks.converse import TalkView


def _leave(turn: Turn) -> tuple[Button, ...]:
    return (Button(turn.words.plain("button-back-to-shop"), links.TalkLeave()),)


def ask(turn: Turn, number: int | None, opens: datetime | None) -> Screen:
    """Ask what to pass on to the shop."""
    words = turn.words
    about = str(number) if number else "none"
    text = words("talk-ask", shop=words.pick(turn.shop.title), number=about) + closed(turn, opens)
    return Screen(text, (_leave(turn),), fresh=number is not None)


def support(turn: Turn, opens: datetime | None) -> Screen:
    """Say how to reach the shop, and that one may write right here."""
    words = turn.words
    contacts = html.escape(words.pick(turn.shop.support), quote=False)
    parts = [words("support-title"), contacts] if contacts else [words("support-title")]
    return Screen("\n\n".join((*parts, words("talk-here"))) + closed(turn, opens), (_leave(turn),))


def closed(turn: Turn, opens: datetime | None) -> str:
    """Return the notice that nobody is there now, empty while somebody is."""
    if opens is None:
        return ""
    return "\n\n" + turn.words("shop-closed-now", opens=turn.words.when(opens, turn.shop.timezone))


def passed_on(turn: Turn, *, resumed: bool, opens: datetime | None) -> Screen:
    """Say that the shop has it."""
    words = turn.words
    text = words("talk-resumed" if resumed else "talk-passed-on", shop=words.pick(turn.shop.title))
    return Screen(text + closed(turn, opens), (_leave(turn),))


def left(turn: Turn) -> Screen:
    """Say that what is typed now is a search again, and answers still come."""
    menu = (
        Button(turn.words.plain("button-catalogue"), links.Category()),
        Button(turn.words.plain("button-menu"), links.Home()),
    )
    return Screen(turn.words("talk-left"), (menu,), fresh=True)


def queue(turn: Turn, found: Sequence[TalkView], now: datetime) -> Screen:
    """Return the open conversations with how long each waits."""
    words = turn.words
    rows: list[tuple[Button, ...]] = []
    for talk in found:
        minutes = int((now - talk.waiting_since).total_seconds() // 60) if talk.waiting_since else -1
        waits = words.plain("talk-waiting-time", hours=minutes // 60, minutes=minutes % 60) if minutes >= 0 else ""
        label = " · ".join(part for part in (waits, talk.name, talk_card.about(words, talk)) if part)
        rows.append((Button(label[:60], links.StaffTalk(talk.id, "show")),))
    rows.append(
        (Button(words.plain("button-refresh"), links.StaffTalks()), Button(words.plain("button-menu"), links.Home()))
    )
    waiting = sum(talk.waiting_since is not None for talk in found)
    return Screen(words("talks-title", open=len(found), waiting=waiting), tuple(rows))


def answered(turn: Turn) -> Screen:
    """Say that an answer is on its way."""
    back = Button(turn.words.plain("button-talks"), links.StaffTalks())
    return Screen(turn.words("talk-answer-sent"), ((back,),))
