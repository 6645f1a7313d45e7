"""`Idempotency-Key`: the name a client gives a command, so that it can be sent again."""

import re

from core.kit.errors import AppError

HEADER = "Idempotency-Key"
_SHAPE = re.compile(r"[\x21-\x7e]{8,128}")


class KeyMissing(AppError):
    """This command needs a key, 8 to 128 printable characters."""

    code = "error-key-missing"
    status = 400


def key_of(told: str | None, *, must: bool) -> str | None:
    """Return the key of a command, None where it has none. Raises: KeyMissing: none, or not shaped like one."""
    if told is None and not must:
        return None
    if told is None or not _SHAPE.fullmatch(told):
        raise KeyMissing
    return told
