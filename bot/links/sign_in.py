"""Where one is signed in, and the second factor."""

from dataclasses import dataclass

from bot.links.base import Link


@dataclass(frozen=True, slots=True)
class Sessions(Link, prefix="fe"):
    """One's sessions on the web; `end` ends one, `all` every one of them."""

    end: int = 0
    all: int = 0


@dataclass(frozen=True, slots=True)
class BrowserLogin(Link, prefix="fli"):
    """Logging in from browsers; `off` ends it."""

    off: int = 0


@dataclass(frozen=True, slots=True)
class SecondFactor(Link, prefix="ff"):
    """The second factor; `what`: `new` shows the picture for the app."""

    what: str = ""
