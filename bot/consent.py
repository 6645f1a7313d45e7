"""Consent to news and offers: its words, and the question, which stands below a screen once."""

from dataclasses import replace

from bot import links
from bot.screen import Button, Screen
from bot.turn import Turn
from db.types.enums import NotificationKind


def consent_wording(turn: Turn) -> str:
    """Return what somebody agrees to, as it is kept."""
    return turn.words.plain("consent-wording", shop=turn.words.pick(turn.shop.title))


def asking(turn: Turn, screen: Screen) -> Screen:
    """Return a screen with the question below it."""
    words = turn.words
    question = words("consent-ask", wording=consent_wording(turn))
    buttons = (
        Button(words.plain("button-consent-yes"), links.Choices(NotificationKind.MARKETING.value, 1)),
        Button(words.plain("button-consent-no"), links.Choices(NotificationKind.MARKETING.value, 0)),
    )
    return replace(screen, text=f"{screen.text}\n\n{question}", rows=(*screen.rows, buttons))
