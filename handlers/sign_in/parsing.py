"""What is typed after `/mfa` (pure)."""

from typing import Literal

_VERBS: dict[str, Literal["off", "codes"]] = {"off": "off", "выкл": "off", "codes": "codes", "коды": "codes"}


def read_mfa(typed: str) -> tuple[Literal["", "off", "codes", "confirm"], str]:
    """Return what is to be done, and the code that was typed with it."""
    said = typed.strip()
    if not said:
        return "", ""
    word, _, rest = said.partition(" ")
    verb = _VERBS.get(word.lower())
    return (verb, rest) if verb is not None else ("confirm", said)
