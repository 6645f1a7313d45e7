"""Refusals in the words of the real Bot API server."""

from typing import Any

NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current "
    "content and reply markup of the message"
)
QUERY_TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
_PREFIX = {400: "Bad Request", 401: "Unauthorized", 403: "Forbidden", 404: "Not Found", 409: "Conflict"}


class ApiError(Exception):
    """An answer with ``ok: false``: HTTP code, description and optional parameters."""

    def __init__(self, code: int, description: str, parameters: dict[str, Any] | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters


def _lowered(text: str) -> str:
    """First letter in lower case unless the word is a server code (the rule of the official server)."""
    if len(text) > 1 and (text[1].isupper() or text[1] == "_"):
        return text
    return text[:1].lower() + text[1:]


def refuse(code: int, text: str) -> ApiError:
    return ApiError(code, f"{_PREFIX[code]}: {_lowered(text)}")


def bad(text: str) -> ApiError:
    return refuse(400, text)


def forbidden(text: str) -> ApiError:
    return refuse(403, text)


def conflict(text: str) -> ApiError:
    return refuse(409, text)


def too_many(seconds: int) -> ApiError:
    return ApiError(429, f"Too Many Requests: retry after {seconds}", {"retry_after": seconds})


class PersonError(Exception):
    """A person (or a test driving one) asked for something the chat does not offer."""
