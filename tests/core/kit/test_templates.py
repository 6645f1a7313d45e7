"""Texts that shops write: variables, forms by number or value, the tags Telegram knows; and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.kit.i18n.templates import BadTemplate, check_html, names, parse, render
from core.kit.i18n.words import LANGUAGES, templates_of

PIECES = "{count|0: пусто|one: # штука|few: # штуки|other: # штук}, {name}"


@pytest.mark.parametrize(
    ("count", "said"), [(0, "пусто, я"), (1, "1 штука, я"), (3, "3 штуки, я"), (11, "11 штук, я"), (21, "21 штука, я")]
)
def test_forms_follow_the_number_in_its_language(count: int, said: str) -> None:
    assert render(parse(PIECES), {"count": count, "name": "я"}, "ru") == said


def test_forms_follow_a_word_and_may_hold_variables() -> None:
    template = parse("{state|on: at {hour}|other: off}")

    assert names(template) == {"state", "hour"}
    assert render(template, {"state": "on", "hour": "9"}, "en") == "at 9"
    assert render(template, {"state": "no", "hour": "9"}, "en") == "off"


@pytest.mark.parametrize(
    ("text", "why"),
    [("{", "braces"), ("a } b", "braces"), ("{1}", "braces"), ("{a b}", "braces"), ("{a|one: x}", "other"),
     ("{a|x}", "forms"), ("{a|other: {b}", "braces"), ("{}", "braces")],
)  # fmt: skip
def test_what_is_no_template_says_why(text: str, why: str) -> None:
    with pytest.raises(BadTemplate) as bad:
        parse(text)
    assert bad.value.args[0] == why


@pytest.mark.parametrize(
    "text",
    ["<b>", "</b>", "<b><i></b></i>", "<script>x</script>", '<a href="javascript:x">x</a>', "<b class='x'>y</b>",
     "a < b", "tea & milk", "<br/>", "<a>x</a>"],
)  # fmt: skip
def test_what_telegram_would_not_show_is_refused(text: str) -> None:
    with pytest.raises(BadTemplate):
        check_html(text, tags=True)


def test_what_telegram_shows_passes() -> None:
    check_html('<b>x</b> <a href="https://shop.example">y</a> &lt; &amp; <tg-spoiler>z</tg-spoiler>', tags=True)
    check_html("tea & milk", tags=False)
    with pytest.raises(BadTemplate):
        check_html("<b>x</b>", tags=False)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_of_ours_can_be_written_as_a_template(language: str) -> None:
    for key, text in templates_of(language).items():
        parse(text)
        check_html(text, tags="<" in text)
        assert "{ $" not in text, key


@given(st.text(alphabet="{}|:#ab <", max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        template = parse(text)
    except BadTemplate:
        return
    render(template, dict.fromkeys(names(template), "x"), "ru")
