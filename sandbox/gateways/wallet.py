"""A page that plays a TON wallet: any sum with any comment to an address, as ``ton://transfer`` would open it."""

from html import escape

from aiohttp import web

from sandbox.gateways.html import document, local
from sandbox.gateways.money import BadSum, minor, short, shown
from sandbox.gateways.pages import html, lang_of
from sandbox.gateways.ton import Ton
from sandbox.gateways.ton_cells import BadAddress, friendly, raw_address
from sandbox.gateways.words import WORDS


def _field(name: str, label: str, value: str, more: str = "") -> str:
    return f'<label class="field"><span>{label}</span><input name="{name}" value="{escape(value)}"{more}></label>'


def _page(request: web.Request, address: str, amount: str, comment: str, said: str = "") -> str:
    lang = lang_of(request)
    words = WORDS[lang]
    alert = f'<p class="alert" role="alert">{words[said]}</p>' if said else ""
    fields = _field("amount", words["amount-ton"], amount, ' inputmode="decimal" required autocomplete="off"')
    body = (
        f'<header><strong>TON</strong> <span class="badge">{words["test"]}</span></header>'
        f'<h1>{words["wallet"]}</h1><p class="hint">{words["wallet-note"]}</p>{alert}'
        f"<dl><div><dt>{words['address']}</dt><dd>{escape(address)}</dd></div></dl>"
        f'<form method="post">{fields}{_field("comment", words["comment"], comment, " autocomplete=off")}'
        f'<button class="first">{words["send"]}</button></form>'
    )
    return document(words["wallet"], body, lang, {**request.query})


def _sent(request: web.Request, amount: int, comment: str) -> str:
    lang = lang_of(request)
    words = WORDS[lang]
    body = (
        f'<header><strong>TON</strong> <span class="badge">{words["test"]}</span></header>'
        f'<h1><span class="sum">{escape(shown(amount, "TON", lang))}</span></h1>'
        f'<p class="state paid" role="status">{words["said-sent"]}</p><p class="description">{escape(comment)}</p>'
        f"<p>{words['back']}. {words['close']}</p>"
    )
    return document(words["wallet"], body, lang)


def _asked(request: web.Request) -> str:
    """The sum of the address, which counts in nanotons, as people write it."""
    nano = request.query.get("amount", "")
    return short(int(nano), "TON") if nano.isdigit() else ""


def add_wallet(app: web.Application, gateway: Ton) -> None:
    def address_of(request: web.Request) -> str:
        return friendly(raw_address(request.match_info["address"]))

    async def show(request: web.Request) -> web.Response:
        try:
            address = address_of(request)
        except BadAddress:
            return html(document("TON", f"<h1>{WORDS[lang_of(request)]['wrong-address']}</h1>", lang_of(request)), 404)
        return html(_page(request, address, _asked(request), request.query.get("text", "")))

    async def send(request: web.Request) -> web.Response:
        try:
            address = address_of(request)
        except BadAddress:
            return html(document("TON", f"<h1>{WORDS[lang_of(request)]['wrong-address']}</h1>", lang_of(request)), 404)
        form = await request.post()
        text, comment = str(form.get("amount", "")), str(form.get("comment", ""))
        try:
            amount = minor(text.replace(",", ".").strip(), "TON")
        except BadSum:
            amount = 0
        if amount <= 0:
            return html(_page(request, address, text, comment, "wrong-sum"), 422)
        gateway.transfer(amount, comment or None, destination=address)
        gateway.desk.storage.flush()
        url = request.query.get("return_url", "")
        if local(url):
            return web.Response(status=303, headers={"Location": url})
        return html(_sent(request, amount, comment))

    app.router.add_get("/gateways/ton/pay/{address}", show)
    app.router.add_post("/gateways/ton/pay/{address}", send)
