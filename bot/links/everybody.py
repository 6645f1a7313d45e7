"""What everybody sees: the menu, help, shops, languages."""

from dataclasses import dataclass

from bot.links.base import Link


@dataclass(frozen=True, slots=True)
class Home(Link, prefix="h"):
    """The shop's menu."""


@dataclass(frozen=True, slots=True)
class Nothing(Link, prefix="n"):
    """A label that looks like a button, such as a quantity."""


@dataclass(frozen=True, slots=True)
class ChooseLanguage(Link, prefix="l"):
    """The language screen, or a choice on it."""

    language: str = ""


@dataclass(frozen=True, slots=True)
class ChooseShop(Link, prefix="sh"):
    """The list of shops, or one to enter."""

    shop: int = 0


@dataclass(frozen=True, slots=True)
class Help(Link, prefix="?"):
    """Help, terms, support: one topic each."""

    topic: str = "help"


@dataclass(frozen=True, slots=True)
class Profile(Link, prefix="me"):
    """The person's own page."""


@dataclass(frozen=True, slots=True)
class Cancel(Link, prefix="x"):
    """Stop typing and go back to the menu."""
