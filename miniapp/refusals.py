"""What the HTTP edge itself refuses, before any use case is asked."""

from core.kit.errors import AppError


class Unsigned(AppError):
    """The caller did not prove who it is."""

    code = "error-unsigned"
    status = 401


class Malformed(AppError):
    """The body cannot be read."""

    code = "error-malformed"
    status = 400


class TooLarge(AppError):
    """The body is larger than this route takes."""

    code = "error-too-large"
    status = 413


class WrongMethod(AppError):
    """The address exists, but not for this method."""

    code = "error-wrong-method"
    status = 405


class Unexpected(AppError):
    """A bug of ours: the log has it, under the request's id."""

    code = "error-unexpected"
    status = 500
