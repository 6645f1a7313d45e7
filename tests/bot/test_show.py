"""Long texts are cut as Telegram measures them, and stay readable HTML."""

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.show import shortened
from sandbox.entities.html import parse_html, utf16

_words = st.text(st.sampled_from("aя &<>\"'\n;#39ampltgt👍🏽\u00a0"), max_size=30)
_plain = _words.map(lambda said: html.escape(said))
_tags = st.sampled_from(["b", "i", "code", "pre", "blockquote", 'a href="https://shop.test/?a=1&amp;b=%3E"'])


def _wrapped(inside: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    tagged = st.tuples(_tags, inside).map(lambda pair: f"<{pair[0]}>{pair[1]}</{pair[0].split()[0]}>")
    return st.lists(tagged | inside, max_size=4).map("".join)


_html = st.recursive(_plain, _wrapped, max_leaves=12)


@given(_html, st.integers(min_value=3, max_value=60))
def test_a_cut_text_parses_fits_and_begins_like_the_whole(text: str, limit: int) -> None:
    whole, _ = parse_html(text)

    short = shortened(text, limit)
    seen, _ = parse_html(short)

    assert utf16(seen) <= limit
    if utf16(whole) <= limit:
        assert short == text, "what fits is left alone, however long its HTML is"
    else:
        kept = seen.removesuffix("…")
        assert seen != kept
        assert whole.startswith((kept, kept.removesuffix("\n")))


@pytest.mark.parametrize("letter", ["я", "&amp;", "👍", "<b>я</b>"])
def test_one_long_line_keeps_nearly_all_that_fits(letter: str) -> None:
    seen, _ = parse_html(shortened(letter * 5000, 4096))
    assert 4090 <= utf16(seen) <= 4096


def test_a_line_is_not_torn_for_a_few_letters_nor_a_word() -> None:
    assert shortened("Первая строка\nвторая", 18) == "Первая строка\n…"
    assert shortened("Первая строка ещёнемного", 17) == "Первая строка…"
