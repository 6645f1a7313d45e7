"""Sessions and the second factor as screens (pure)."""

import io
from collections.abc import Sequence

import segno

from bot import links
from bot.screen import Button, Drawing, Screen
from bot.turn import Turn
from core.auth.second_factor import Enrolment, FactorState
from core.auth.sessions import Session
from core.kit.i18n.words import Words

Row = tuple[Button, ...]
_SHOWN = 10


def away(words: Words) -> Row:
    """Return the way to the menu."""
    return (Button(words.plain("button-menu"), links.Home()),)


def sessions(turn: Turn, found: Sequence[Session], toast: str | None = None) -> Screen:
    """Return where one is signed in, each with a button that ends it."""
    words = turn.words
    if not found:
        return Screen(words("sessions-none"), (_back(words),), toast=toast)
    lines = [words("sessions-title"), ""]
    rows: list[Row] = []
    for number, one in enumerate(found[:_SHOWN], start=1):
        seen = words.when(one.seen_at, turn.shop.timezone)
        device = _device(one.device) or words.plain("sessions-unknown")
        lines.append(words("sessions-line", number=number, device=device, seen=seen))
        rows.append((Button(words.plain("button-session-end", number=number), links.Sessions(one.id)),))
    rows.append((Button(words.plain("button-sessions-end"), links.Sessions(0, 1)),))
    return Screen("\n".join(lines), (*rows, _back(words)), toast=toast)


def _device(told: str) -> str:
    """Return what a browser calls itself, as people know it: `Chrome, Android`."""
    browsers = ("Telegram", "Firefox", "Edg", "OPR", "YaBrowser", "Chrome", "Safari")
    systems = {"Android": "Android", "iPhone": "iPhone", "iPad": "iPad", "Windows": "Windows", "Mac OS": "macOS"}
    browser = next((name for name in browsers if name in told), "")
    system = next((name for part, name in (systems | {"Linux": "Linux"}).items() if part in told), "")
    known = {"Edg": "Edge", "OPR": "Opera", "YaBrowser": "Yandex"}.get(browser, browser)
    return ", ".join(part for part in (known, system) if part) or told[:40]


def dashboard(turn: Turn) -> Screen:
    """Return the way to the dashboard; in a group, and where no page of ours can be opened, say why there is none."""
    words = turn.words
    button = turn.pages.dashboard(words, turn.shop)
    if not turn.private:
        return Screen(words("dashboard-in-private"))
    return Screen(
        words("dashboard" if button else "dashboard-needs-address"), (*([button] if button else []), away(words))
    )


def browser_login(words: Words, on: bool, pages: str | None, toast: str | None = None) -> Screen:
    """Return whether people may log in from browsers, and how that is turned on. `pages`: where browsers reach us."""
    lines = [words("login-title"), ""]
    rows: list[Row] = []
    if on:
        lines.append(words("login-on"))
        rows.append((Button(words.plain("button-login-off"), links.BrowserLogin(off=1)),))
    elif pages is None:
        lines.append(words("login-needs-address"))
    else:
        lines.append(words("login-how", address=f"{pages}/api/v1/auth/telegram-login/callback"))
    rows.append((Button(words.plain("button-back"), links.ShopCard()), *away(words)))
    return Screen("\n".join(lines), tuple(rows), toast=toast)


def factor(words: Words, state: FactorState) -> Screen:
    """Return whether there is a second factor, and what can be done."""
    if state.enrolled:
        return Screen(words("mfa-on", codes=state.backup_codes), (away(words),))
    add = (Button(words.plain("button-mfa-new"), links.SecondFactor("new")),)
    return Screen(words("mfa-off"), (add, away(words)))


def enrolment(words: Words, made: Enrolment, picture: Drawing) -> Screen:
    """Return the picture for the app, the same to type, and what to send next."""
    back = (Button(words.plain("button-back"), links.SecondFactor()), Button(words.plain("button-menu"), links.Home()))
    return Screen(words("mfa-new", secret=made.secret), (back,), photo=picture)


def codes(words: Words, made: Sequence[str]) -> Screen:
    """Return backup codes, shown this once."""
    return Screen(words("mfa-codes", codes="\n".join(made)), (away(words),))


def qr(uri: str) -> bytes:
    """Return an address as a picture to scan."""
    out = io.BytesIO()
    segno.make(uri, error="m").save(out, kind="png", scale=10, border=4)
    return out.getvalue()


def _back(words: Words) -> Row:
    return (Button(words.plain("button-back"), links.Profile()), Button(words.plain("button-menu"), links.Home()))
