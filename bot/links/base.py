"""Addresses between conversations: what a button opens, packed into 64 bytes of callback data.

Conversations are strangers to each other and meet here. Ids travel in base 36; navigation is stateless, so a
button pressed a week later still finds its screen. Prefixes are stored in old messages: never reuse one.
"""

from dataclasses import dataclass, fields
from typing import Any, ClassVar, Self

from db.types.ids import decode_id, encode_id

LIMIT_BYTES = 64
REGISTRY: dict[str, type["Link"]] = {}


class BadLink(ValueError):
    """Callback data that no screen of this release made."""


@dataclass(frozen=True, slots=True)
class Link:
    """Base of addresses. Fields are non-negative integers or short words."""

    prefix: ClassVar[str] = ""

    def __init_subclass__(cls, *, prefix: str = "", **kwargs: Any) -> None:
        # With slots the decorator makes the class anew: both passes carry the same name.
        known = REGISTRY.get(prefix)
        if known is not None and known.__qualname__ != cls.__qualname__:
            msg = f"two links are called {prefix}"
            raise TypeError(msg)
        if prefix:
            cls.prefix = prefix
        REGISTRY[cls.prefix] = cls

    def pack(self) -> str:
        """Return the callback data."""
        parts = [self.prefix]
        for item in fields(self):
            value = getattr(self, item.name)
            parts.append(encode_id(value) if isinstance(value, int) else value)
        return ":".join(parts)

    @classmethod
    def unpack(cls, data: str) -> Self:
        """Read callback data of this link. Raises: BadLink."""
        parts = data.split(":")[1:]
        wanted = fields(cls)
        # A newer release may have added fields with defaults: older buttons still open.
        if len(parts) > len(wanted):
            raise BadLink(data)
        try:
            values = [
                decode_id(part) if item.type in (int, "int") else part
                for item, part in zip(wanted, parts, strict=False)
            ]
            return cls(*values)
        except (ValueError, TypeError) as error:
            raise BadLink(data) from error


def read(data: str) -> Link:
    """Read any link. Raises: BadLink."""
    prefix = data.partition(":")[0]
    kind = REGISTRY.get(prefix)
    if kind is None or not prefix:
        raise BadLink(data)
    return kind.unpack(data)
