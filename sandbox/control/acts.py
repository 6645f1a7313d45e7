"""Control API: what people do. One function a verb; ``ACTS`` is the table of verbs."""

from base64 import b64decode
from collections.abc import Callable
from typing import Any

from sandbox.control.world import _named
from sandbox.errors import PersonError
from sandbox.jsontypes import JsonObject
from sandbox.model import Bot, Chat, Message, Person
from sandbox.params import Upload
from sandbox.payments.checkout import choose_option
from sandbox.payments.stars import renew, subscription_change
from sandbox.people import paying, pressing, talking, webapps
from sandbox.telegram import Telegram
from sandbox.views import checkout_view, message_view


class Act:
    """One request of a person, with its fields looked up."""

    def __init__(self, tg: Telegram, given: JsonObject) -> None:
        self.tg = tg
        self.given = given
        self.person: Person = tg.world.person(int(given["person"]))

    @property
    def chat(self) -> Chat:
        return self.tg.world.chat_for(self.person, self.given["chat"])

    @property
    def bot(self) -> Bot:
        return _named(self.tg, str(self.given["bot"]))

    def number(self, name: str) -> int:
        return int(self.given.get(name) or 0)

    def text(self, name: str) -> str:
        return str(self.given.get(name) or "")

    def shown(self, message: Message) -> JsonObject:
        return {"message": message_view(self.tg.world, message)}


def _say(act: Act) -> JsonObject:
    text, reply_to = act.text("text"), act.number("reply_to")
    return act.shown(talking.say(act.tg, act.person, act.chat, text, reply_to, act.number("thread")))


def _edit(act: Act) -> JsonObject:
    return act.shown(talking.edit(act.tg, act.person, act.chat, act.number("message_id"), act.text("text")))


def _delete(act: Act) -> JsonObject:
    talking.delete(act.tg, act.person, act.chat, act.number("message_id"))
    return {}


def _start(act: Act) -> JsonObject:
    return act.shown(talking.start(act.tg, act.person, act.bot, act.text("payload")))


def _send_file(act: Act) -> JsonObject:
    kind = act.text("kind") or "document"
    upload = Upload(act.text("name") or talking.random_name("bin"), act.text("mime"), b64decode(act.text("body")))
    more: dict[str, Any] = {
        "reply_to": act.number("reply_to"),
        "thread": act.number("thread"),
        "album": act.text("album"),
    }
    return act.shown(talking.send_file(act.tg, act.person, act.chat, kind, upload, act.text("caption"), **more))


def _share_contact(act: Act) -> JsonObject:
    other = act.tg.world.person(act.number("contact_of")) if act.given.get("contact_of") else None
    return act.shown(talking.share_contact(act.tg, act.person, act.chat, other))


def _share_location(act: Act) -> JsonObject:
    latitude, longitude = float(act.given.get("latitude", 55.7558)), float(act.given.get("longitude", 37.6173))
    return act.shown(talking.share_location(act.tg, act.person, act.chat, latitude, longitude))


def _forward(act: Act) -> JsonObject:
    target = act.tg.world.chat_for(act.person, act.given["to_chat"])
    return act.shown(talking.forward(act.tg, act.person, act.chat, act.number("message_id"), target))


def _block(act: Act) -> JsonObject:
    talking.set_blocked(act.tg, act.person, act.bot, blocked=True)
    return {}


def _unblock(act: Act) -> JsonObject:
    talking.set_blocked(act.tg, act.person, act.bot, blocked=False)
    return {}


def _react(act: Act) -> JsonObject:
    return act.shown(talking.react(act.tg, act.person, act.chat, act.number("message_id"), act.text("emoji")))


def _tap(act: Act) -> JsonObject:
    row, column = act.given.get("row"), act.given.get("column")
    if row is None or column is None:
        return pressing.tap(act.tg, act.person, act.chat, act.text("text"), act.number("message_id"))
    message = talking.seen(act.tg, act.chat, act.number("message_id"))
    try:
        button = (message.markup or {})["inline_keyboard"][row][column]
    except (LookupError, TypeError):
        raise PersonError("this button is no longer there") from None
    return pressing.press(act.tg, act.person, act.chat, message, button)


def _press_reply(act: Act) -> JsonObject:
    return pressing.press_reply(act.tg, act.person, act.chat, act.text("text"))


def _open_link(act: Act) -> JsonObject:
    return pressing.open_link(act.tg, act.person, act.text("url"))


def _inline_query(act: Act) -> JsonObject:
    chat = act.chat if act.given.get("chat") else None
    return {"id": pressing.inline_query(act.tg, act.person, act.bot, act.text("text"), chat, act.text("offset")).id}


def _choose_result(act: Act) -> JsonObject:
    query, result = act.text("query"), act.text("result")
    return act.shown(pressing.choose_result(act.tg, act.person, query, result, act.chat))


def _sheet(act: Act) -> JsonObject:
    return paying.sheet(act.tg, act.person, act.text("slug"))


def _pay(act: Act) -> JsonObject:
    message: Message | None = None
    if act.given.get("slug") and not act.given.get("message_id"):
        invoice = paying.by_slug(act.tg, act.text("slug"))
    else:
        message, invoice = paying.find_invoice(act.tg, act.chat, act.number("message_id"))
    outcome = act.text("outcome") or "pay"
    order_info = act.given.get("order_info")
    times = 2 if act.given.get("twice") else 1
    checkouts = [
        paying.pay(act.tg, act.person, invoice, message, outcome, order_info, act.number("tip")) for _ in range(times)
    ]
    return {"checkouts": [checkout_view(act.tg.world, checkout) for checkout in checkouts if checkout]}


def _choose_shipping(act: Act) -> JsonObject:
    checkout = act.tg.world.checkouts.get(act.text("checkout"))
    if checkout is None:
        raise PersonError("there is no such checkout")
    choose_option(act.tg, checkout, act.text("option"))
    return {"checkout": checkout_view(act.tg.world, checkout)}


def _subscription(act: Act) -> JsonObject:
    charge = act.tg.world.charges.get(act.text("charge"))
    if charge is None or charge.person != act.person.id:
        raise PersonError("there is no such subscription")
    if act.text("state") == "renew":
        return {"charge": renew(act.tg, charge).id}
    subscription_change(act.tg, charge, act.text("state"))
    return {"charge": charge.id}


def _menu_app(act: Act) -> JsonObject:
    url = pressing.main_app_url(act.tg, act.bot, act.person)
    if url is None:
        raise PersonError("this bot's menu button opens no Mini App")
    return webapps.open_web_app(act.tg, act.person, act.bot, url, "menu")


def _open_web_app(act: Act) -> JsonObject:
    source = act.text("source") or "inline"
    return webapps.open_web_app(
        act.tg, act.person, act.bot, act.text("url"), source, start_param=act.text("start_param")
    )


def _web_app_data(act: Act) -> JsonObject:
    return act.shown(webapps.send_data(act.tg, act.person, act.text("session"), act.text("data")))


def _web_app_phone(act: Act) -> JsonObject:
    return act.shown(webapps.share_phone(act.tg, act.person, act.text("session")))


def _web_app_contact(act: Act) -> JsonObject:
    return {"contact": webapps.requested_contact(act.tg, act.person, act.text("session"))}


def _web_app_write(act: Act) -> JsonObject:
    return act.shown(webapps.allow_writing(act.tg, act.person, act.text("session")))


def _share_prepared(act: Act) -> JsonObject:
    return act.shown(webapps.share_prepared(act.tg, act.person, act.text("prepared"), act.chat))


def _language(act: Act) -> JsonObject:
    act.person.language_code = act.text("language")
    act.tg.world.people.put(act.person.id, act.person)
    act.tg.events.publish("world")
    return {}


ACTS: dict[str, Callable[[Act], JsonObject]] = {
    "say": _say, "edit": _edit, "delete": _delete, "start": _start, "send_file": _send_file,
    "share_contact": _share_contact, "share_location": _share_location, "forward": _forward,
    "block": _block, "unblock": _unblock, "react": _react, "tap": _tap, "press_reply_keyboard": _press_reply,
    "open_link": _open_link, "inline_query": _inline_query, "choose_inline_result": _choose_result,
    "sheet": _sheet, "pay": _pay, "choose_shipping": _choose_shipping, "subscription": _subscription,
    "menu_app": _menu_app, "open_web_app": _open_web_app, "web_app_data": _web_app_data,
    "web_app_phone": _web_app_phone, "web_app_contact": _web_app_contact, "web_app_write": _web_app_write,
    "share_prepared": _share_prepared, "language": _language,
}  # fmt: skip
