"""Screens of the shop's own card."""

import html
from datetime import date, timedelta

from babel.dates import format_date

from bot import links
from bot.screen import Button, Screen
from core.kit.i18n.words import LANGUAGES, Words
from core.shops.describe import LIMITS, TEMPLATES, Telling
from core.shops.shop import Shop

_ACCENTS = ("#2f7de1", "#2f9e5b", "#d1584b", "#8a5cd6", "#e08a1e", "#17212b")
_SWATCHES = ("🔵", "🟢", "🔴", "🟣", "🟠", "⚫️")
_SHOWN = 140
_MONDAY = date(2026, 11, 23)


def card(words: Words, shop: Shop, toast: str | None = None, warning: str | None = None) -> Screen:
    """Everything at a glance; each line has its button."""
    parts = [f"⚠️ {html.escape(warning, quote=False)}", ""] if warning else []
    parts.append(words("shop-card", title=words.pick(shop.title), slug=shop.slug))
    for what in (Telling.GREETING, Telling.ABOUT, Telling.TERMS, Telling.SUPPORT):
        told: dict[str, str] = getattr(shop, what.value)
        written = ", ".join(words.plain(f"lang-{language}") for language in LANGUAGES if told.get(language))
        line = words(f"shop-line-{what}", text=_cut(words.pick(told)), languages=written or "–")
        parts.append(line)
    parts.append(
        words(
            "shop-facts",
            currency=shop.currency,
            timezone=shop.timezone,
            hours=hours_text(words, shop),
            template=words.plain(f"template-{shop.rules.design.template}"),
            accent=shop.rules.design.accent,
            cover="yes" if shop.cover_media_id else "no",
        )
    )
    rows = (
        _buttons(words, "title", "greeting"),
        _buttons(words, "about", "terms"),
        _buttons(words, "support", "cover"),
        _buttons(words, "hours", "timezone"),
        _buttons(words, "template", "accent"),
        (Button(words.plain("button-shop-blocks", count=len(shop.rules.design.blocks)), links.ShopBlocks()),),
        (*_buttons(words, "currency"), Button(words.plain("button-texts"), links.Texts(changed=1))),
        (Button(words.plain("button-login"), links.BrowserLogin()),),
        (Button(words.plain("button-menu"), links.Home()),),
    )
    return Screen("\n".join(parts), rows, toast=words.plain(toast) if toast else None)


def hours_text(words: Words, shop: Shop) -> str:
    """The hours of a week, days with the same hours together: `Mon–Fri 10:00–20:00, Sat 11:00–18:00`."""
    hours = shop.rules.hours
    if not any(hours):
        return words.plain("shop-always-open")
    groups: list[tuple[int, int]] = []
    for day in range(len(hours)):
        if groups and hours[groups[-1][0]] == hours[day]:
            groups[-1] = (groups[-1][0], day)
        else:
            groups.append((day, day))
    parts = []
    for first, last in groups:
        days = _day(words, first) if first == last else f"{_day(words, first)}–{_day(words, last)}"
        spans = ", ".join(f"{begin}–{end}" for begin, end in hours[first])
        parts.append(f"{days} {spans or words.plain('shop-day-off')}")
    return "; ".join(parts)


def _day(words: Words, place: int) -> str:
    return str(format_date(_MONDAY + timedelta(days=place), "ccc", locale=words.language))


def ask_language(words: Words, what: str) -> Screen:
    """In which language the text is to be written."""
    rows = tuple((Button(words.plain(f"lang-{language}"), links.ShopField(what, language)),) for language in LANGUAGES)
    return Screen(words("shop-ask-language"), (*rows, _back(words)))


def ask_telling(words: Words, shop: Shop, what: Telling, language: str, limit: int | None = None) -> Screen:
    """Ask for a text, showing what it is now."""
    told: dict[str, str] = getattr(shop, what.value)
    parts = [words("shop-too-long", limit=limit), ""] if limit else []
    parts.append(words(f"shop-ask-{what}", language=words.plain(f"lang-{language}"), limit=LIMITS[what]))
    if told.get(language):
        parts += ["", f"<pre>{html.escape(told[language], quote=False)}</pre>"]
    return Screen("\n".join(parts), (_back(words),))


def ask(words: Words, shop: Shop, what: str, *, refused: bool = False) -> Screen:
    """Ask for a picture or a word, with an example."""
    parts = [words("shop-refused"), ""] if refused else []
    now = {"currency": shop.currency, "timezone": shop.timezone, "accent": shop.rules.design.accent}
    parts.append(words(f"shop-ask-{what}", now=hours_text(words, shop) if what == "hours" else now.get(what, "")))
    rows = [_back(words)]
    if what == "accent":
        rows.insert(
            0,
            tuple(
                Button(swatch, links.ShopField("accent", accent[1:]))
                for swatch, accent in zip(_SWATCHES, _ACCENTS, strict=True)
            ),
        )
    return Screen("\n".join(parts), tuple(rows))


def ask_template(words: Words, shop: Shop) -> Screen:
    """Which of the templates."""
    now = shop.rules.design.template
    rows = tuple(
        (
            Button(
                ("• " if template == now else "") + words.plain(f"template-{template}"),
                links.ShopField("template", template),
            ),
        )
        for template in TEMPLATES
    )
    return Screen(words("shop-ask-template"), (*rows, _back(words)))


def _buttons(words: Words, *whats: str) -> tuple[Button, ...]:
    return tuple(Button(words.plain(f"button-shop-{what}"), links.ShopField(what)) for what in whats)


def _back(words: Words) -> tuple[Button, ...]:
    return (Button(words.plain("button-back"), links.ShopCard()),)


def _cut(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else f"{line[: _SHOWN - 1]}…"
