"""MarkdownV2 (and old Markdown) parse modes, as far as a shop's bot needs them."""

import re

from sandbox.entities.html import EntityError, utf16
from sandbox.jsontypes import JsonObject

_RESERVED = set("_*[]()~`>#+-=|{}.!")
_MARKS_V2 = {"__": "underline", "||": "spoiler", "*": "bold", "_": "italic", "~": "strikethrough"}
_MARKS_OLD = {"*": "bold", "_": "italic"}
_LINK_TARGET = re.compile(r"\]\(((?:\\.|[^)\\])*)\)")


class MarkdownReader:
    def __init__(self, source: str, version: int) -> None:
        self._source = source
        self._strict = version == 2
        self._marks = _MARKS_V2 if self._strict else _MARKS_OLD
        self._text: list[str] = []
        self._offset = 0
        self._open: list[tuple[str, int]] = []
        self._entities: list[JsonObject] = []

    def read(self) -> tuple[str, list[JsonObject]]:
        at = 0
        while at < len(self._source):
            at = self._step(at)
        if self._open:
            mark, _ = self._open[-1]
            name = self._marks.get(mark, "text_link").capitalize()
            raise EntityError(f"Can't find end of {name} entity at byte offset {self._bytes(len(self._source))}")
        self._entities.sort(key=lambda e: (e["offset"], -e["length"]))
        return "".join(self._text), self._entities

    def _bytes(self, at: int) -> int:
        return len(self._source[:at].encode())

    def _add(self, text: str) -> None:
        self._text.append(text)
        self._offset += utf16(text)

    def _step(self, at: int) -> int:
        source, char = self._source, self._source[at]
        if char == "\\" and at + 1 < len(source) and ord(source[at + 1]) < 127:
            self._add(source[at + 1])
            return at + 2
        if char == "`":
            return self._code(at)
        if char == "]" and self._open and self._open[-1][0] == "[":
            return self._link_end(at)
        if char == "[":
            self._open.append(("[", self._offset))
            return at + 1
        for mark in self._marks:
            if source.startswith(mark, at):
                return self._toggle(mark, at)
        if self._strict and char in _RESERVED and not self._is_quote(at):
            raise EntityError(f"Character '{char}' is reserved and must be escaped with the preceding '\\'")
        if not self._is_quote(at):
            self._add(char)
        return at + 1

    def _is_quote(self, at: int) -> bool:
        return self._strict and self._source[at] == ">" and (at == 0 or self._source[at - 1] == "\n")

    def _toggle(self, mark: str, at: int) -> int:
        if self._open and self._open[-1][0] == mark:
            _, offset = self._open.pop()
            self._entity(self._marks[mark], offset)
        else:
            self._open.append((mark, self._offset))
        return at + len(mark)

    def _entity(self, kind: str, offset: int, **extra: str) -> None:
        if self._offset > offset:
            self._entities.append({"type": kind, "offset": offset, "length": self._offset - offset, **extra})

    def _code(self, at: int) -> int:
        fence = "```" if self._source.startswith("```", at) else "`"
        end = self._source.find(fence, at + len(fence))
        if end < 0:
            name = "Pre" if fence == "```" else "Code"
            raise EntityError(f"Can't find end of {name} entity at byte offset {self._bytes(at)}")
        offset = self._offset
        body = re.sub(r"\\([`\\])", r"\1", self._source[at + len(fence) : end])
        language = re.match(r"(\w+)\n", body) if fence == "```" else None
        self._add(body[language.end() :] if language else body.lstrip("\n") if fence == "```" else body)
        extra = {"language": language.group(1)} if language else {}
        self._entity("pre" if fence == "```" else "code", offset, **extra)
        return end + len(fence)

    def _link_end(self, at: int) -> int:
        _, offset = self._open.pop()
        match = _LINK_TARGET.match(self._source, at)
        if match is None:
            if self._strict:
                raise EntityError(f"Can't find end of a URL at byte offset {self._bytes(at)}")
            return at + 1
        self._entity("text_link", offset, url=re.sub(r"\\(.)", r"\1", match.group(1)))
        return match.end()


def parse_markdown(source: str, version: int) -> tuple[str, list[JsonObject]]:
    return MarkdownReader(source, version).read()
