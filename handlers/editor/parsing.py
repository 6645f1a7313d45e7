"""Read what staff type about options (pure)."""

import re

_SPLIT = re.compile(r"\s*[,;/\n|]\s*")


def read_option(text: str) -> tuple[str, list[str]] | None:
    """Read `Цвет: чёрный, белый`; None without a name or a value."""
    name, mark, rest = text.partition(":")
    if not mark:
        name, mark, rest = text.partition("—")
    values = read_values(rest)
    return (" ".join(name.split()), values) if name.strip() and values else None


def read_values(text: str) -> list[str]:
    """Read `чёрный, белый / M`."""
    return [value for part in _SPLIT.split(text) if (value := " ".join(part.split()))]


def read_two_prices(text: str) -> list[str]:
    """Read `1990`, `1990 было 2490`, `1990 / 2490` into one or two texts."""
    parts = re.split(r"\b(?:old|was|старая|было)\b|[/|;\n]", text, flags=re.IGNORECASE)
    return [part.strip() for part in parts if part.strip()]
