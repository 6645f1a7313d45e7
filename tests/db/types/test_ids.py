"""Ids: time-sorted, unique, short in links."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.types.ids import decode_id, encode_id, new_id


def test_ids_grow_and_never_repeat_over_threads() -> None:
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(lambda _: [new_id() for _ in range(5000)], range(8)))

    assert all(ids == sorted(ids) for ids in made)
    assert len({number for ids in made for number in ids}) == 8 * 5000


def test_an_id_fits_a_signed_64_bit_column() -> None:
    assert 0 < new_id() < 1 << 63


@given(st.integers(min_value=0, max_value=(1 << 63) - 1))
def test_a_written_id_is_read_back(number: int) -> None:
    assert decode_id(encode_id(number)) == number
    assert len(encode_id(number)) <= 13


@pytest.mark.parametrize("text", ["", "-1", "a b", "ы", "²", "zzzzzzzzzzzzz", "a" * 14, "1_000"])
def test_what_is_not_an_id_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        decode_id(text)


def test_a_negative_number_is_not_written() -> None:
    with pytest.raises(ValueError):
        encode_id(-1)
