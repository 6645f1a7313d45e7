"""Reads a Bot API request (JSON, form, multipart or query) and checks it against the table of methods."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aiohttp import web

from sandbox.errors import ApiError, bad
from sandbox.jsontypes import JsonObject, loads

SCHEMA: dict[str, dict[str, str]] = loads((Path(__file__).parent / "schema.json").read_bytes())
NAMES = {name.lower(): name for name in SCHEMA}
_EMPTY = {
    "chat_id": "chat_id is empty",
    "from_chat_id": "from_chat_id is empty",
    "text": "message text is empty",
    "user_id": "invalid user_id specified",
    "message_id": "message identifier is not specified",
    "photo": "there is no photo in the request",
    "document": "there is no document in the request",
    "video": "there is no video in the request",
    "animation": "there is no animation in the request",
    "sticker": "there is no sticker in the request",
    "action": "wrong parameter action in request",
}
_TRUE = {"true", "1", "yes", "True"}


class UnknownParameter(ApiError):
    """Telegram would ignore it in silence; here it is refused, because it is always a mistake."""


@dataclass(frozen=True, slots=True)
class Upload:
    name: str
    mime: str
    body: bytes


@dataclass(slots=True)
class Params:
    """Typed access to the checked parameters of one call."""

    values: JsonObject = field(default_factory=dict)
    uploads: dict[str, Upload] = field(default_factory=dict)

    def has(self, name: str) -> bool:
        return self.values.get(name) is not None

    def text(self, name: str, default: str = "") -> str:
        value = self.values.get(name)
        return default if value is None else str(value)

    def number(self, name: str, default: int = 0) -> int:
        value = self.values.get(name)
        return default if value is None else int(value)

    def flag(self, name: str) -> bool:
        return bool(self.values.get(name))

    def record(self, name: str) -> JsonObject | None:
        value = self.values.get(name)
        return value if isinstance(value, dict) else None

    def items(self, name: str) -> list[Any] | None:
        value = self.values.get(name)
        return value if isinstance(value, list) else None

    def logged(self) -> JsonObject:
        sent = {name: f"<{upload.name}, {len(upload.body)} bytes>" for name, upload in self.uploads.items()}
        return {**self.values, **sent}


async def read_raw(request: web.Request) -> tuple[JsonObject, dict[str, Upload]]:
    values: JsonObject = dict(request.query)
    uploads: dict[str, Upload] = {}
    if request.method != "POST":
        return values, uploads
    if request.content_type == "application/json":
        body = await request.read()
        parsed = _json(body, "request body") if body else {}
        if not isinstance(parsed, dict):
            raise bad("can't parse request body as a JSON object")
        return {**values, **parsed}, uploads
    for name, value in (await request.post()).items():
        if isinstance(value, web.FileField):
            body = value.file.read()
            uploads[name] = Upload(value.filename or name, value.content_type, body)
        else:
            values[name] = value if isinstance(value, str) else value.decode()
    return values, uploads


def _json(raw: bytes | str, name: str) -> Any:
    try:
        return loads(raw)
    except ValueError:
        raise bad(f"can't parse {name} JSON object") from None


def check(method: str, values: JsonObject, uploads: dict[str, Upload]) -> Params:
    """Known names, right types, nothing missing; raises the refusal otherwise."""
    schema = SCHEMA[method]
    used = _referenced(values)
    for name in [*values, *uploads]:
        if name not in schema and name not in used and name != "method":
            raise UnknownParameter(400, f"Bad Request: unknown parameter {name} of {method}")
    typed = {name: _typed(name, value, schema[name].rstrip("!")) for name, value in values.items() if name in schema}
    for name, kind in schema.items():
        missing = typed.get(name) is None and name not in uploads
        if kind.endswith("!") and (missing or (name == "chat_id" and typed[name] == "")):
            raise bad(_EMPTY.get(name, f'parameter "{name}" is required'))
    return Params(typed, uploads)


def _referenced(values: JsonObject) -> set[str]:
    """Names of uploads that other parameters point to by ``attach://``."""
    text = str(values)
    return {part.split("'")[0].split('"')[0] for part in text.split("attach://")[1:]}


def _typed(name: str, value: Any, kind: str) -> Any:
    if value is None:
        return None
    try:
        if kind == "int":
            return int(value)
        if kind == "float":
            return float(value)
    except (TypeError, ValueError):
        raise bad(f'parameter "{name}" must be of type Number') from None
    if kind == "bool":
        return value if isinstance(value, bool) else str(value) in _TRUE
    if kind == "id":
        return int(value) if str(value).lstrip("-").isdigit() else str(value)
    if kind in {"json", "list"}:
        parsed = _json(value, name) if isinstance(value, str) and value else value
        if kind == "list" and parsed not in (None, "") and not isinstance(parsed, list):
            raise bad(f"can't parse {name} JSON object")
        return parsed or (parsed if isinstance(parsed, list) else None)
    return str(value) if not isinstance(value, dict | list) else value
