"""Texts that a shop writes itself: `Order {number}`, `{count|one: # piece|other: # pieces}` (pure).

A variable stands in braces. After it, forms by its value may follow: a value itself (`0:`, `on:`), a plural form of the
language (`one:`, `few:`, `many:`, `other:`), and `#` is the value. `other` is what is said when nothing else fits.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any, TypeAlias

from babel import Locale
from babel.numbers import format_decimal
from fluent.syntax import FluentParser, ast

OTHER = "other"
_NAME = re.compile(r"[a-z][a-z0-9_-]*", re.IGNORECASE)
_FORM = re.compile(r"\s*([A-Za-z0-9_.-]+):\s?")
_TAGS = frozenset({"b", "strong", "i", "em", "u", "s", "code", "pre", "a", "blockquote", "tg-spoiler"})
_LINKS = ("https://", "http://", "tg://", "mailto:")


class BadTemplate(ValueError):
    """Not a text that can be shown; `args[0]` is which rule it breaks, `args[1]` the part that does."""


@dataclass(frozen=True, slots=True)
class Variable:
    """A variable, perhaps with forms by its value."""

    name: str
    forms: Mapping[str, "Template"]


Template: TypeAlias = tuple["str | Variable", ...]


def parse(text: str) -> Template:
    """Read a text. Raises: BadTemplate: braces that do not match, a name that is none, forms without `other`."""
    template, end = _read(text, 0, inside=False)
    if end != len(text):
        raise BadTemplate("braces", text[end:][:20])
    return template


def _read(text: str, start: int, *, inside: bool) -> tuple[Template, int]:
    parts: list[str | Variable] = []
    place = since = start
    while place < len(text) and not (inside and text[place] in "|}"):
        if text[place] == "}":
            raise BadTemplate("braces", text[max(place - 10, 0) : place + 10])
        if text[place] != "{":
            place += 1
            continue
        parts.append(text[since:place])
        variable, place = _variable(text, place + 1)
        parts.append(variable)
        since = place
    parts.append(text[since:place])
    return tuple(part for part in parts if part != ""), place


def _variable(text: str, start: int) -> tuple[Variable, int]:
    found = _NAME.match(text, start)
    if found is None:
        raise BadTemplate("braces", text[max(start - 1, 0) : start + 15])
    forms: dict[str, Template] = {}
    place = found.end()
    while text[place : place + 1] == "|":
        form = _FORM.match(text, place + 1)
        if form is None:
            raise BadTemplate("forms", text[start : place + 15])
        forms[form[1]], place = _read(text, form.end(), inside=True)
    if text[place : place + 1] != "}":
        raise BadTemplate("braces", text[max(start - 1, 0) : place + 10])
    if forms and OTHER not in forms:
        raise BadTemplate("other", text[start - 1 : place + 1])
    return Variable(found[0], forms), place + 1


def names(template: Template) -> frozenset[str]:
    """Return the variables that a template uses."""
    found: set[str] = set()
    for part in template:
        if isinstance(part, Variable):
            found.add(part.name)
            for form in part.forms.values():
                found |= names(form)
    return frozenset(found)


def render(template: Template, params: Mapping[str, Any], language: str) -> str:
    """Return the text with values filled in. Raises: KeyError: a value is missing."""
    return "".join(part if isinstance(part, str) else _filled(part, params, language) for part in template)


def _filled(part: Variable, params: Mapping[str, Any], language: str) -> str:
    value = params[part.name]
    shown = str(format_decimal(value, locale=language)) if isinstance(value, (int, float)) else str(value)
    if not part.forms:
        return shown
    form = part.forms.get(str(value))
    if form is None and isinstance(value, (int, float)):
        form = part.forms.get(str(Locale.parse(language).plural_form(value)))
    return render(form if form is not None else part.forms[OTHER], params, language).replace("#", shown)


def check_html(text: str, *, tags: bool) -> None:
    """Pass, or refuse what Telegram would not show. Without `tags` there is nothing but plain text.

    Raises:
        BadTemplate: a tag of another kind, one left open, a link that leads nowhere, a stray `<` or `&`.
    """
    if not tags:
        if "<" in text or ">" in text:
            raise BadTemplate("plain", next(mark for mark in text if mark in "<>"))
        return
    reader = _Tags()
    reader.feed(text)
    reader.close()
    if reader.open:
        raise BadTemplate("tags", f"<{reader.open[-1]}>")
    rest = re.sub(r"</?[a-z-]+(\s[^<>]*)?>|&(lt|gt|amp|quot|#\d+);", "", text, flags=re.IGNORECASE)
    stray = re.search(r"[<>]|&", rest)
    if stray is not None:
        raise BadTemplate("tags", stray[0])


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _TAGS or [name for name, _ in attrs] != (["href"] if tag == "a" else []):
            raise BadTemplate("tags", f"<{tag}>")
        where = attrs[0][1] or "" if tag == "a" else None
        # An address that is filled in was made by the shop itself.
        if where is not None and not where.startswith(_LINKS) and not re.fullmatch(r"\{[a-z_]+\}", where):
            raise BadTemplate("tags", where or "<a>")
        self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 – the parser's own
        raise BadTemplate("tags", f"<{tag}/>")

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            raise BadTemplate("tags", f"</{tag}>")


def from_fluent(source: str) -> dict[str, str]:
    """Return every text of a locale file as a template, by its key."""
    found: dict[str, str] = {}
    for entry in FluentParser(with_spans=False).parse(source).body:
        if isinstance(entry, ast.Message) and entry.value is not None:
            found[entry.id.name] = _pattern(entry.value)
    return found


def _pattern(pattern: ast.Pattern) -> str:
    return "".join(
        element.value if isinstance(element, ast.TextElement) else _placeable(element.expression)
        for element in pattern.elements
    )


def _placeable(expression: Any) -> str:
    match expression:
        case ast.StringLiteral():
            # Fluent writes what it could not write otherwise in quotes: a space at the edge, nothing at all.
            return str(expression.parse()["value"])
        case ast.VariableReference():
            return "{" + str(expression.id.name) + "}"
        case ast.FunctionReference():
            return _placeable(expression.arguments.positional[0])
        case ast.SelectExpression():
            name = _placeable(expression.selector)[1:-1]
            forms = []
            for variant in expression.variants:
                key = variant.key.name if isinstance(variant.key, ast.Identifier) else variant.key.value
                said = _pattern(variant.value).replace("{" + name + "}", "#")
                forms.append(f"{OTHER if variant.default and key != OTHER else key}: {said}")
                if variant.default and key != OTHER:
                    forms.insert(-1, f"{key}: {said}")
            return "{" + name + "|" + "|".join(forms) + "}"
        case _:
            msg = f"a text uses {type(expression).__name__}, which templates do not know"
            raise TypeError(msg)
