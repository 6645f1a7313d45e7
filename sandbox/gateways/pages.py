"""Pay pages over HTTP: reading, paying, declining, leaving."""

from collections.abc import Awaitable, Callable

from aiohttp import web

from sandbox.errors import PersonError
from sandbox.gateways.gateway import Gateway
from sandbox.gateways.html import OUTCOMES, local, missing_page, pay_page
from sandbox.gateways.rows import Payment
from sandbox.gateways.words import language

POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; frame-ancestors 'self'"


def html(text: str, status: int = 200) -> web.Response:
    headers = {"Content-Security-Policy": POLICY, "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
    return web.Response(text=text, status=status, content_type="text/html", headers=headers)


def lang_of(request: web.Request, locale: str = "") -> str:
    return language(request.query.get("lang", ""), request.headers.get("Accept-Language", ""), locale)


def _answer(
    request: web.Request, gateway: Gateway, payment: Payment, said: str = "", status: int = 200
) -> web.Response:
    page = gateway.page(payment)
    return html(pay_page(page, lang_of(request, page.locale), said), status)


def _back(request: web.Request, url: str, said: str = "") -> web.Response:
    """To the merchant, if a browser can go there, else to this page again."""
    query = {"lang": lang_of(request), **({"said": said} if said else {})}
    place = url if local(url) and not said else str(request.rel_url.with_query(query))
    return web.Response(status=303, headers={"Location": place, "Cache-Control": "no-store"})


def _decided(request: web.Request, gateway: Gateway, payment: Payment, action: str, outcome: str) -> web.Response:
    page = gateway.page(payment)
    if action == "leave":
        return _back(request, page.cancel_url, "" if local(page.cancel_url) else "left")
    if page.state != "open":
        return _answer(request, gateway, payment, "again", 409)
    wish = "declined" if action == "decline" else outcome if outcome in OUTCOMES else "success"
    try:
        gateway.pay(payment.id, wish)
    except PersonError:
        return _answer(request, gateway, payment, "again", 409)
    done = gateway.page(payment)
    # Some gateways let the buyer try another card.
    return _back(request, done.return_url, wish if done.state == "open" and wish != "success" else "")


def pay_handlers(gateway: Gateway) -> tuple[Callable[[web.Request], Awaitable[web.Response]], ...]:
    async def show(request: web.Request) -> web.Response:
        gateway.tick()
        payment = gateway.rows.get(request.match_info["id"])
        if payment is None:
            return html(missing_page(lang_of(request)), 404)
        return _answer(request, gateway, payment, request.query.get("said", ""))

    async def decide(request: web.Request) -> web.Response:
        gateway.tick()
        payment = gateway.rows.get(request.match_info["id"])
        if payment is None:
            return html(missing_page(lang_of(request)), 404)
        form = await request.post()
        response = _decided(request, gateway, payment, str(form.get("action", "")), str(form.get("outcome", "")))
        gateway.desk.storage.flush()
        return response

    return show, decide


def add_pages(app: web.Application, gateway: Gateway) -> None:
    show, decide = pay_handlers(gateway)
    app.router.add_get(f"/gateways/{gateway.name}/pay/{{id}}", show)
    app.router.add_post(f"/gateways/{gateway.name}/pay/{{id}}", decide)
