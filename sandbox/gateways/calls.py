"""One call of the shop at a gateway: what came, what is answered, and the journal of both."""

import json
import time
from collections import deque
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import asdict, dataclass, field
from decimal import Decimal
from typing import Any

from aiohttp import web

from sandbox.gateways.rows import Account
from sandbox.jsontypes import JsonObject, dumps

_KEPT = 5000


class Refusal(Exception):
    """An answer that says no, in the gateway's own form."""

    def __init__(self, status: int, body: object, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(f"{status} {body}")
        self.status = status
        self.body = body
        self.headers = dict(headers or {})


class Cut(Exception):
    """The connection is to be cut without an answer."""


@dataclass(frozen=True, slots=True)
class Call:
    account: Account
    route: str
    path: str
    id: str
    values: JsonObject  # body of a POST, query of a GET
    raw: bytes
    headers: Mapping[str, str]
    origin: str  # how the caller reached us: the start of links to pay pages


@dataclass(frozen=True, slots=True)
class Reply:
    body: object
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Route:
    verb: str
    path: str  # after /gateways/<name>
    name: str  # what faults call it: create, get, list, refund…
    handler: Callable[[Call], Reply]


@dataclass(slots=True)
class Entry:
    """A line of the journal; status 0 is a cut connection."""

    number: int
    at: float
    route: str
    verb: str
    path: str
    account: str = ""
    idempotency_key: str = ""
    values: JsonObject = field(default_factory=dict)
    status: int = 0
    fault: str = ""


class Journal:
    def __init__(self) -> None:
        self._entries: deque[Entry] = deque(maxlen=_KEPT)
        self._number = 0

    def open(self, route: str, verb: str, path: str) -> Entry:
        self._number += 1
        entry = Entry(self._number, time.time(), route, verb, path)
        self._entries.append(entry)
        return entry

    def all(self, route: str | None = None) -> list[Entry]:
        return [entry for entry in self._entries if route is None or entry.route == route]

    def clear(self) -> None:
        self._entries.clear()


def read_json(raw: bytes) -> Any:
    """JSON whose numbers stay exact. Raises: ValueError."""
    return json.loads(raw, parse_float=Decimal)


def plain(values: object) -> JsonObject:
    """Values as the journal shows them."""
    loaded: JsonObject = json.loads(json.dumps(values, default=str))
    return loaded


def respond(reply: Reply, *, malformed: bool = False) -> web.Response:
    body = dumps(reply.body)
    if malformed:
        body = body[: max(1, len(body) // 2)]
    return web.Response(body=body, status=reply.status, content_type="application/json", headers=dict(reply.headers))


def cut(request: web.Request) -> web.Response:
    if request.transport is not None:
        request.transport.abort()
    return web.Response()


def gone(request: web.Request) -> bool:
    return request.transport is None or request.transport.is_closing()


def listed(entries: list[Entry]) -> list[JsonObject]:
    return [asdict(entry) for entry in entries]


Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
Control = Callable[[Any, JsonObject], object]
