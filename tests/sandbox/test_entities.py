"""Parse modes: what a source becomes, and that it can be read back."""

from typing import Any

import pytest

from sandbox.entities.text import formatted
from sandbox.entities.unparse import to_html


def spans(source: str, mode: str) -> list[tuple[str, str]]:
    text, entities = formatted(source, mode, None)
    units = text.encode("utf-16-le")
    return [(e["type"], units[e["offset"] * 2 : (e["offset"] + e["length"]) * 2].decode("utf-16-le")) for e in entities]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<b>жирный 😀</b> <i>x</i>", [("bold", "жирный 😀"), ("italic", "x")]),
        ("😀😀 <u>after emoji</u>", [("underline", "after emoji")]),
        ('<a href="https://a.example/?x=1&amp;y=2">link</a>', [("text_link", "link")]),
        ('<a href="nonsense">vanishes</a>', []),
        ('<pre><code class="language-python">x = 1</code></pre>', [("pre", "x = 1")]),
        ("<blockquote expandable>long</blockquote>", [("expandable_blockquote", "long")]),
        ('<span class="tg-spoiler">secret</span>', [("spoiler", "secret")]),
        ("  <b> padded </b>  ", [("bold", "padded")]),
        ("/start and @shop_bot or https://shop.example/x.", [("bot_command", "/start"), ("mention", "@shop_bot"),
                                                             ("url", "https://shop.example/x")]),
    ],
)  # fmt: skip
def test_html_becomes_entities(source: str, expected: list[tuple[str, str]]) -> None:
    assert spans(source, "HTML") == expected


@pytest.mark.parametrize(
    ("source", "text"),
    [("R&D &lt;b&gt; &amp;nbsp; &nbsp;", "R&D <b> &nbsp; &nbsp;"), ("&lt 5 &#1071;", "< 5 Я")],
)
def test_only_telegrams_own_escapes_are_decoded(source: str, text: str) -> None:
    assert formatted(source, "HTML", None)[0] == text


def test_markdown_v2_becomes_entities() -> None:
    source = r"*bold* _it_ __under__ ~gone~ ||secret|| `code` [link](https://a.example) 1\.5"
    kinds = ["bold", "italic", "underline", "strikethrough", "spoiler", "code", "text_link"]
    assert [kind for kind, _ in spans(source, "MarkdownV2")] == kinds


@pytest.mark.parametrize("source", ["<b>x <i>y</i></b> &lt;z&gt;", "😀 <code>a &amp; b</code>", "plain"])
def test_what_was_parsed_can_be_read_back(source: str) -> None:
    text, entities = formatted(source, "HTML", None)
    shown: list[dict[str, Any]] = entities
    assert to_html(text, shown) == source
