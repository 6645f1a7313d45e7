"""Encryption at rest: AES-256-GCM under keys derived from SECRET_KEY, each ciphertext naming its key.

Layout: 1 byte of format, 4 bytes of key id, 12 bytes of nonce, then the ciphertext with its tag. The
context (what the secret is for) is bound in, so a ciphertext moved to another column does not open.
"""

import hashlib
import hmac
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_FORMAT = b"\x01"


class Undecryptable(Exception):
    """The ciphertext was made with another key, for another use, or was changed."""


def _hkdf(secret: str, info: bytes, length: int) -> bytes:
    return HKDF(hashes.SHA256(), length, salt=b"shop", info=info).derive(secret.encode())


def _derive(secret: str) -> tuple[bytes, AESGCM]:
    def hkdf(info: bytes, length: int) -> bytes:
        return _hkdf(secret, info, length)

    return hkdf(b"key id", 4), AESGCM(hkdf(b"encryption at rest", 32))


class Cipher:
    """Encrypts with the first key and opens with any of them, so that keys can be rotated."""

    def __init__(self, *secrets: str) -> None:
        if not secrets:
            msg = "a cipher needs a key"
            raise ValueError(msg)
        derived = [_derive(secret) for secret in secrets]
        self._digest_key = _hkdf(secrets[0], b"keyed digests", 32)
        self._current = derived[0]
        self._keys = dict(derived)

    def encrypt(self, plaintext: str, context: str) -> bytes:
        """Return the ciphertext of `plaintext` for one use, e.g. `"bots.token"`."""
        key_id, key = self._current
        nonce = os.urandom(12)
        return _FORMAT + key_id + nonce + key.encrypt(nonce, plaintext.encode(), context.encode())

    def digest(self, plaintext: str, context: str) -> str:
        """Return a keyed digest to find a secret by: a stolen table tells nothing without the key."""
        return hmac.new(self._digest_key, f"{context}\0{plaintext}".encode(), hashlib.sha256).hexdigest()

    def decrypt(self, ciphertext: bytes, context: str) -> str:
        """Open what `encrypt` made for the same context.

        Raises:
            Undecryptable: unknown key, other context, or changed bytes.
        """
        key = self._keys.get(ciphertext[1:5])
        if ciphertext[:1] != _FORMAT or key is None:
            msg = "made with an unknown key"
            raise Undecryptable(msg)
        try:
            return key.decrypt(ciphertext[5:17], ciphertext[17:], context.encode()).decode()
        except InvalidTag:
            msg = "changed, or made for another use"
            raise Undecryptable(msg) from None
