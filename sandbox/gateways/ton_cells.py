"""Addresses and comment cells of TON, as far as a payment by comment needs them."""

import base64
import hashlib

_COMMENT_BYTES = 123  # what a cell holds beside its four bytes of op
_NEXT_BYTES = 127
_MAGIC = bytes.fromhex("b5ee9c72")


class BadAddress(ValueError):
    """Not an address of TON."""


def _crc16(data: bytes) -> bytes:
    crc = 0
    for byte in data:
        crc ^= byte << 8
        for _ in range(8):
            crc = ((crc << 1) ^ 0x1021 if crc & 0x8000 else crc << 1) & 0xFFFF
    return crc.to_bytes(2, "big")


def raw_address(text: str) -> str:
    """``0:HEX`` of a raw or a friendly address. Raises: BadAddress."""
    chain, colon, digits = text.partition(":")
    if colon:
        if chain not in {"0", "-1"} or len(digits) != 64 or not set(digits.upper()) <= set("0123456789ABCDEF"):
            raise BadAddress(text)
        return f"{chain}:{digits.upper()}"
    try:
        data = base64.b64decode(text.replace("-", "+").replace("_", "/"), validate=True)
    except ValueError:
        raise BadAddress(text) from None
    if len(data) != 36 or _crc16(data[:34]) != data[34:] or data[0] & 0x7F not in {0x11, 0x51}:
        raise BadAddress(text)
    return f"{int.from_bytes(data[1:2], 'big', signed=True)}:{data[2:34].hex().upper()}"


def friendly(raw: str, *, bounceable: bool = False) -> str:
    chain, _, digits = raw.partition(":")
    data = bytes([0x11 if bounceable else 0x51]) + int(chain).to_bytes(1, "big", signed=True) + bytes.fromhex(digits)
    return base64.urlsafe_b64encode(data + _crc16(data)).decode()


def _pieces(comment: str) -> list[bytes]:
    data = bytes(4) + comment.encode()
    pieces = [data[: 4 + _COMMENT_BYTES]]
    rest = data[4 + _COMMENT_BYTES :]
    return pieces + [rest[start : start + _NEXT_BYTES] for start in range(0, len(rest), _NEXT_BYTES)]


def comment_body(comment: str | None) -> tuple[str, str]:
    """Hash and bag of cells (both base64) of a body: 32 zero bits and the text, or an empty cell."""
    pieces = [b""] if comment is None else _pieces(comment)
    below, cells = b"", []
    for depth, piece in enumerate(reversed(pieces)):
        head = bytes([1 if depth else 0, 2 * len(piece)]) + piece
        linked = (depth - 1).to_bytes(2, "big") + below if depth else b""
        cells.append(head + (bytes([len(pieces) - depth]) if depth else b""))
        below = hashlib.sha256(head + linked).digest()
    body = b"".join(reversed(cells))
    bag = _MAGIC + bytes([1, 2, len(cells), 1, 0]) + len(body).to_bytes(2, "big") + bytes([0]) + body
    return base64.b64encode(below).decode(), base64.b64encode(bag).decode()
