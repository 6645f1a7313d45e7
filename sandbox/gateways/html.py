"""Pay pages as HTML: plain forms, both themes, no scripts."""

from html import escape
from urllib.parse import urlencode, urlsplit

from sandbox.gateways.money import shown
from sandbox.gateways.views import Page
from sandbox.gateways.words import WORDS

OUTCOMES = ("success", "declined", "insufficient_funds", "3ds_failed")
_TELEGRAM = ("t.me", "telegram.me", "telegram.dog")


def in_telegram(url: str) -> bool:
    """Whether an address leads back to a chat: nothing here opens those."""
    parts = urlsplit(url)
    return parts.scheme == "tg" or parts.hostname in _TELEGRAM


def local(url: str) -> bool:
    """Whether the browser is sent there by itself."""
    return urlsplit(url).scheme in {"http", "https"} and not in_telegram(url)


def document(title: str, body: str, lang: str, query: dict[str, str] | None = None) -> str:
    links = " ".join(
        f'<a href="?{escape(urlencode({**(query or {}), "lang": code}))}" lang="{code}" hreflang="{code}"'
        f"{' aria-current=true' if code == lang else ''}>{name}</a>"
        for code, name in (("ru", "Русский"), ("en", "English"))
    )
    return (
        f'<!doctype html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f"<title>{escape(title)}</title>\n"
        '<link rel="stylesheet" href="/gateways/page/pay.css">\n</head>\n<body>\n'
        f'<main class="sheet">\n{body}\n</main>\n'
        f'<nav class="languages" aria-label="{WORDS[lang]["language"]}">{links}</nav>\n</body>\n</html>\n'
    )


def _head(page: Page, words: dict[str, str]) -> str:
    return f'<header><strong>{escape(page.brand)}</strong> <span class="badge">{words["test"]}</span></header>'


def _facts(page: Page, words: dict[str, str], lang: str) -> str:
    rows = "".join(
        f"<div><dt>{escape(words.get(name, name))}</dt><dd>{escape(value)}</dd></div>" for name, value in page.lines
    )
    return (
        f'<h1><span class="hint">{words["sum" if page.state == "open" else "sum-done"]}</span> '
        f'<span class="sum">{escape(shown(page.amount, page.currency, lang))}</span></h1>'
        f'<p class="description">{escape(page.description)}</p>' + (f"<dl>{rows}</dl>" if rows else "")
    )


def _choices(words: dict[str, str]) -> str:
    options = "".join(
        f'<label><input type="radio" name="outcome" value="{name}"{" checked" if name == "success" else ""}>'
        f"<span>{words[name]}</span></label>"
        for name in OUTCOMES
    )
    return f"<fieldset><legend>{words['outcome']}</legend>{options}</fieldset>"


def _form(page: Page, words: dict[str, str], lang: str) -> str:
    decline = f'<button name="action" value="decline" class="second">{words["decline"]}</button>' if page.cards else ""
    return (
        f'<form method="post" action="?lang={lang}">{_choices(words) if page.cards else ""}'
        f'<p class="hint">{words[page.note or "note"]}</p>'
        f'<button name="action" value="pay" class="first">{words["pay"]} '
        f"{escape(shown(page.amount, page.currency, lang))}</button>{decline}"
        f'<button name="action" value="leave" class="plain" formnovalidate>{words["leave"]}</button></form>'
    )


def _end(page: Page, words: dict[str, str]) -> str:
    url = page.return_url
    word = words["back" if not url or in_telegram(url) else "go-back"]
    if urlsplit(url).scheme in {"http", "https", "tg"}:
        return f'<p><a class="button first" href="{escape(url)}">{word}</a></p>'
    return f"<p>{word}. {words['close']}</p>"


def pay_page(page: Page, lang: str, said: str = "") -> str:
    words = WORDS[lang]
    spoken = words.get(f"said-{said}") or words.get(said, "")
    alert = f'<p class="alert" role="alert">{spoken}</p>' if spoken else ""
    if said == "left" and in_telegram(page.cancel_url):
        alert += f'<p><a class="button plain" href="{escape(page.cancel_url)}">{words["back"]}</a></p>'
    state = ""
    if page.state != "open":
        state = f'<p class="state {page.state}" role="status">{words["state-" + page.state]}</p>'
    rest = _form(page, words, lang) if page.state == "open" else _end(page, words)
    body = "\n".join((_head(page, words), _facts(page, words, lang), state, alert, rest))
    return document(f"{words['title']} · {page.brand}", body, lang)


def missing_page(lang: str) -> str:
    return document(WORDS[lang]["missing"], f"<h1>{WORDS[lang]['missing']}</h1>", lang)
