"""HTML parse mode, by the rules (and in the words) of the official server."""

import re
from dataclasses import dataclass, field
from html import unescape

from sandbox.jsontypes import JsonObject

_TYPES = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline",
    "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough", "code": "code", "pre": "pre",
    "tg-spoiler": "spoiler", "span": "spoiler", "a": "text_link", "blockquote": "blockquote",
    "tg-emoji": "custom_emoji", "tg-time": "date_time",
}  # fmt: skip
# Only these named entities exist in Telegram (the semicolon may be missing); any other "&word;" stays as written.
_ENTITY = re.compile(r"&(lt|gt|amp|quot)(?![A-Za-z]);?|&(#[0-9]{1,7}|#x[0-9a-fA-F]{1,6});?")
_ATTRIBUTE = re.compile(r"""\s*([^\s=>/]+)\s*(?:=\s*("[^"]*"|'[^']*'|[^\s>]*))?""")
_LINK = re.compile(r"^(https?://)?[^\s/.?#]+\.[^\s]+$|^https?://\d|^tg://|^mailto:|^tel:", re.IGNORECASE)


class EntityError(ValueError):
    """Says what is wrong after "can't parse entities: "."""


def utf16(text: str) -> int:
    """Length in UTF-16 units, in which Telegram counts offsets."""
    return len(text.encode("utf-16-le")) // 2


@dataclass(slots=True)
class _Open:
    tag: str
    offset: int
    attributes: dict[str, str] = field(default_factory=dict)


class HtmlReader:
    def __init__(self, source: str) -> None:
        self._source = source
        self._at = 0
        self._text: list[str] = []
        self._offset = 0
        self._open: list[_Open] = []
        self._entities: list[JsonObject] = []

    def read(self) -> tuple[str, list[JsonObject]]:
        while self._at < len(self._source):
            tag_at = self._source.find("<", self._at)
            if tag_at < 0:
                self._add(self._source[self._at :])
                break
            self._add(self._source[self._at : tag_at])
            self._at = tag_at
            if self._source.startswith("</", tag_at):
                self._end_tag()
            else:
                self._start_tag()
        if self._open:
            raise EntityError(f'Can\'t find end tag corresponding to start tag "{self._open[-1].tag}"')
        self._entities.sort(key=lambda e: (e["offset"], -e["length"]))
        return "".join(self._text), self._entities

    def _add(self, raw: str) -> None:
        text = _ENTITY.sub(lambda match: unescape(f"&{match.group(1) or match.group(2)};"), raw)
        self._text.append(text)
        self._offset += utf16(text)

    def _bytes_at(self) -> int:
        return len(self._source[: self._at].encode())

    def _start_tag(self) -> None:
        end = self._at + 1
        while end < len(self._source) and not self._source[end].isspace() and self._source[end] != ">":
            end += 1
        if end == len(self._source):
            raise EntityError(f"Unclosed start tag at byte offset {self._bytes_at()}")
        tag = self._source[self._at + 1 : end].lower()
        if tag not in _TYPES:
            raise EntityError(f'Unsupported start tag "{tag}" at byte offset {self._bytes_at()}')
        attributes, end = self._attributes(end)
        if tag == "span" and attributes.get("class") != "tg-spoiler":
            raise EntityError(f'Tag "span" must have class "tg-spoiler" at byte offset {self._bytes_at()}')
        if tag == "tg-emoji" and "emoji-id" not in attributes:
            raise EntityError(f'Tag "tg-emoji" must have attribute "emoji-id" at byte offset {self._bytes_at()}')
        self._open.append(_Open(tag, self._offset, attributes))
        self._at = end

    def _attributes(self, at: int) -> tuple[dict[str, str], int]:
        found: dict[str, str] = {}
        while True:
            while at < len(self._source) and self._source[at].isspace():
                at += 1
            if at >= len(self._source):
                raise EntityError(f"Unclosed start tag at byte offset {self._bytes_at()}")
            if self._source[at] == ">":
                return found, at + 1
            match = _ATTRIBUTE.match(self._source, at)
            if match is None or match.end() == at:
                raise EntityError(f"Unexpected end of name token at byte offset {self._bytes_at()}")
            value = match.group(2) or ""
            found[match.group(1).lower()] = unescape(value.strip("\"'"))
            at = match.end()

    def _end_tag(self) -> None:
        end = self._source.find(">", self._at)
        if end < 0:
            raise EntityError(f"Unclosed end tag at byte offset {self._bytes_at()}")
        tag = self._source[self._at + 2 : end].strip().lower()
        if not self._open:
            raise EntityError(f"Unexpected end tag at byte offset {self._bytes_at()}")
        opened = self._open.pop()
        if tag and tag != opened.tag:
            raise EntityError(
                f'Unmatched end tag at byte offset {self._bytes_at()}, expected "</{opened.tag}>", found "</{tag}>"'
            )
        self._at = end + 1
        self._close(opened)

    def _close(self, opened: _Open) -> None:
        length = self._offset - opened.offset
        if length == 0:
            return
        entity: JsonObject = {"type": _TYPES[opened.tag], "offset": opened.offset, "length": length}
        given = opened.attributes
        if opened.tag == "a":
            url = given.get("href") or "".join(self._text)[-length:]
            if not _LINK.match(url):
                return  # Telegram drops an invalid link without a word.
            entity["url"] = url
        if opened.tag == "code" and self._open and self._open[-1].tag == "pre" and "class" in given:
            self._open[-1].attributes["language"] = given["class"].removeprefix("language-")
            return
        if opened.tag == "pre" and "language" in given:
            entity["language"] = given["language"]
        if opened.tag == "blockquote" and "expandable" in given:
            entity["type"] = "expandable_blockquote"
        if opened.tag == "tg-emoji":
            entity["custom_emoji_id"] = given["emoji-id"]
        self._entities.append(entity)


def parse_html(source: str) -> tuple[str, list[JsonObject]]:
    """Text and entities of an HTML source; raises :class:`EntityError`."""
    return HtmlReader(source).read()
