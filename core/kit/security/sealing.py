"""Bot tokens that people type never rest in plain text: sealed before an update is stored, opened where used."""

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode

from core.kit.security.cipher import Cipher, Undecryptable

_TOKEN = re.compile(r"\b\d{5,12}:[A-Za-z0-9_-]{30,64}(?![A-Za-z0-9_-])")
_PREFIX = "sealed:"
_CONTEXT = "typed.token"


class Seal:
    """Replaces tokens in a text by their ciphertext, and back."""

    def __init__(self, cipher: Cipher) -> None:
        self._cipher = cipher

    def close(self, text: str) -> str:
        """Return the text with every bot token sealed."""
        if ":" not in text:
            return text
        return _TOKEN.sub(lambda found: self._sealed(found[0]), text)

    def _sealed(self, token: str) -> str:
        return _PREFIX + urlsafe_b64encode(self._cipher.encrypt(token, _CONTEXT)).decode()

    def open(self, text: str) -> str:
        """Return a sealed token in plain text; any other text as it is."""
        if not text.startswith(_PREFIX):
            return text
        try:
            return self._cipher.decrypt(urlsafe_b64decode(text.removeprefix(_PREFIX)), _CONTEXT)
        except (Undecryptable, ValueError):
            return text
