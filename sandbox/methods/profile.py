"""The bot about itself: getMe, names and descriptions, command lists, menu buttons, files."""

import re
from typing import Any
from urllib.parse import urlsplit

from sandbox.errors import bad
from sandbox.jsontypes import JsonObject
from sandbox.media import file_json
from sandbox.methods.base import Call, method
from sandbox.render import me_json

_COMMAND = re.compile(r"^[a-z0-9_]{1,32}$")
_LANGUAGE = re.compile(r"^([a-z]{2})?$")
_COMMANDS = 100
_DESCRIPTION = 256
_SCOPES = {
    "default", "all_private_chats", "all_group_chats", "all_chat_administrators", "chat", "chat_administrators",
    "chat_member",
}  # fmt: skip


@method("getMe")
async def get_me(call: Call) -> JsonObject:
    return me_json(call.bot)


@method("logOut", "close")
async def log_out(call: Call) -> bool:  # noqa: ARG001 - there is no other server to move to
    return True


def _language(call: Call) -> str:
    code = call.params.text("language_code")
    if not _LANGUAGE.match(code):
        raise bad("invalid language code specified")
    return code


def _scope(call: Call) -> str:
    scope = call.params.record("scope") or {"type": "default"}
    kind = str(scope.get("type"))
    if kind not in _SCOPES:
        raise bad("can't parse BotCommandScope: unsupported type specified")
    for field in {"chat": ("chat_id",), "chat_administrators": ("chat_id",), "chat_member": ("chat_id", "user_id")}.get(
        kind, ()
    ):
        if field not in scope:
            raise bad(f"can't parse BotCommandScope: {field} is required")
        kind += f":{scope[field]}"
    return f"{kind}|{_language(call)}"


def _commands(given: list[Any]) -> list[JsonObject]:
    if len(given) > _COMMANDS:
        raise bad("BOT_COMMANDS_TOO_MUCH")
    found: list[JsonObject] = []
    for item in given:
        name, description = str(item.get("command") or "").lstrip("/"), str(item.get("description") or "")
        if not name:
            raise bad("BOT_COMMAND_INVALID")
        if not _COMMAND.match(name):
            raise bad("BOT_COMMAND_INVALID")
        if not 1 <= len(description) <= _DESCRIPTION:
            raise bad("BOT_COMMAND_DESCRIPTION_INVALID")
        found.append({"command": name, "description": description})
    return found


def _save(call: Call) -> bool:
    call.tg.world.bots.put(call.bot.id, call.bot)
    call.tg.events.publish("bot", bot=call.bot.id, username=call.bot.username)
    return True


@method("setMyCommands")
async def set_my_commands(call: Call) -> bool:
    scope = _scope(call)
    call.bot.commands[scope] = _commands(call.params.items("commands") or [])
    return _save(call)


@method("deleteMyCommands")
async def delete_my_commands(call: Call) -> bool:
    call.bot.commands.pop(_scope(call), None)
    return _save(call)


@method("getMyCommands")
async def get_my_commands(call: Call) -> list[JsonObject]:
    return call.bot.commands.get(_scope(call), [])


def _text_methods(kind: str, field: str, limit: int) -> None:
    async def set_text(call: Call) -> bool:
        text = call.params.text(field)
        if len(text) > limit:
            raise bad(f"{field.replace('_', ' ')} is too long")
        call.bot.texts[f"{field}|{_language(call)}"] = text
        if field == "name" and text and not call.params.text("language_code"):
            call.bot.name = text
        return _save(call)

    async def get_text(call: Call) -> JsonObject:
        texts = call.bot.texts
        fallback = call.bot.name if field == "name" else ""
        return {field: texts.get(f"{field}|{_language(call)}") or texts.get(f"{field}|") or fallback}

    method(f"setMy{kind}")(set_text)
    method(f"getMy{kind}")(get_text)


_text_methods("Name", "name", 64)
_text_methods("Description", "description", 512)
_text_methods("ShortDescription", "short_description", 120)


@method("setChatMenuButton")
async def set_chat_menu_button(call: Call) -> bool:
    button = call.params.record("menu_button") or {"type": "default"}
    if button.get("type") not in {"commands", "web_app", "default"}:
        raise bad("can't parse menu button: MenuButton has unsupported type")
    if button["type"] == "web_app":
        url = urlsplit(str((button.get("web_app") or {}).get("url", "")))
        # The same deviation as for buttons: a Mini App on this machine may go without TLS.
        local = url.scheme == "http" and url.hostname in {"127.0.0.1", "localhost"}
        if not button.get("text") or (url.scheme != "https" and not local):
            raise bad("BUTTON_URL_INVALID" if button.get("text") else "BUTTON_TEXT_INVALID")
    chat = str(call.params.values.get("chat_id") or "")
    if button["type"] == "default":
        call.bot.menu.pop(chat, None)
    else:
        call.bot.menu[chat] = button
    return _save(call)


@method("getChatMenuButton")
async def get_chat_menu_button(call: Call) -> JsonObject:
    chat = str(call.params.values.get("chat_id") or "")
    return call.bot.menu.get(chat) or call.bot.menu.get("") or {"type": "commands"}


@method("getFile")
async def get_file(call: Call) -> JsonObject:
    file = call.tg.world.files.get(call.params.text("file_id"))
    if file is None:
        raise bad("wrong file_id or the file is temporarily unavailable")
    return file_json(file)


@method("getUserProfilePhotos")
async def get_user_profile_photos(call: Call) -> JsonObject:  # noqa: ARG001 - people here have none
    return {"total_count": 0, "photos": []}


@method("setMyDefaultAdministratorRights")
async def set_rights(call: Call) -> bool:  # noqa: ARG001 - accepted, changes nothing here
    return True
