"""Entities that Telegram finds by itself: commands, mentions, links, addresses, phones, hashtags."""

import re

from sandbox.entities.html import utf16
from sandbox.jsontypes import JsonObject

_RULES = (
    ("url", re.compile(r"(?:https?://[^\s<>\"]+|(?<![\w@.])t\.me/[^\s<>\"]+)", re.IGNORECASE)),
    ("email", re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+\.[a-z]{2,}", re.IGNORECASE)),
    ("bot_command", re.compile(r"(?<![\w/<>])/[A-Za-z0-9_]{1,32}(?:@[A-Za-z0-9_]{3,32})?\b")),
    ("mention", re.compile(r"(?<![\w@])@[A-Za-z][A-Za-z0-9_]{3,31}\b")),
    ("hashtag", re.compile(r"(?<![\w#])#[^\W\d]\w*")),
    ("phone_number", re.compile(r"(?<!\w)\+\d[\d ()-]{8,17}\d\b")),
)


def detect(text: str, entities: list[JsonObject]) -> list[JsonObject]:
    """The given entities and those found in the rest of the text."""
    taken = [(e["offset"], e["offset"] + e["length"]) for e in entities if e["type"] in {"code", "pre", "text_link"}]
    found = list(entities)
    for kind, pattern in _RULES:
        for match in pattern.finditer(text):
            start = utf16(text[: match.start()])
            end = start + utf16(match.group().rstrip(".,;:!?)") if kind == "url" else match.group())
            if any(start < other_end and other_start < end for other_start, other_end in taken):
                continue
            taken.append((start, end))
            found.append({"type": kind, "offset": start, "length": end - start})
    found.sort(key=lambda e: (e["offset"], -e["length"]))
    return found
