"""Bot tokens that people type never rest in plain text."""

import pytest

from core.kit.security.cipher import Cipher
from core.kit.security.sealing import Seal

TOKEN = "7100000001:" + "Ab-_9" * 7


@pytest.fixture
def seal() -> Seal:
    return Seal(Cipher("k" * 40))


def test_a_typed_token_is_sealed_and_opens_again(seal: Seal) -> None:
    closed = seal.close(f"/connect {TOKEN}")
    assert TOKEN not in closed
    assert seal.open(closed.removeprefix("/connect ")) == TOKEN


@pytest.mark.parametrize("text", ["hello", "12:30", "/stock MUG-SEA +10", "https://t.me/x?start=p_1", ""])
def test_other_words_stay_as_they_are(seal: Seal, text: str) -> None:
    assert seal.close(text) == text
    assert seal.open(text) == text


def test_a_seal_of_another_key_stays_closed(seal: Seal) -> None:
    closed = Seal(Cipher("z" * 40)).close(TOKEN)
    assert seal.open(closed) == closed
