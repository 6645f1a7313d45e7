"""What proves that a notice is a provider's: keyed hashes, fresh times, known addresses (pure)."""

import hashlib
import hmac
import time
from ipaddress import ip_address, ip_network

from payments.protocol import NoticeRefused

LARGEST_NOTICE = 64 * 1024


def digest(key: bytes, message: bytes) -> bytes:
    """Return HMAC-SHA256."""
    return hmac.new(key, message, hashlib.sha256).digest()


def same(one: str, other: str) -> bool:
    """Compare in constant time."""
    # A header may hold any bytes at all, which stand in its text as lone surrogates.
    return hmac.compare_digest(one.encode(errors="surrogatepass"), other.encode(errors="surrogatepass"))


def need_fresh(moment: float, tolerance: float) -> None:
    """Pass for a time that differs from now by so many seconds at most. Raises: NoticeRefused."""
    if not abs(time.time() - moment) <= tolerance:
        msg = "stale"
        raise NoticeRefused(msg)


def need_size(body: bytes) -> None:
    """Pass for a body of a notice's size. Raises: NoticeRefused."""
    if len(body) > LARGEST_NOTICE:
        msg = "too large"
        raise NoticeRefused(msg)


def need_address(remote: str, networks: tuple[str, ...]) -> None:
    """Pass for a sender inside one of the networks. Raises: NoticeRefused."""
    try:
        address = ip_address(remote)
    except ValueError:
        address = None
    if address is None or not any(address in ip_network(network, strict=False) for network in networks):
        msg = "an address that is not the provider's"
        raise NoticeRefused(msg)


def number(told: object) -> int | None:
    """Read one of our own numbers out of what a provider keeps for us; None where it is not one."""
    return int(told) if isinstance(told, str) and told.isascii() and told.isdigit() else None


def card_hash(secret: str, *known: object) -> str:
    """Name a card by what a provider tells of it, keyed: equal cards have equal names, nobody can try numbers."""
    key = digest(secret.encode(), b"card hash")
    return digest(key, "|".join(str(part) for part in known).encode()).hex()[:32]
