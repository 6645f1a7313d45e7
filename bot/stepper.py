"""A row of buttons that count: one fewer, what it is about, one more (pure)."""

from bot.links import Link
from bot.screen import Button


def stepper(label: str, fewer: Link, more: Link) -> tuple[Button, ...]:
    """Return the row; the label counts up as well, for thumbs that miss."""
    return (Button("−", fewer), Button(label, more), Button("+", more))
