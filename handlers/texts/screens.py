"""Screens of the bot's texts."""

import html
import re
from collections.abc import Sequence

from bot import links
from bot.screen import Button, Rows, Screen
from core.kit.i18n.templates import parse, render
from core.kit.i18n.words import LANGUAGES, Raw, Words, templates_of
from core.shops.texts import TextView, text_number

_PAGE = 8
_LABEL = 44
# What people read most: the first screens, the checkout, the order's way.
_OFTEN = (
    "button-catalogue",
    "button-buy-now",
    "cart-empty",
    "push-accepted",
    "push-delivered",
    "push-expired",
    "help",
    "privacy",
)


def overview(words: Words, changed: list[str], page: int = 0) -> Screen:
    """What the shop changed, and what people read most."""
    shown = _cut(changed, page) if changed else _OFTEN
    text = words("texts", changed=len(changed))
    pages = _pages(words, len(changed), page, changed=1) if changed else ()
    rest: Rows = ((Button(words.plain("button-texts-all"), links.Texts()),),)
    return Screen(text, (*_keys(words, shown), *pages, *rest, *_home(words)))


def all_of_them(words: Words, keys: list[str], page: int) -> Screen:
    """A page of every text."""
    page = min(page, max(len(keys) - 1, 0) // _PAGE)
    text = words("texts-page", page=page + 1, pages=-(-len(keys) // _PAGE))
    rows = (*_keys(words, _cut(keys, page)), *_pages(words, len(keys), page, changed=0), *_home(words))
    return Screen(text, rows)


def found(words: Words, asked: str, keys: list[str]) -> Screen:
    """Texts that have the words."""
    if not keys:
        return Screen(words("texts-none", asked=asked), _home(words))
    return Screen(words("texts-found", asked=asked, count=len(keys)), (*_keys(words, keys[:_PAGE]), *_home(words)))


def card(words: Words, view: TextView, toast: str | None = None) -> Screen:
    """A text in both languages."""
    parts = [words("texts-card", name=view.key)]
    for language in LANGUAGES:
        state = "own" if language in view.own else "usual"
        parts.append(words("texts-said", language=words.plain(f"lang-{language}"), state=state))
        parts.append(_code(view.said(language)))
    edit = tuple(
        Button(words.plain("button-texts-write", language=words.plain(f"lang-{language}")), _link(view, language))
        for language in LANGUAGES
    )
    rows: list[tuple[Button, ...]] = [edit]
    if view.own:
        rows.append((Button(words.plain("button-texts-restore"), _link(view, "restore")),))
    rows.append((Button(words.plain("button-back"), links.Texts(changed=1)), *_home(words)[0]))
    return Screen("\n".join(parts), tuple(rows), toast=words.plain(toast) if toast else None)


def ask(words: Words, view: TextView, language: str, refused: str | None = None) -> Screen:
    """Ask for a text, with what it may hold."""
    parts = [f"⚠️ {html.escape(refused, quote=False)}", ""] if refused else []
    parts += [words("texts-ask", language=words.plain(f"lang-{language}")), "", _code(view.said(language))]
    if view.variables:
        listed = " ".join(f"<code>{{{name}}}</code>" for name in view.variables)
        parts += ["", words("texts-variables", variables=Raw(listed))]
    if any("|" in usual for usual in view.usual.values()):
        parts += ["", words("texts-forms")]
    return Screen("\n".join(parts), ((Button(words.plain("button-back"), _link(view, "")),),))


def preview(words: Words, view: TextView, language: str) -> Screen:
    """The draft as people would read it, its variables in place."""
    template = parse(view.draft[language])
    said = render(template, {name: f"‹{name}›" for name in view.variables}, language)
    if not any("<" in usual for usual in view.usual.values()):
        said = html.escape(said, quote=False)
    rows = (
        (
            Button(words.plain("button-texts-keep"), _link(view, f"keep-{language}")),
            Button(words.plain("button-texts-again"), _link(view, language)),
        ),
        (Button(words.plain("button-back"), _link(view, "")),),
    )
    return Screen(f"{words('texts-preview')}\n\n{said}", rows)


def _code(said: str) -> str:
    return f"<pre>{html.escape(said, quote=False)}</pre>"


def _link(view: TextView, what: str) -> links.OneText:
    return links.OneText(text_number(view.key), what)


def _keys(words: Words, keys: Sequence[str]) -> Rows:
    usual = templates_of(words.language)
    return tuple((Button(_label(usual[key]), links.OneText(text_number(key))),) for key in keys)


def _label(said: str) -> str:
    bare = re.sub(r"<[^<>]+>", "", said)
    line = next((line for line in bare.splitlines() if line.strip()), bare)
    return line if len(line) <= _LABEL else f"{line[: _LABEL - 1]}…"


def _cut(keys: Sequence[str], page: int) -> Sequence[str]:
    return keys[page * _PAGE : (page + 1) * _PAGE]


def _pages(words: Words, count: int, page: int, *, changed: int) -> Rows:
    turn = []
    if page:
        turn.append(Button(words.plain("button-previous"), links.Texts(changed, page - 1)))
    if (page + 1) * _PAGE < count:
        turn.append(Button(words.plain("button-next"), links.Texts(changed, page + 1)))
    return (tuple(turn),) if turn else ()


def _home(words: Words) -> Rows:
    return ((Button(words.plain("button-menu"), links.Home()),),)
