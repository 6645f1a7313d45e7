"""What people type and nobody else may read never rests in plain text: sealed before an update is stored.

Bot tokens, and the keys and texts that a shop sells. Opened where they are used.
"""

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode

from core.kit.security.cipher import Cipher, Undecryptable

_TOKEN = re.compile(r"\b\d{5,12}:[A-Za-z0-9_-]{30,64}(?![A-Za-z0-9_-])")
# Commands whose whole text is goods or a secret: `/keys SKU` and its lines, `/digital SKU text`, `/way …`, `/login …`.
_GOODS = re.compile(r"(/(?:keys|digital|way|login)(?:@\w+)?\s+)(.*\S)", re.IGNORECASE | re.DOTALL)
_PREFIX = "sealed:"
_CONTEXT = "typed.token"


class Seal:
    """Replaces tokens and goods in a text by their ciphertext, and back."""

    def __init__(self, cipher: Cipher) -> None:
        self._cipher = cipher

    def close(self, text: str) -> str:
        """Return the text with every bot token sealed, or all that a command about goods says."""
        if text.startswith("/") and (goods := _GOODS.match(text)):
            return goods[1] + (goods[2] if goods[2].startswith(_PREFIX) else self._sealed(goods[2]))
        if ":" not in text:
            return text
        return _TOKEN.sub(lambda found: self._sealed(found[0]), text)

    def _sealed(self, secret: str) -> str:
        return _PREFIX + urlsafe_b64encode(self._cipher.encrypt(secret, _CONTEXT)).decode()

    def open(self, text: str) -> str:
        """Return what was sealed in plain text; any other text as it is."""
        if not text.startswith(_PREFIX):
            return text
        try:
            return self._cipher.decrypt(urlsafe_b64decode(text.removeprefix(_PREFIX)), _CONTEXT)
        except (Undecryptable, ValueError):
            return text
