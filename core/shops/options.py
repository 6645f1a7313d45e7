"""How a variant's options read: `чёрный, M` (pure)."""

from collections.abc import Mapping, Sequence
from typing import Any

from core.kit.i18n.words import LANGUAGES


def options_text(options: Sequence[Mapping[str, Any]], chosen: Mapping[str, str]) -> dict[str, str]:
    """Return the chosen values in each language, in the order of the product's options."""
    texts: dict[str, str] = {}
    for language in LANGUAGES:
        parts = []
        for option in options:
            code = chosen.get(option["code"])
            title = next((value["title"] for value in option["values"] if value["code"] == code), None)
            if title:
                parts.append(title.get(language) or title.get("en") or code or "")
        texts[language] = ", ".join(parts)
    return texts
