"""Text and entities back to HTML, for reading what a bot sent in tests."""

from html import escape

from sandbox.jsontypes import JsonObject

_TAGS = {
    "bold": "b", "italic": "i", "underline": "u", "strikethrough": "s", "code": "code", "pre": "pre",
    "spoiler": "tg-spoiler", "blockquote": "blockquote", "expandable_blockquote": "blockquote",
}  # fmt: skip


def _tags(entity: JsonObject) -> tuple[str, str]:
    if entity["type"] == "text_link":
        return f'<a href="{escape(entity["url"])}">', "</a>"
    tag = _TAGS.get(entity["type"], "")
    return (f"<{tag}>", f"</{tag}>") if tag else ("", "")


def to_html(text: str, entities: list[JsonObject]) -> str:
    """HTML that Telegram would parse to the same text and formatting."""
    units = text.encode("utf-16-le")
    marks: list[tuple[int, int, int, str]] = []
    for order, entity in enumerate(entities):
        before, after = _tags(entity)
        start, end = entity["offset"], entity["offset"] + entity["length"]
        marks += [(start, 1, order, before), (end, 0, -order, after)]
    out, at = [], 0
    for offset, _, _, tag in sorted(marks):
        out.append(escape(units[at * 2 : offset * 2].decode("utf-16-le"), quote=False))
        out.append(tag)
        at = offset
    out.append(escape(units[at * 2 :].decode("utf-16-le"), quote=False))
    return "".join(out)
