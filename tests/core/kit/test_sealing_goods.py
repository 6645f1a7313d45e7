"""What staff send to be sold is sealed whole, before it is stored."""

import pytest

from core.kit.security.cipher import Cipher
from core.kit.security.sealing import Seal


@pytest.fixture
def seal() -> Seal:
    return Seal(Cipher("k" * 40))


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("/keys ", "GAME\nAAAA-1\nBBBB-2"),
        ("/keys@shop_bot\n", "GAME AAAA-1"),
        ("/KEYS  ", "GAME AAAA-1"),
        ("/digital ", "NOTE the door code is 4711"),
    ],
)
def test_all_that_follows_the_command_is_sealed_and_opens_again(seal: Seal, command: str, said: str) -> None:
    closed = seal.close(command + said)

    assert closed.startswith(command)
    assert not any(word in closed for word in ("AAAA", "BBBB", "4711", "GAME"))
    assert seal.open(closed.removeprefix(command)) == said
    assert seal.close(closed) == closed, "sealed once"


@pytest.mark.parametrize("text", ["/keys", "/digital", "/keysmith AAAA", "my /keys GAME", "/kind GAME keys"])
def test_other_words_stay_as_they_are(seal: Seal, text: str) -> None:
    assert seal.close(text) == text
