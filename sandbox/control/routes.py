"""Control API over HTTP: reading the world, acting, faults, logs, waiting, and the stream of events."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from aiohttp import web

from sandbox.api import TELEGRAM
from sandbox.control import world
from sandbox.control.acts import ACTS, Act
from sandbox.errors import ApiError, PersonError
from sandbox.jsontypes import JsonObject, dumps, loads
from sandbox.login import web_login
from sandbox.media import file_body
from sandbox.telegram import Telegram
from sandbox.views import callback_view, checkout_view, message_view

Control = Callable[[Telegram, JsonObject], object]
_HEARTBEAT = 15.0


def messages(tg: Telegram, given: JsonObject) -> object:
    person = tg.world.person(int(given["person"]))
    chat = tg.world.chat_for(person, given["chat"])
    return [message_view(tg.world, m) for m in sorted(tg.world.history.get(chat.key, {}).values(), key=lambda m: m.id)]


def callbacks(tg: Telegram, given: JsonObject) -> object:
    return [callback_view(query) for query in tg.world.callbacks.all() if not query.answered or given.get("all")]


def calls(tg: Telegram, given: JsonObject) -> object:
    return tg.calls.all(given.get("method"), int(given.get("after") or 0))


def violations(tg: Telegram, given: JsonObject) -> object:
    found = tg.calls.violations(tg.world.callbacks.all())
    return found if given.get("everything") else [item for item in found if not item["benign"]]


def clear_calls(tg: Telegram, given: JsonObject) -> object:  # noqa: ARG001 - every control call has this shape
    tg.calls.clear()
    return {}


def faults(tg: Telegram, given: JsonObject) -> object:
    tg.faults.inject(given)
    return tg.faults.listed()


def clear_faults(tg: Telegram, given: JsonObject) -> object:  # noqa: ARG001
    tg.faults.clear()
    return {}


def settings(tg: Telegram, given: JsonObject) -> object:
    if "flood" in given:
        tg.faults.flood = bool(given["flood"])
    return {"flood": tg.faults.flood}


def redeliver(tg: Telegram, given: JsonObject) -> object:
    tg.updates.redeliver(int(given["update_id"]))
    return {}


def duplicate(tg: Telegram, given: JsonObject) -> object:
    tg.updates.duplicate_next(int(given["count"]))
    return {}


def updates(tg: Telegram, given: JsonObject) -> object:
    kind = given.get("kind")
    known = [u for u in tg.updates.known() if not kind or u.kind == kind]
    return [{"update_id": u.id, "bot": u.bot, "kind": u.kind, "body": u.body} for u in known]


def charges(tg: Telegram, given: JsonObject) -> object:
    person = int(given.get("person") or 0)
    return [c for c in tg.world.charges.all() if not person or c.person == person]


CONTROLS: dict[str, Control] = {
    "bots": world.add_bot, "people": world.add_person, "groups": world.add_group, "world": world.world,
    "chats": world.chats, "commands": world.commands, "messages": messages, "callbacks": callbacks,
    "calls": calls, "calls/clear": clear_calls, "violations": violations, "faults": faults,
    "faults/clear": clear_faults, "settings": settings, "redeliver": redeliver, "duplicate": duplicate,
    "updates": updates, "charges": charges, "web_login": web_login,
}  # fmt: skip


def _reply(value: object, status: int = 200) -> web.Response:
    return web.Response(body=dumps(value), status=status, content_type="application/json")


async def _given(request: web.Request) -> JsonObject:
    body = await request.read()
    return {**request.query, **(loads(body) if body else {})}


def _foreign(request: web.Request) -> bool:
    """Another site's page (a Mini App too) must not drive the people here."""
    origin = request.headers.get("Origin")
    return bool(origin) and urlsplit(str(origin)).netloc != request.host


async def _guarded(request: web.Request, work: Callable[[JsonObject], Awaitable[object]]) -> web.Response:
    if _foreign(request):
        return _reply({"error": "the control API is for its own page and for tests"}, 403)
    try:
        result = await work(await _given(request))
    except (PersonError, ApiError) as error:
        return _reply({"error": str(error)}, 409)
    except (KeyError, ValueError, TypeError) as error:
        return _reply({"error": f"bad request: {type(error).__name__}: {error}"}, 400)
    finally:
        request.app[TELEGRAM].storage.flush()
    return _reply(result)


def _control(control: Control) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    async def handle(request: web.Request) -> web.StreamResponse:
        async def work(given: JsonObject) -> object:
            return control(request.app[TELEGRAM], given)

        return await _guarded(request, work)

    return handle


async def act(request: web.Request) -> web.StreamResponse:
    async def work(given: JsonObject) -> object:
        verb = ACTS.get(request.match_info["verb"])
        if verb is None:
            raise PersonError(f"nobody can {request.match_info['verb']}")
        return verb(Act(request.app[TELEGRAM], given))

    return await _guarded(request, work)


async def wait(request: web.Request) -> web.StreamResponse:
    """Long poll: ``callback``, ``checkout`` or ``inline`` with an id, until it is answered or time is up."""
    tg = request.app[TELEGRAM]

    async def work(given: JsonObject) -> object:
        deadline = time.monotonic() + float(given.get("timeout") or 10)
        while True:
            done, view = _state(tg, given)
            left = deadline - time.monotonic()
            if done or left <= 0 or not await tg.events.next(left):
                return view

    return await _guarded(request, work)


def _state(tg: Telegram, given: JsonObject) -> tuple[bool, JsonObject]:
    kind, number = str(given["kind"]), str(given["id"])
    if kind == "callback":
        view = callback_view(tg.world.callbacks.rows[number])
        return bool(view["answered"]), view
    if kind == "checkout":
        view = checkout_view(tg.world, tg.world.checkouts.rows[number])
        return bool(view["done"]) or view["stage"] == "choosing", view
    query = tg.world.inline.rows[number]
    view = {"id": query.id, "answered": bool(query.answered), "results": query.results, "button": query.button}
    return bool(query.answered), view


async def events(request: web.Request) -> web.StreamResponse:
    tg = request.app[TELEGRAM]
    answer = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"})
    await answer.prepare(request)
    queue = tg.events.subscribe()
    try:
        await answer.write(b'data: {"type":"hello"}\n\n')
        while True:
            try:
                event = await asyncio.wait_for(queue.get(), _HEARTBEAT)
            except TimeoutError:
                await answer.write(b": still here\n\n")
                continue
            await answer.write(b"data: " + dumps(event) + b"\n\n")
    except (ConnectionError, asyncio.CancelledError):
        return answer
    finally:
        tg.events.unsubscribe(queue)


async def file(request: web.Request) -> web.StreamResponse:
    tg = request.app[TELEGRAM]
    found = tg.world.files.get(request.match_info["id"])
    body = file_body(tg, found) if found else None
    if found is None or body is None:
        raise web.HTTPNotFound
    # Uploaded bytes are shown as pictures or saved, never run: people may send HTML.
    picture = found.mime.startswith("image/") and "svg" not in found.mime
    headers = {"Cache-Control": "private, max-age=31536000", "X-Content-Type-Options": "nosniff"}
    if not picture:
        headers["Content-Disposition"] = "attachment"
    mime = found.mime if picture else "application/octet-stream"
    return web.Response(body=body, content_type=mime, headers=headers)


def add_routes(app: web.Application) -> None:
    for name, control in CONTROLS.items():
        app.router.add_route("*", f"/sandbox/api/{name}", _control(control))
    app.router.add_post("/sandbox/api/act/{verb}", act)
    app.router.add_route("*", "/sandbox/api/wait", wait)
    app.router.add_get("/sandbox/api/events", events)
    app.router.add_get("/sandbox/files/{id}", file)
