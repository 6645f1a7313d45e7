"""Checks reply markup as strictly as Telegram does and brings it into one form."""

import re
from typing import Any
from urllib.parse import urlsplit

from sandbox.errors import bad
from sandbox.jsontypes import JsonObject

ACTIONS = (
    "url", "callback_data", "web_app", "login_url", "switch_inline_query", "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat", "copy_text", "callback_game", "pay", "disabled",
)  # fmt: skip
_STYLES = {"danger", "success", "primary"}
_ROW_LIMIT = 8
_INLINE_LIMIT = 100
_DATA_BYTES = 64
_COPY_LIMIT = 256
_PLACEHOLDER_LIMIT = 64
_LOCAL_HOSTS = {"127.0.0.1", "localhost"}
_HOST = re.compile(r"^[^\s.]+(\.[^\s.]+)+$")


def _check_url(url: Any, what: str) -> str:
    text = str(url)
    address = text if "://" in text else f"http://{text}"
    parts = urlsplit(address)
    if parts.scheme == "tg":
        return text
    host = parts.hostname or ""
    if parts.scheme not in {"http", "https", "ton", "tonsite"} or not _HOST.match(host):
        raise bad(f"{what} URL '{text}' is invalid: Wrong HTTP URL")
    return text


def _check_web_app(value: Any, what: str) -> None:
    url = value.get("url") if isinstance(value, dict) else None
    if not url:
        raise bad(f"{what} Web App URL '' is invalid: URL must be non-empty")
    parts = urlsplit(str(url))
    # The sandbox's one deviation: a Mini App on this very machine may be served without TLS.
    if parts.scheme == "http" and parts.hostname in _LOCAL_HOSTS:
        return
    if parts.scheme != "https":
        raise bad(f"{what} Web App URL '{url}' is invalid: Only HTTPS links are allowed")
    _check_url(url, f"{what} Web App")


def _inline_button(button: Any, *, private: bool, first: bool, invoice: bool) -> JsonObject | None:
    if not isinstance(button, dict):
        raise bad("can't parse inline keyboard button: InlineKeyboardButton must be an Object")
    if not button.get("text"):
        return None  # Telegram drops a button without a text.
    used = [name for name in ACTIONS if button.get(name) is not None and button.get(name) is not False]
    if not used:
        raise bad("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    if len(used) > 1:
        raise bad("BUTTON_TYPE_INVALID")
    _check_action(used[0], button[used[0]], private=private)
    if used[0] == "pay" and not (first and invoice):
        raise bad("BUTTON_TYPE_INVALID")
    if button.get("style") is not None and button["style"] not in _STYLES:
        raise bad("can't parse inline keyboard button: Invalid button style specified")
    return {key: value for key, value in button.items() if value is not None}


def _check_action(action: str, value: Any, *, private: bool) -> None:
    if action == "callback_data" and not 1 <= len(str(value).encode()) <= _DATA_BYTES:
        raise bad("BUTTON_DATA_INVALID")
    if action == "url":
        _check_url(value, "Inline keyboard button")
    if action == "web_app":
        if not private:
            raise bad("BUTTON_TYPE_INVALID")
        _check_web_app(value, "Inline keyboard button")
    if action == "login_url" and urlsplit(str((value or {}).get("url", ""))).scheme != "https":
        raise bad(
            f"Inline keyboard button login URL '{(value or {}).get('url')}' is invalid: Only HTTPS links are allowed"
        )
    if action == "copy_text" and not 1 <= len(str((value or {}).get("text", ""))) <= _COPY_LIMIT:
        raise bad("BUTTON_COPY_TEXT_INVALID")


def _inline(keyboard: Any, *, private: bool, invoice: bool) -> JsonObject | None:
    rows: list[list[JsonObject]] = []
    first = True
    for row in _rows(keyboard, "inline_keyboard"):
        buttons: list[JsonObject] = []
        for raw in row:
            button = _inline_button(raw, private=private, first=first, invoice=invoice)
            if button is not None:
                if invoice and first and not button.get("pay"):
                    raise bad("REPLY_MARKUP_BUY_EMPTY")
                buttons.append(button)
                first = False
        if len(buttons) > _ROW_LIMIT:
            raise bad("reply markup is too long")
        if buttons:
            rows.append(buttons)
    if sum(len(row) for row in rows) > _INLINE_LIMIT:
        raise bad("reply markup is too long")
    return {"inline_keyboard": rows} if rows else None


def _rows(keyboard: Any, name: str) -> list[list[Any]]:
    if not isinstance(keyboard, list) or not all(isinstance(row, list) for row in keyboard):
        raise bad(f'Field "{name}" must be an Array of Arrays')
    return keyboard


def _reply_button(button: Any, *, private: bool) -> JsonObject | None:
    if isinstance(button, str):
        button = {"text": button}
    if not isinstance(button, dict):
        raise bad("can't parse keyboard button: KeyboardButton must be a String or an Object")
    if not button.get("text"):
        return None
    needs_private = {
        "request_contact": "Phone number can be requested in private chats only",
        "request_location": "Location can be requested in private chats only",
        "web_app": "Web App buttons can be used in private chats only",
    }
    for name, refusal in needs_private.items():
        if button.get(name) and not private:
            raise bad(refusal)
    if button.get("web_app"):
        _check_web_app(button["web_app"], "Keyboard button")
    return {key: value for key, value in button.items() if value is not None}


def _reply(markup: JsonObject, *, private: bool) -> JsonObject | None:
    if len(str(markup.get("input_field_placeholder") or "")) > _PLACEHOLDER_LIMIT:
        raise bad("input field placeholder is too long")
    rows = [[_reply_button(button, private=private) for button in row] for row in _rows(markup["keyboard"], "keyboard")]
    kept = [[button for button in row if button] for row in rows]
    kept = [row for row in kept if row]
    return {**markup, "keyboard": kept} if kept else None


def checked_markup(
    markup: JsonObject | None, *, private: bool, invoice: bool = False, inline_only: bool = False
) -> JsonObject | None:
    """The markup with empty buttons dropped, or None; raises what Telegram would answer."""
    if not markup:
        return None
    if not isinstance(markup, dict):
        raise bad("object expected as reply markup")
    if "inline_keyboard" in markup:
        return _inline(markup["inline_keyboard"], private=private, invoice=invoice)
    if inline_only:
        raise bad("inline keyboard expected")
    if "keyboard" in markup:
        return _reply(markup, private=private)
    return markup if markup.get("remove_keyboard") or markup.get("force_reply") else None
