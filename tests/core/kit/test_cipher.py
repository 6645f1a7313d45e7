"""Secrets at rest."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.kit.security.cipher import Cipher, Undecryptable

OLD, NEW = "old key of the shop, long enough", "new key of the shop, long enough"


@given(st.text(max_size=200), st.text(max_size=20))
def test_what_is_encrypted_is_read_back_for_its_own_use(secret: str, use: str) -> None:
    cipher = Cipher(OLD)

    assert cipher.decrypt(cipher.encrypt(secret, use), use) == secret


def test_the_same_secret_never_looks_the_same() -> None:
    cipher = Cipher(OLD)

    assert cipher.encrypt("secret", "use") != cipher.encrypt("secret", "use")


def test_another_key_opens_nothing() -> None:
    with pytest.raises(Undecryptable):
        Cipher(NEW).decrypt(Cipher(OLD).encrypt("secret", "use"), "use")


def test_a_ciphertext_moved_to_another_column_does_not_open() -> None:
    cipher = Cipher(OLD)

    with pytest.raises(Undecryptable):
        cipher.decrypt(cipher.encrypt("secret", "bots.token"), "bots.webhook_secret")


@given(st.data())
def test_a_changed_byte_is_noticed(data: st.DataObject) -> None:
    cipher = Cipher(OLD)
    sealed = bytearray(cipher.encrypt("secret", "use"))
    sealed[data.draw(st.integers(0, len(sealed) - 1))] ^= data.draw(st.integers(1, 255))

    with pytest.raises(Undecryptable):
        cipher.decrypt(bytes(sealed), "use")


@pytest.mark.parametrize("cut", [b"", b"\x01", b"\x01" * 17])
def test_a_stump_is_noticed(cut: bytes) -> None:
    with pytest.raises(Undecryptable):
        Cipher(OLD).decrypt(cut, "use")


def test_after_a_rotation_both_open_and_the_new_key_seals() -> None:
    before = Cipher(OLD).encrypt("secret", "use")
    rotated = Cipher(NEW, OLD)

    assert rotated.decrypt(before, "use") == "secret"
    assert Cipher(NEW).decrypt(rotated.encrypt("secret", "use"), "use") == "secret"


def test_a_cipher_needs_a_key() -> None:
    with pytest.raises(ValueError):
        Cipher()
