"""Refusals: what a use case says when it will not do a thing.

An `AppError` carries a code (also the key of its sentence in the locale files), an HTTP status and
parameters; never a finished sentence. Two edges translate it: the bot's answer and problem+json.
"""

from typing import Any, ClassVar


class AppError(Exception):
    """Base of all refusals. `code` is the locale key; `params` fill the sentence."""

    code: ClassVar[str] = "error-unexpected"
    status: ClassVar[int] = 400

    def __init__(self, **params: Any) -> None:
        super().__init__(self.code, params)
        self.params = params


class NotFound(AppError):
    """The thing does not exist, or is not this person's: both look the same."""

    code = "error-not-found"
    status = 404


class Forbidden(AppError):
    """The actor's role does not allow this."""

    code = "error-forbidden"
    status = 403


class Conflict(AppError):
    """Somebody else changed the thing first."""

    code = "error-conflict"
    status = 409


class BadInput(AppError):
    """What was typed cannot be understood; the sentence shows an example."""

    code = "error-bad-input"
    status = 422


class KeyReused(AppError):
    """A command's key came back with another command: it is neither a repetition nor a new one."""

    code = "error-key-reused"
    status = 422


class Unavailable(AppError):
    """A part of the system is down; nothing was changed."""

    code = "error-unavailable"
    status = 503
