"""The OpenAPI 3.1 document, made of the routes' own types, and the page that shows it."""

import html
import re
import typing
from collections.abc import Iterable
from typing import Any

import orjson
from pydantic import BaseModel, TypeAdapter
from pydantic.json_schema import models_json_schema

from core.auth.roles import asks_for_proof
from miniapp.rest.repeat import HEADER
from miniapp.rest.route import Access, Repeat, Route
from miniapp.rest.shapes import Problem

VERSION = "1.0.0"
_REF = "#/components/schemas/{model}"
_ID = {"type": "string", "pattern": "^[0-9a-z]{1,13}$"}
_PROBLEMS = {
    "400": "The request cannot be read.",
    "401": "Not signed in, or not any more.",
    "403": "The role does not allow it, or the second factor comes first.",
    "404": "There is no such thing, or it is somebody else's.",
    "409": "It cannot be done as things stand, or a twin of the command is under way.",
    "413": "The body is too large.",
    "422": "A field is wrong, or the key came with another command before.",
    "429": "Too often: see Retry-After.",
    "503": "A part is away: see Retry-After.",
}


def document(routes: Iterable[Route]) -> dict[str, Any]:
    """Return the document."""
    listed = list(routes)
    schemas = _schemas(listed)
    paths: dict[str, dict[str, Any]] = {}
    for route in listed:
        paths.setdefault(route.full_path, {})[route.method.lower()] = _operation(route)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Shop",
            "version": VERSION,
            "description": "Ids are opaque strings; money is whole minor units with a currency; lists are pages with "
            "a cursor; refusals are problem+json in the caller's language with a code that stays.",
        },
        "servers": [{"url": "/"}],
        "security": [{"session": []}],
        "paths": paths,
        "components": {
            "securitySchemes": {"session": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}},
            "schemas": schemas,
            "responses": {
                f"Problem{status}": {
                    "description": said,
                    "content": {"application/problem+json": {"schema": {"$ref": _REF.format(model="Problem")}}},
                }
                for status, said in _PROBLEMS.items()
            },
        },
    }


def _schemas(routes: list[Route]) -> dict[str, Any]:
    asked = {model for route in routes for model in (route.signature.body,) if model is not None}
    told = {model for route in routes for model in _models(route.signature.answer)}
    wanted: list[Any] = [(model, "validation") for model in asked]
    wanted += [(model, "serialization") for model in told | {Problem}]
    wanted.sort(key=lambda one: (one[0].__name__, one[1]))
    _, found = models_json_schema(wanted, ref_template=_REF)
    return dict(sorted(found.get("$defs", {}).items()))


def _models(kind: Any) -> set[type[BaseModel]]:
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return {kind}
    return {model for part in typing.get_args(kind) for model in _models(part)}


def _operation(route: Route) -> dict[str, Any]:
    said = (route.handle.__doc__ or "").strip()
    summary, _, more = said.partition("\n")
    operation: dict[str, Any] = {
        "operationId": _operation_id(route),
        "summary": summary,
        "tags": [_tag(route)],
        "parameters": _parameters(route),
        "responses": _responses(route),
    }
    if more.strip():
        operation["description"] = re.sub(r"\s+", " ", more).strip()
    if route.access is Access.ANYBODY:
        operation["security"] = [{}, {"session": []}]
    if route.signature.body is not None:
        reference = {"$ref": _REF.format(model=_name(route.signature.body))}
        operation["requestBody"] = {"required": True, "content": {"application/json": {"schema": reference}}}
    if route.permission is not None:
        operation["x-permission"] = route.permission.value
        operation["x-second-factor"] = asks_for_proof(route.permission)
    return operation


def _tag(route: Route) -> str:
    parts = [part for part in route.path.split("/") if part and not part.startswith("{")]
    return parts[1] if parts[0] in ("shops", "manage") and len(parts) > 1 else parts[0]


def _operation_id(route: Route) -> str:
    words = re.sub(r"[^a-z0-9]+", " ", f"{route.method.lower()} {route.path}".lower()).split()
    return words[0] + "".join(word.title() for word in words[1:])


def _parameters(route: Route) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    if route.of_a_shop:
        slug = {"type": "string", "pattern": "^[a-z0-9][a-z0-9-]{1,30}[a-z0-9]$"}
        found.append({"name": "slug", "in": "path", "required": True, "schema": slug})
    elif route.access is not Access.ANYBODY:
        found.append({"name": "shop", "in": "query", "required": False, "schema": {"type": "string"}})
    for name, is_id in route.signature.path:
        schema = _ID if is_id else {"type": "string"}
        found.append({"name": name, "in": "path", "required": True, "schema": schema})
    if route.signature.query is not None:
        asked: dict[str, Any] = TypeAdapter(route.signature.query).json_schema(ref_template=_REF)
        required, named = set(asked.get("required", ())), asked.get("$defs", {})
        for name, one in asked["properties"].items():
            found.append({"name": name, "in": "query", "required": name in required, "schema": _plain(one, named)})
    if route.method != "GET" and route.repeat is not Repeat.NEVER:
        key = {"type": "string", "minLength": 8, "maxLength": 128, "pattern": "^[\\x21-\\x7e]+$"}
        found.append({"name": HEADER, "in": "header", "required": route.repeat is Repeat.MUST, "schema": key})
    return found


def _plain(schema: dict[str, Any], named: dict[str, Any]) -> dict[str, Any]:
    """Return a query parameter's schema: there or not, so null is no value; names are written out."""
    options = [one for one in schema.get("anyOf", ()) if one.get("type") != "null"]
    if len(options) == 1:
        told = {**options[0], **({"default": schema["default"]} if schema.get("default") is not None else {})}
    else:
        told = {name: value for name, value in schema.items() if name != "title"}
    if "description" in schema:
        told["description"] = schema["description"]
    reference = told.pop("$ref", "").rpartition("/")[2]
    return {**named[reference], **told} if reference else told


def _responses(route: Route) -> dict[str, Any]:
    good: dict[str, Any] = {"description": "Done."}
    if route.raw:
        good["content"] = {"*/*": {}}
    elif route.status != 204:
        good["content"] = {"application/json": {"schema": _answer(route)}}
    answers: dict[str, Any] = {str(route.status): good}
    if route.cached:
        good["headers"] = {"ETag": {"schema": {"type": "string"}}}
        answers["304"] = {"description": "Nothing has changed."}
    refusals = {"400", "404", "422", "429", "503"} | ({"401", "403"} if route.access is not Access.ANYBODY else {"401"})
    if route.method != "GET":
        refusals |= {"403", "409", "413"}
    return answers | {status: {"$ref": f"#/components/responses/Problem{status}"} for status in sorted(refusals)}


def _answer(route: Route) -> dict[str, Any]:
    """Return the schema of an answer: whole, and where fields can be named, with items of which only some are there."""
    answer, item = route.signature.answer, route.signature.item
    whole = {"$ref": _REF.format(model=_name(answer))}
    if item is None:
        return whole
    told, one = (TypeAdapter(kind).json_schema(ref_template=_REF, mode="serialization") for kind in (answer, item))
    items = {"type": "array", "items": {"type": "object", "properties": one["properties"]}}
    some = {
        "type": "object",
        "properties": told["properties"] | {"items": items},
        "required": told["required"],
        "description": "What `fields` asked for.",
    }
    return {"anyOf": [whole, some]}


def _name(model: Any) -> str:
    return re.sub(r"[^A-Za-z0-9._-]", "_", model.__name__)


DOCS = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>API</title><style>{style}</style></head><body><main><h1>Shop API</h1>
<p>OpenAPI 3.1: <a href="/api/v1/openapi.json">/api/v1/openapi.json</a></p>{body}</main></body></html>"""
STYLE = """
:root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}
body{margin:0}main{max-width:56rem;margin:0 auto;padding:1.5rem}
h2{margin:2rem 0 .5rem;text-transform:capitalize}details{border:1px solid #8884;border-radius:.6rem;margin:.4rem 0}
summary{cursor:pointer;padding:.6rem .8rem;display:flex;gap:.8rem;flex-wrap:wrap;align-items:baseline}
code{font:14px/1.5 ui-monospace,monospace}b{min-width:4rem;font:700 13px/1.5 ui-monospace,monospace}
div{padding:0 .8rem .8rem}pre{overflow:auto;background:#8881;padding:.8rem;border-radius:.5rem;margin:.4rem 0}
"""


def page(told: dict[str, Any]) -> str:
    """Return the documentation as a page that needs no script."""
    by_tag: dict[str, list[str]] = {}
    for path, methods in told["paths"].items():
        for method, operation in methods.items():
            parts = [f"<p>{html.escape(operation.get('description', ''))}</p>"] if operation.get("description") else []
            if operation["parameters"]:
                named = ", ".join(
                    f"<code>{html.escape(one['name'])}</code> ({one['in']}{', required' if one['required'] else ''})"
                    for one in operation["parameters"]
                )
                parts.append(f"<p>Parameters: {named}</p>")
            for title, content in (
                ("Body", operation.get("requestBody", {}).get("content", {})),
                ("Answer", next(iter(operation["responses"].values())).get("content", {})),
            ):
                for media in content.values():
                    schema = media.get("schema", {})
                    name = schema.get("anyOf", [schema])[0].get("$ref", "").rpartition("/")[2]
                    if name:
                        shown = orjson.dumps(told["components"]["schemas"][name], option=orjson.OPT_INDENT_2).decode()
                        parts.append(f"<p>{title}: {html.escape(name)}</p><pre>{html.escape(shown)}</pre>")
            by_tag.setdefault(operation["tags"][0], []).append(
                f"<details><summary><b>{method.upper()}</b><code>{html.escape(path)}</code>"
                f"<span>{html.escape(operation['summary'])}</span></summary><div>{''.join(parts)}</div></details>"
            )
    body = "".join(f"<h2>{html.escape(tag)}</h2>{''.join(shown)}" for tag, shown in by_tag.items())
    return DOCS.format(style=STYLE, body=body)
