"""Identifiers: time-sorted 64-bit numbers (TSID), made by the application before a row is written.

42 bits of milliseconds, 10 bits of node, 12 bits of counter. Short enough for callback data, opaque
enough not to count a shop's orders, and known before any call to a provider (domain law 7).
"""

import secrets
import threading
import time
from typing import NewType

PersonId = NewType("PersonId", int)
BotId = NewType("BotId", int)
ShopId = NewType("ShopId", int)
CategoryId = NewType("CategoryId", int)
ProductId = NewType("ProductId", int)
VariantId = NewType("VariantId", int)
StockItemId = NewType("StockItemId", int)
MediaId = NewType("MediaId", int)
CartId = NewType("CartId", int)
DeliveryOptionId = NewType("DeliveryOptionId", int)
OrderId = NewType("OrderId", int)
IntentId = NewType("IntentId", int)
ChargeId = NewType("ChargeId", int)
RefundId = NewType("RefundId", int)
EventId = NewType("EventId", int)

_EPOCH_MS = 1_735_689_600_000  # 2025-01-01T00:00:00Z
_COUNTER_BITS = 12
_NODE_BITS = 10
_ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyz"


class _Generator:
    """Monotonic within the process; the node is drawn at random when the process starts."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._node = secrets.randbits(_NODE_BITS)
        self._last = 0

    def __call__(self) -> int:
        tick = (time.time_ns() // 1_000_000 - _EPOCH_MS) << _COUNTER_BITS
        with self._lock:
            # A clock that steps back, or more than 4096 ids in a millisecond, borrows from the next one.
            self._last = max(self._last + 1, tick)
            value = self._last
        counter = value & ((1 << _COUNTER_BITS) - 1)
        return ((value >> _COUNTER_BITS) << (_COUNTER_BITS + _NODE_BITS)) | (self._node << _COUNTER_BITS) | counter


new_id = _Generator()


def id_at(timestamp: float) -> int:
    """Return the smallest id made at a moment (seconds since 1970): ids are ordered by time."""
    return max(int(timestamp * 1000) - _EPOCH_MS, 0) << (_COUNTER_BITS + _NODE_BITS)


def encode_id(value: int) -> str:
    """Write an id in base 36 (at most 13 characters), for callback data, links and URLs."""
    if value < 0:
        msg = "ids are not negative"
        raise ValueError(msg)
    digits = ""
    while value:
        value, remainder = divmod(value, 36)
        digits = _ALPHABET[remainder] + digits
    return digits or "0"


def decode_id(text: str) -> int:
    """Read an id written by `encode_id`.

    Raises:
        ValueError: the text is not base 36, or does not fit 63 bits.
    """
    if not text.isascii() or not text.isalnum() or len(text) > 13:
        msg = "not an id"
        raise ValueError(msg)
    value = int(text, 36)
    if value >= 1 << 63:
        msg = "not an id"
        raise ValueError(msg)
    return value
