"""A ready answer as customers see it (pure)."""

import html
import re

from bot import links
from bot.screen import Button, Screen
from core.kit.i18n.words import Words
from core.talks.faq import Entry

_ASKS = re.compile(r"\?\s*$|^\s*(?:how|where|when|what|why|who|can|do|does|is|are|which)\b", re.IGNORECASE)


def is_question(words: Words, typed: str) -> bool:
    """Return whether somebody asks something, rather than names goods to look for."""
    first = typed.split(maxsplit=1)[0].lower() if typed.split() else ""
    return bool(_ASKS.search(typed)) or first in words.plain("faq-question-words").split()


def answer(words: Words, entry: Entry) -> Screen:
    """Return the answer, with a way on to a person."""
    rows = (
        (
            Button(words.plain("button-faq-helped"), links.FaqVote(entry.id, 1)),
            Button(words.plain("button-faq-not-helped"), links.FaqVote(entry.id, 0)),
        ),
        (Button(words.plain("button-talk-write"), links.TalkWrite()), Button(words.plain("button-menu"), links.Home())),
    )
    question = html.escape(words.pick(entry.question), quote=False)
    return Screen(f"<b>{question}</b>\n\n{words.pick(entry.answer)}", rows)


def questions(words: Words, entries: list[Entry]) -> tuple[tuple[Button, ...], ...]:
    """Return a button for each question."""
    return tuple((Button(words.pick(entry.question)[:60], links.FaqAnswer(entry.id)),) for entry in entries)
