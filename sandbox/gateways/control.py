"""Control of gateways over HTTP: the handle's methods as routes, JSON in and out."""

from dataclasses import asdict

from aiohttp import web

from sandbox.errors import PersonError
from sandbox.gateways.calls import Control, Handler, Refusal, Reply, listed, respond
from sandbox.gateways.gateway import Gateway
from sandbox.jsontypes import JsonObject, loads


def state(gateway: Gateway, given: JsonObject) -> object:  # noqa: ARG001 - every control has this shape
    return {
        "gateway": gateway.name,
        "accounts": [asdict(account) for account in gateway.accounts.all()],
        "faults": gateway.faults.listed(),
        "holding": gateway.outbox.holding,
        "first_pause": gateway.outbox.first_pause,
        "held": gateway.held(),
    }


def setup(gateway: Gateway, given: JsonObject) -> object:
    fields = dict(given)
    if "first_pause" in fields:
        gateway.outbox.first_pause = float(fields.pop("first_pause"))
    if fields:
        gateway.account(str(fields.pop("name", "default")), **fields)
    return state(gateway, {})


def fault(gateway: Gateway, given: JsonObject) -> object:
    return asdict(gateway.fault(**given))


def clear_faults(gateway: Gateway, given: JsonObject) -> object:  # noqa: ARG001
    gateway.clear_faults()
    return {}


def seed(gateway: Gateway, given: JsonObject) -> object:
    gateway.seed(int(given["seed"]))
    return {}


def pay(gateway: Gateway, given: JsonObject) -> object:
    return asdict(gateway.pay(str(given["id"]), str(given.get("outcome") or "success")))


def decline(gateway: Gateway, given: JsonObject) -> object:
    return asdict(gateway.decline(str(given["id"]), str(given.get("reason") or "declined")))


def expire(gateway: Gateway, given: JsonObject) -> object:
    return asdict(gateway.expire(str(given["id"])))


def refund(gateway: Gateway, given: JsonObject) -> object:
    amount = given.get("amount")
    return asdict(gateway.refund(str(given["id"]), None if amount is None else int(amount)))


def lie(gateway: Gateway, given: JsonObject) -> object:
    gateway.lie(str(given["id"]))
    return {}


def send(gateway: Gateway, given: JsonObject) -> object:
    account = str(given.get("account") or "default")
    return asdict(gateway.send(given["body"], account, forged=bool(given.get("forged"))))


def hold(gateway: Gateway, given: JsonObject) -> object:  # noqa: ARG001
    gateway.hold()
    return {}


def release(gateway: Gateway, given: JsonObject) -> object:
    return {"count": gateway.release(str(given.get("order") or "made"), int(given.get("seed") or 7))}


def replay(gateway: Gateway, given: JsonObject) -> object:
    return {"count": gateway.replay(str(given.get("order") or "shuffled"), int(given.get("seed") or 7))}


def payments(gateway: Gateway, given: JsonObject) -> object:
    return [asdict(view) for view in gateway.payments(given.get("reference"))]


def refunds(gateway: Gateway, given: JsonObject) -> object:
    return [asdict(view) for view in gateway.refunds(given.get("payment"))]


def webhooks(gateway: Gateway, given: JsonObject) -> object:
    return [asdict(hook) for hook in gateway.webhooks(given.get("state"))]


def calls(gateway: Gateway, given: JsonObject) -> object:
    return listed(gateway.calls(given.get("route")))


CONTROLS: dict[str, Control] = {
    "fault": fault, "faults/clear": clear_faults, "seed": seed, "pay": pay, "decline": decline, "expire": expire,
    "refund": refund, "lie": lie, "send": send, "hold": hold, "release": release, "replay": replay,
    "payments": payments, "refunds": refunds, "webhooks": webhooks, "calls": calls,
}  # fmt: skip


def _foreign(request: web.Request) -> bool:
    """Another site's page must not move the money here."""
    origin = request.headers.get("Origin", "")
    return bool(origin) and origin != f"{request.scheme}://{request.host}"


def guarded(gateway: Gateway, control: Control) -> Handler:
    async def handle(request: web.Request) -> web.StreamResponse:
        if _foreign(request):
            return respond(Reply({"error": "the control API is for its own page and for tests"}, 403))
        raw = await request.read()
        try:
            result = control(gateway, {**request.query, **(loads(raw) if raw else {})})
        except (PersonError, Refusal) as error:
            return respond(Reply({"error": str(error)}, 409))
        except (KeyError, ValueError, TypeError) as error:
            return respond(Reply({"error": f"bad request: {type(error).__name__}: {error}"}, 400))
        finally:
            gateway.desk.storage.flush()
        return respond(Reply(result))

    return handle


def add_controls(app: web.Application, gateway: Gateway) -> None:
    place = f"/control/gateways/{gateway.name}"
    app.router.add_get(place, guarded(gateway, state))
    app.router.add_post(place, guarded(gateway, setup))
    for name, control in {**CONTROLS, **gateway.controls()}.items():
        app.router.add_route("*", f"{place}/{name}", guarded(gateway, control))
