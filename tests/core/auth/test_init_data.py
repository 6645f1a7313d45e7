"""Telegram's word on the web: the published vectors, and every way to forge it."""

import re
from datetime import UTC, datetime, timedelta

import orjson
import pytest

from core.auth.errors import ForgedProof, StaleProof
from core.auth.init_data import MAX_CHARACTERS, read_init_data, read_signed_init_data, read_widget
from tests.core.auth.web import init_data, widget

# Two real strings and one of ours, with the tokens that signed them.
TOKEN_A = "5768337691:AAH5YkoiEuPk8-FZa32hStHTqXiLPtAEhx8"
VECTOR_A = (
    "query_id=AAHdF6IQAAAAAN0XohDhrOrc&user=%7B%22id%22%3A279058397%2C%22first_name%22%3A%22Vladislav%22%2C"
    "%22last_name%22%3A%22Kibenko%22%2C%22username%22%3A%22vdkfrost%22%2C%22language_code%22%3A%22ru%22%2C"
    "%22is_premium%22%3Atrue%7D&auth_date=1662771648"
    "&hash=c501b71e775f74ce10e377dea85a7ea24ecd640b223ea86dfe453e0eaed2e2b2"
)
TOKEN_B = "7342037359:AAHI25ES9xCOMPokpYoz-p8XVrZUdygo2J4"
VECTOR_B = (
    "user=%7B%22id%22%3A279058397%2C%22first_name%22%3A%22Vladislav%20%2B%20-%20%3F%20%5C%2F%22%2C"
    "%22last_name%22%3A%22Kibenko%22%2C%22username%22%3A%22vdkfrost%22%2C%22language_code%22%3A%22ru%22%2C"
    "%22is_premium%22%3Atrue%2C%22allows_write_to_pm%22%3Atrue%2C%22photo_url%22%3A%22https%3A%5C%2F%5C%2Ft.me"
    "%5C%2Fi%5C%2Fuserpic%5C%2F320%5C%2F4FPEE4tmP3ATHa57u6MqTDih13LTOiMoKoLDRG4PnSA.svg%22%7D"
    "&chat_instance=8134722200314281151&chat_type=private&auth_date=1733509682"
    "&signature=TYJxVcisqbWjtodPepiJ6ghziUL94-KNpG8Pau-X7oNNLNBM72APCpi_RKiUlBvcqo5L-LAxIc3dnTzcZX_PDg"
    "&hash=a433d8f9847bd6addcc563bff7cc82c89e97ea0d90c11fe5729cae6796a36d73"
)
TOKEN_C = "123456789:TEST-TOKEN-FOR-VECTORS"
VECTOR_C = (
    "auth_date=1700000000&query_id=AAE1&user=%7B%22id%22%3A42%2C%22first_name%22%3A%22Ann%22%2C%22username%22%3A"
    "%22ann%22%2C%22language_code%22%3A%22ru%22%7D&start_param=ref_7"
    "&signature=fTMESaXnaMrrT3QGBheN2WiIdYxImXJbAinSw4w_J1k9Y2pyuilE2HvtFDkZFRbRn93GVW4T-ilpnL_ADeGDAA"
    "&hash=a4fc3fcb2d8d27d5a32b895fc302d40f655b356fca19496f6fb54bdbaa1608f3"
)
KEY_C = bytes.fromhex("03a107bff3ce10be1d70dd18e74bc09967e4d6309ba50d5f1ddc8664125531b8")
WIDGET_C = {
    "id": "42",
    "first_name": "Ann",
    "username": "ann",
    "auth_date": "1700000000",
    "hash": "a40623d25f71bd569620a5dd9ec78b4eddbdbef8adb4e43f65be15785a477ea8",
}
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def soon_after(auth_date: int) -> datetime:
    return datetime.fromtimestamp(auth_date, UTC) + timedelta(seconds=5)


@pytest.mark.parametrize(
    ("token", "vector", "auth_date", "telegram_id"),
    [
        (TOKEN_A, VECTOR_A, 1662771648, 279058397),
        (TOKEN_B, VECTOR_B, 1733509682, 279058397),
        (TOKEN_C, VECTOR_C, 1700000000, 42),
    ],
)
def test_what_telegram_signed_is_believed(token: str, vector: str, auth_date: int, telegram_id: int) -> None:
    proof = read_init_data(vector, token, soon_after(auth_date))
    assert (proof.person.telegram_id, proof.person.language_code) == (telegram_id, "ru")
    assert proof.at == datetime.fromtimestamp(auth_date, UTC)


def test_telegrams_own_signature_is_believed_without_the_token() -> None:
    assert read_signed_init_data(VECTOR_B, 7342037359, soon_after(1733509682)).person.telegram_id == 279058397
    found = read_signed_init_data(VECTOR_C, 123456789, soon_after(1700000000), key=KEY_C)
    assert (found.person.telegram_id, found.start_param) == (42, "ref_7")


@pytest.mark.parametrize(("bot", "vector"), [(7342037358, VECTOR_B), (123456789, VECTOR_C), (7342037359, VECTOR_A)])
def test_a_signature_of_another_bot_or_key_or_none_is_not_believed(bot: int, vector: str) -> None:
    with pytest.raises(ForgedProof):
        read_signed_init_data(vector, bot, soon_after(1733509682))


def test_the_widgets_word_is_believed_and_its_vector_agrees() -> None:
    assert read_widget(WIDGET_C, TOKEN_C, soon_after(1700000000)).person.telegram_id == 42


@pytest.mark.parametrize(
    "vector",
    [
        VECTOR_C.replace("%22id%22%3A42", "%22id%22%3A43"),
        VECTOR_C.replace("start_param=ref_7", "start_param=ref_8"),
        VECTOR_C.replace("&hash=a4", "&hash=a5"),
        VECTOR_C.replace("&hash=", "&hash=" + "0" * 64 + "&hash="),
        VECTOR_C.replace("&signature=f", "&signature=g"),
        VECTOR_C + "&receiver=1",
        VECTOR_C.rpartition("&hash=")[0],
        VECTOR_C.replace("auth_date=1700000000&", ""),
        "user=%7B%7D",
        "hash=" + "0" * 64,
        "nonsense",
        "",
        "a" * (MAX_CHARACTERS + 1),
        "user=%FF%FE&hash=1",
        "ё=%D0&hash=кириллица",
    ],
)
def test_what_was_altered_is_not_believed(vector: str) -> None:
    with pytest.raises(ForgedProof):
        read_init_data(vector, TOKEN_C, soon_after(1700000000))


def test_another_bots_word_is_not_believed() -> None:
    with pytest.raises(ForgedProof):
        read_init_data(VECTOR_C, TOKEN_A, soon_after(1700000000))


@pytest.mark.parametrize(("seconds", "believed"), [(0, True), (3599, True), (3601, False), (-59, True), (-120, False)])
def test_what_was_said_long_ago_or_in_the_future_is_stale(seconds: int, believed: bool) -> None:
    said = init_data(TOKEN_C, 42, NOW - timedelta(seconds=seconds))
    if believed:
        assert read_init_data(said, TOKEN_C, NOW).person.telegram_id == 42
        return
    with pytest.raises(StaleProof):
        read_init_data(said, TOKEN_C, NOW)


def test_one_kind_of_word_is_not_taken_for_the_other() -> None:
    from urllib.parse import urlencode

    said = widget(TOKEN_C, 42, NOW)
    with pytest.raises(ForgedProof):
        read_init_data(urlencode(said), TOKEN_C, NOW)
    launch = dict(pair.split("=", 1) for pair in init_data(TOKEN_C, 42, NOW).split("&"))
    with pytest.raises(ForgedProof):
        read_widget(launch, TOKEN_C, NOW)


@pytest.mark.parametrize("telegram_id", [0, -5, 2**52])
def test_a_number_that_is_nobodys_is_not_believed(telegram_id: int) -> None:
    with pytest.raises(ForgedProof):
        read_init_data(init_data(TOKEN_C, telegram_id, NOW), TOKEN_C, NOW)


def test_what_a_signature_does_not_cover_makes_no_new_word_of_an_old_one() -> None:
    """By Telegram's own signature `hash` is anybody's to change: a used word must not look like another."""
    found = {
        read_signed_init_data(said, 7342037359, soon_after(1733509682)).digest
        for said in (VECTOR_B, re.sub("hash=[0-9a-f]+", "hash=1", VECTOR_B), re.sub("&?hash=[0-9a-f]+", "", VECTOR_B))
    }
    assert len(found) == 1


@pytest.mark.parametrize("number", ["²", "٤٢", "9" * 4999, "4.2", True, 4.2, [42], None])
def test_a_bot_that_says_nonsense_of_a_person_is_not_believed(number: object) -> None:
    """Its owner can sign anything: it is refused, and breaks nothing."""
    user = orjson.dumps({"id": number, "first_name": "A"}).decode()
    with pytest.raises(ForgedProof):
        read_init_data(init_data(TOKEN_C, 42, NOW, user=user), TOKEN_C, NOW)


def test_a_name_has_nothing_in_it_that_cannot_be_kept() -> None:
    said = init_data(TOKEN_C, 42, NOW, name="A\u0000n\u001bna \U0001f469\u200d\U0001f680")
    assert read_init_data(said, TOKEN_C, NOW).person.first_name == "Anna \U0001f469\u200d\U0001f680"
    with pytest.raises(ForgedProof):
        read_init_data(init_data(TOKEN_C, 42, NOW, start_param="a\nid=7"), TOKEN_C, NOW)
