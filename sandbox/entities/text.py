"""A formatted text as a method receives it: parse mode or entities, trimmed, measured, with found entities."""

from sandbox.entities.detect import detect
from sandbox.entities.html import EntityError, parse_html, utf16
from sandbox.entities.markdown import parse_markdown
from sandbox.errors import bad
from sandbox.jsontypes import JsonObject

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024


def formatted(source: str, parse_mode: str | None, entities: list[JsonObject] | None) -> tuple[str, list[JsonObject]]:
    """Text and entities after parsing and trimming; raises "can't parse entities" like Telegram."""
    try:
        text, found = _parsed(source, (parse_mode or "").lower(), entities or [])
    except EntityError as error:
        raise bad(f"can't parse entities: {error}") from None
    text, found = _trimmed(text, found)
    return text, detect(text, found)


def _parsed(source: str, mode: str, entities: list[JsonObject]) -> tuple[str, list[JsonObject]]:
    if mode == "html":
        return parse_html(source)
    if mode in {"markdownv2", "markdown"}:
        return parse_markdown(source, 2 if mode == "markdownv2" else 1)
    if mode and mode != "none":
        raise bad("unsupported parse_mode")
    return source, entities


def _trimmed(text: str, entities: list[JsonObject]) -> tuple[str, list[JsonObject]]:
    cut = utf16(text) - utf16(text.lstrip())
    short = text.strip()
    end = utf16(short)
    kept: list[JsonObject] = []
    for entity in entities:
        start = max(0, entity["offset"] - cut)
        stop = min(end, entity["offset"] + entity["length"] - cut)
        if stop > start:
            kept.append({**entity, "offset": start, "length": stop - start})
    return short, kept


def message_text(source: str, parse_mode: str | None, entities: list[JsonObject] | None) -> JsonObject:
    if not source:
        raise bad("message text is empty")
    text, found = formatted(source, parse_mode, entities)
    if not text:
        raise bad("text must be non-empty")
    if len(text) > TEXT_LIMIT:
        raise bad("message is too long")
    return {"text": text, "entities": found} if found else {"text": text}


def caption(source: str, parse_mode: str | None, entities: list[JsonObject] | None) -> JsonObject:
    text, found = formatted(source, parse_mode, entities)
    if len(text) > CAPTION_LIMIT:
        raise bad("message caption is too long")
    if not text:
        return {}
    return {"caption": text, "caption_entities": found} if found else {"caption": text}
