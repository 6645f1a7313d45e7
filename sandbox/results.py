"""What the driver answers with: a message as a person sees it, and the outcomes of taps and payments."""

from dataclasses import dataclass
from typing import Any

from sandbox.entities.unparse import to_html
from sandbox.jsontypes import JsonObject


@dataclass(frozen=True, slots=True)
class Seen:
    """A message on a person's screen. ``buttons`` are the inline keyboard's rows of texts."""

    id: int
    chat: str
    sender: str
    sender_kind: str  # bot, person or service
    text: str  # the text or the caption
    html: str
    buttons: tuple[tuple[str, ...], ...]
    reply_keyboard: tuple[tuple[str, ...], ...]
    photo: str | None  # file_id
    document: str | None  # file name
    invoice: JsonObject | None
    payment: JsonObject | None  # successful_payment or refunded_payment
    reply_to: int
    thread: int
    forwarded: bool
    via: str | None
    edits: int
    deleted: bool
    pinned: bool
    date: int
    raw: JsonObject

    @property
    def button_texts(self) -> list[str]:
        return [text for row in self.buttons for text in row]

    def button(self, beginning: str) -> JsonObject | None:
        """The first inline button whose text is, begins with or contains this."""
        rows = (self.raw["markup"] or {}).get("inline_keyboard", [])
        found = [button for row in rows for button in row]
        for test in (str.__eq__, str.startswith, str.__contains__):
            for button in found:
                if test(str(button["text"]), beginning):
                    return dict(button)
        return None


@dataclass(frozen=True, slots=True)
class Tapped:
    """``kind``: callback, url, web_app, pay, copy, switch_inline. ``answered``: False when nobody did in time."""

    kind: str
    button: str
    message_id: int
    answered: bool
    text: str
    alert: bool
    url: str
    raw: JsonObject


@dataclass(frozen=True, slots=True)
class Paid:
    """``error`` is what the sheet says: the bot's words, or BOT_PRECHECKOUT_TIMEOUT, CARD_DECLINED, BALANCE_TOO_LOW."""

    ok: bool
    error: str
    charge_id: str
    total: int
    currency: str
    closed: bool = False
    second: "Paid | None" = None  # the outcome of the second phone with ``twice=True``


@dataclass(frozen=True, slots=True)
class Opened:
    """A Mini App as the client would load it: ``url`` already has its launch parameters."""

    url: str
    session: str
    init_data: str
    bot: str


@dataclass(frozen=True, slots=True)
class InlineAnswer:
    query_id: str
    answered: bool
    results: tuple[JsonObject, ...]
    button: JsonObject | None


def _rows(markup: JsonObject | None, name: str) -> tuple[tuple[str, ...], ...]:
    rows: list[list[Any]] = (markup or {}).get(name, [])
    return tuple(tuple(str(button["text"]) for button in row) for row in rows)


def seen_message(view: JsonObject, person: int) -> Seen:
    content = view["content"]
    text = str(content.get("text") or content.get("caption") or "")
    entities = content.get("entities") or content.get("caption_entities") or []
    return Seen(
        id=view["id"],
        chat=view["refs"].get(str(person), view["chat"]),
        sender=view["from"]["username"] or view["from"]["name"],
        sender_kind=view["from"]["kind"],
        text=text,
        html=to_html(text, entities),
        buttons=_rows(view["markup"], "inline_keyboard"),
        reply_keyboard=_rows(view["markup"], "keyboard"),
        photo=content["photo"][-1]["file_id"] if "photo" in content else None,
        document=content["document"].get("file_name") if "document" in content else None,
        invoice=view["invoice"],
        payment=content.get("successful_payment") or content.get("refunded_payment"),
        reply_to=view["reply_to"],
        thread=view["thread"],
        forwarded=view["forward"] is not None,
        via=view["via"],
        edits=view["edits"],
        deleted=view["deleted"],
        pinned=view["pinned"],
        date=view["date"],
        raw=view,
    )


def paid(view: JsonObject) -> Paid:
    error = view["error"] if view["done"] else f"still {view['stage']}"
    return Paid(view["ok"], error, view["charge"], view["total"], view["currency"])


def tapped(given: JsonObject, callback: JsonObject | None) -> Tapped:
    answer = callback or {}
    return Tapped(
        kind=given["kind"],
        button=given["button"],
        message_id=given["message_id"],
        answered=bool(answer.get("answered", given["kind"] != "callback")),
        text=str(answer.get("text") or given.get("text") or ""),
        alert=bool(answer.get("alert")),
        url=str(answer.get("url") or given.get("url") or ""),
        raw=given,
    )
