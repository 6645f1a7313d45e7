"""Forms with bracket nesting: ``line_items[0][price_data][currency]=usd`` and ``expand[]=payment_intent``."""

import re
from typing import Any
from urllib.parse import parse_qsl

from sandbox.jsontypes import JsonObject

_PARTS = re.compile(r"\[([^\]]*)\]")


def nested(text: str) -> JsonObject:
    """A nested object of strings; numbered and unnamed parts become lists. Raises: ValueError."""
    root: JsonObject = {}
    for name, value in parse_qsl(text, keep_blank_values=True):
        head, bracket, rest = name.partition("[")
        place, key = root, head
        for part in _PARTS.findall(bracket + rest):
            inner = place.setdefault(key, {})
            if not isinstance(inner, dict):
                raise ValueError(f"{name} is both a value and an object")  # noqa: TRY004 - about the text, not the caller
            place, key = inner, part or str(len(inner))
        place[key] = value
    return {name: _listed(value) for name, value in root.items()}


def _listed(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    if value and all(key.isdigit() for key in value):
        return [_listed(value[key]) for key in sorted(value, key=int)]
    return {key: _listed(inner) for key, inner in value.items()}
