"""A route of the API: a typed function. Its types say what is read, checked and answered, and make the documentation.

A handler takes a `Call` first; further parameters are named in the path (an `Id`, or a string), or are `query` or
`body`, models derived from `Asked`. What it returns is written as its return annotation says.
"""

import inspect
import re
import typing
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from aiohttp import web
from pydantic import BaseModel, TypeAdapter, ValidationError

from core.auth.actor import Actor
from core.auth.roles import Permission
from core.auth.sessions import Caller
from core.kit.errors import NotFound
from core.kit.limits import Limit
from core.shops.shop import Shop
from db.types.ids import decode_id
from miniapp.refusals import Malformed
from miniapp.rest.shapes import Asked, Sparse

PREFIX = "/api/v1"
MAX_BODY_BYTES = 64 * 1024
_IN_PATH = re.compile(r"{(\w+)}")


class Access(Enum):
    """Who may ask."""

    ANYBODY = "anybody"  # signed in or not; who is, is known
    PERSON = "person"
    STAFF = "staff"


class Repeat(Enum):
    """What `Idempotency-Key` means to a route."""

    NEVER = "never"  # a read, or a route with its own guard
    MAY = "may"
    MUST = "must"


class Invalid(Malformed):
    """Fields are missing or wrong. `errors`: where and why, for programs."""

    code = "error-invalid"
    status = 422


@dataclass(frozen=True, slots=True)
class Call:
    """One request: who asks, where, in which language."""

    request: web.Request
    language: str
    address: str
    base: str  # scheme and host, for links
    caller: Caller | None = None
    found_shop: Shop | None = None

    @property
    def shop(self) -> Shop:
        """Return the shop asked about. Raises: NotFound."""
        if self.found_shop is None:
            raise NotFound
        return self.found_shop

    @property
    def actor(self) -> Actor:
        """Return who acts in that shop. Raises: NotFound."""
        if self.caller is None or self.caller.actor is None:
            raise NotFound
        return self.caller.actor

    @property
    def who(self) -> Caller:
        """Return who asks. Raises: NotFound."""
        if self.caller is None:
            raise NotFound
        return self.caller


Handler = Callable[..., Awaitable[Any]]


@dataclass(frozen=True, slots=True)
class Route:
    """How a handler is reached."""

    method: str
    path: str
    handle: Handler
    access: Access = Access.PERSON
    repeat: Repeat = Repeat.MAY
    status: int = 200
    cached: bool = False  # carries an ETag and answers 304
    limit: Limit | None = None
    permission: Permission | None = None  # what the use case asks for; here for documentation and the matrix test
    tag: str = ""
    raw: bool = False  # answers for itself: a stream, a picture
    signature: "Signature" = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "signature", Signature.of(self))

    @property
    def full_path(self) -> str:
        """Return the path below the host."""
        return PREFIX + self.path

    @property
    def of_a_shop(self) -> bool:
        """Return whether the path names a shop."""
        return "{slug}" in self.path


@dataclass(frozen=True, slots=True)
class Signature:
    """What a handler's types say."""

    path: tuple[tuple[str, bool], ...]  # name, and whether it is an id
    query: type[BaseModel] | None
    body: type[BaseModel] | None
    answer: Any

    @property
    def item(self) -> type[BaseModel] | None:
        """Return what a list is made of whose reader may say how much of each item is wanted; None: nobody may."""
        if self.query is None or not issubclass(self.query, Sparse):
            return None
        [item] = typing.get_args(self.answer.model_fields["items"].annotation)
        return typing.cast("type[BaseModel]", item)

    @classmethod
    def of(cls, route: Route) -> "Signature":
        """Read a handler's annotations; a mistake in them is found when the application starts."""
        hints = typing.get_type_hints(route.handle, include_extras=True)
        plain = typing.get_type_hints(route.handle)
        named = set(_IN_PATH.findall(route.path)) - {"slug"}
        path: list[tuple[str, bool]] = []
        query: type[BaseModel] | None = None
        body: type[BaseModel] | None = None
        for name in list(inspect.signature(route.handle).parameters)[1:]:
            kind = hints[name]
            if name in named:
                path.append((name, plain[name] is not str))
                named.discard(name)
            elif name in ("query", "body") and inspect.isclass(kind) and issubclass(kind, Asked):
                query, body = (kind, body) if name == "query" else (query, kind)
            else:
                msg = f"{route.handle.__qualname__}: nothing in a request is {name!r}"
                raise TypeError(msg)
        if named:
            msg = f"{route.handle.__qualname__}: {named} of {route.path} are not taken"
            raise TypeError(msg)
        return cls(tuple(path), query, body, hints.get("return"))


def id_of(told: str) -> int:
    """Read an id. Raises: NotFound: what is none names nothing."""
    try:
        return decode_id(told)
    except ValueError as error:
        raise NotFound from error


def path_values(signature: Signature, request: web.Request) -> dict[str, Any]:
    """Return what the path names. Raises: NotFound: an id that is none names nothing."""
    values: dict[str, Any] = {}
    for name, is_id in signature.path:
        told = request.match_info[name]
        values[name] = id_of(told) if is_id else told
    return values


def is_text(told: str) -> bool:
    """Return whether a string is one that can be kept: Unicode, without the null character."""
    try:
        return "\0" not in told and bool(told.encode() or True)
    except UnicodeEncodeError:
        return False


def tidy(told: str) -> str:
    """Return what a header says as one line of text that can be kept and shown, whatever bytes it came as."""
    return "".join(one if one.isprintable() else " " for one in told.encode(errors="replace").decode()).strip()


def query_values(kind: type[BaseModel], query: Mapping[str, str]) -> BaseModel:
    """Read the query, where everything is a string. Raises: Malformed, Invalid."""
    if not all(is_text(name) and is_text(told) for name, told in query.items()):
        raise Malformed
    try:
        return kind.model_validate(dict(query))
    except ValidationError as error:
        raise Invalid(errors=errors_of(error)) from error


async def body_values(kind: type[BaseModel], request: web.Request) -> tuple[BaseModel, bytes]:
    """Read the body, in JSON's own types; also return it as it came. Raises: Malformed, Invalid."""
    raw = await request.read()
    if len(raw) > MAX_BODY_BYTES:
        raise web.HTTPRequestEntityTooLarge(MAX_BODY_BYTES, len(raw))
    if b"\0" in raw or b"\\u0000" in raw:
        raise Malformed
    try:
        return kind.model_validate_json(raw or b"{}", strict=True), raw
    except ValidationError as error:
        if any(one["type"] == "json_invalid" for one in error.errors(include_url=False, include_input=False)):
            raise Malformed from error
        raise Invalid(errors=errors_of(error)) from error


def errors_of(error: ValidationError) -> list[dict[str, str]]:
    """Return where and why, never what was typed."""
    return [
        {"field": ".".join(str(part) for part in one["loc"])[:120], "why": one["type"]}
        for one in error.errors(include_url=False, include_context=False, include_input=False)[:20]
    ]


def wanted_fields(signature: Signature, query: BaseModel | None) -> dict[str, Any] | None:
    """Return which fields of an answer are wanted, as the writer takes it; None: all. Raises: Invalid."""
    item = signature.item
    if item is None or not isinstance(query, Sparse) or query.fields is None:
        return None
    named = set(query.fields.split(","))
    if not named <= item.model_fields.keys():
        raise Invalid(errors=[{"field": "fields", "why": "unknown_field"}])
    every: dict[str, Any] = dict.fromkeys(signature.answer.model_fields, True)
    return every | {"items": {"__all__": named}}


def writer(kind: Any) -> Callable[..., bytes]:
    """Return what writes an answer of a kind as JSON, or of its fields those to `include`."""
    adapter: TypeAdapter[Any] = TypeAdapter(kind)
    return adapter.dump_json
