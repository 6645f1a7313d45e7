"""How a gateway answers calls: who calls, faults before and after the work, keys that repeat an answer."""

import hmac
import json
import logging
from abc import abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import ClassVar, NoReturn

from aiohttp import web

from sandbox.errors import PersonError
from sandbox.gateways.calls import (
    Call,
    Cut,
    Entry,
    Handler,
    Journal,
    Refusal,
    Reply,
    Route,
    cut,
    gone,
    plain,
    respond,
)
from sandbox.gateways.desk import Desk
from sandbox.gateways.faults import BEFORE, Fault
from sandbox.gateways.handle import GatewayHandle
from sandbox.gateways.rows import Account, Payment, Remembered
from sandbox.jsontypes import dumps, loads
from sandbox.world import Table

_log = logging.getLogger("sandbox")
_LAST = ("drop_after", "slow", "malformed")


class Gateway(GatewayHandle):
    idempotency_header: ClassVar[str] = "Idempotency-Key"
    replay_headers: ClassVar[Mapping[str, str]] = {}

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.remembered = Table(desk.storage, f"{self.name}_idempotency", Remembered)
        self.journal = Journal()

    @abstractmethod
    def routes(self) -> tuple[Route, ...]: ...

    @abstractmethod
    async def read(self, request: web.Request, route: Route) -> Call:
        """Authenticate and read a call. Raises: Refusal."""

    @abstractmethod
    def trouble(self, status: int, seconds: float) -> Refusal:
        """A 404, 405, 429 or 500 in this gateway's form."""

    def calls(self, route: str | None = None) -> list[Entry]:
        return self.journal.all(route)

    def headers(self) -> Mapping[str, str]:
        """What every answer carries."""
        return {}

    def once(self, call: Call, key: str, mismatch: Callable[[], Refusal], work: Callable[[], Reply]) -> Reply:
        """The work, or the answer its key was given before."""
        if not key:
            return work()
        place = f"{call.account.name}/{key}"
        print_of_call = f"{call.path} {json.dumps(plain(call.values), sort_keys=True)}"
        known = self.remembered.get(place)
        if known is not None:
            if known.fingerprint != print_of_call:
                raise mismatch()
            return Reply(loads(known.body), known.status, self.replay_headers)
        reply = work()
        self.remembered.put(place, Remembered(print_of_call, reply.status, dumps(reply.body).decode()))
        return reply

    def account_by(self, matches: Callable[[Account], bool]) -> Account | None:
        return next((account for account in self.accounts.all() if matches(account)), None)

    def own(self, call: Call) -> Payment | None:
        """The payment of this call's path, if it is the caller's."""
        found = self.rows.get(call.id)
        return found if found is not None and found.account == call.account.name else None

    def handle(self, route: Route) -> Handler:
        async def serve(request: web.Request) -> web.StreamResponse:
            entry = self.journal.open(route.name, request.method, request.path_qs)
            entry.idempotency_key = request.headers.get(self.idempotency_header, "")
            try:
                response = await self._served(request, route, entry)
            except Refusal as refusal:
                response = self._said_no(refusal)
            except Cut:
                return cut(request)
            except Exception:  # noqa: BLE001 - an edge: the shop gets a 500, the log gets the reason
                _log.exception("the gateway %s failed at %s", self.name, route.name)
                response = self._said_no(self.trouble(500, 0))
            finally:
                self.desk.storage.flush()
            entry.status = response.status
            return response

        return serve

    async def _served(self, request: web.Request, route: Route, entry: Entry) -> web.StreamResponse:
        self.tick()
        call = await self.read(request, route)
        entry.account, entry.values = call.account.name, plain(call.values)
        before = self.faults.take(BEFORE, route.name)
        if before is not None:
            entry.fault = before.kind
            await self._before(before, request)
        reply = route.handler(call)
        reply = replace(reply, headers={**self.headers(), **reply.headers})
        after = self.faults.take(_LAST, route.name)
        if after is None:
            return respond(reply)
        entry.fault = after.kind
        self.desk.storage.flush()
        if after.kind == "drop_after":
            raise Cut
        if after.kind == "slow":
            await self.desk.pause(after.seconds)
        return respond(reply, malformed=after.kind == "malformed")

    async def _before(self, fault: Fault, request: web.Request) -> None:
        if fault.kind == "drop_before":
            raise Cut
        if fault.kind == "hang":
            await self.desk.pause(fault.seconds)
            if gone(request):
                raise Cut
            return
        raise self.trouble(int(fault.kind), fault.seconds)

    def refusing(self, status: int) -> Handler:
        """A way that always says no: a path or a verb this gateway does not have."""

        async def refuse(request: web.Request) -> web.StreamResponse:
            self.journal.open("nowhere", request.method, request.path_qs).status = status
            return self._said_no(self.trouble(status, 0))

        return refuse

    def _said_no(self, refusal: Refusal) -> web.Response:
        return respond(Reply(refusal.body, refusal.status, {**self.headers(), **refusal.headers}))


def same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode(), other.encode())


def not_payable(payment: Payment) -> NoReturn:
    raise PersonError(f"payment {payment.id} is {payment.status}: it cannot be paid")


def origin(request: web.Request) -> str:
    return f"{request.scheme}://{request.host}"
