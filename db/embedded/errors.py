"""The one exception of the embedded servers: one sentence, with the server's own words beside it."""

from pathlib import Path

_KNOWN = (
    ("No space left on device", "The disk that holds {place} is full: free some space and start again."),
    ("Disk quota exceeded", "The disk quota for {place} is used up: free some space and start again."),
    (
        "Read-only file system",
        "{place} lies on a read-only disk: set DATA_DIR to a folder that can be written.",
    ),
    ("Permission denied", "There is no permission to use {place}: give it to the user who starts the shop."),
    ("Cannot allocate memory", "There is not enough free memory to start the server of {place}."),
    (
        "Bad file format reading the append only file",
        "The cache in {place} is damaged: move its folder away.",
    ),
    ('invalid locale name "C.UTF-8"', "This system has no C.UTF-8 locale: install it, or set DATABASE_URL."),
)


class EmbeddedServerError(Exception):
    """A bundled server cannot be used.

    The message is one sentence that says what is wrong and what to do;
    `log_tail` holds the last lines the server or its tool wrote, or is empty.
    """

    def __init__(self, message: str, log_tail: str = "") -> None:
        super().__init__(message)
        self.log_tail = log_tail


def explain(failure: OSError | str, place: Path, otherwise: str) -> EmbeddedServerError:
    """Turns a system error, or the words of a failed program, into one sentence about `place`."""
    text = str(failure)
    for sign, sentence in _KNOWN:
        if sign in text:
            return EmbeddedServerError(sentence.format(place=place), text)
    return EmbeddedServerError(otherwise, text)
