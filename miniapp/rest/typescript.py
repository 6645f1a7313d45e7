"""The API's shapes as TypeScript, made of its OpenAPI document: the storefront writes none of them twice (pure)."""

from collections.abc import Mapping
from typing import Any

_REF = "#/components/schemas/"
_PLAIN = {"string": "string", "integer": "number", "number": "number", "boolean": "boolean", "null": "null"}
_HEAD = "// Made by `main.py openapi --types` of the API's own types; change those.\n"


def typescript(document: Mapping[str, Any], *, without: str = "/manage/") -> str:
    """Return an interface or a type for every shape of the routes, but for those whose address has `without` in it."""
    schemas: Mapping[str, Any] = document["components"]["schemas"]
    wanted: set[str] = set()
    for path, methods in document["paths"].items():
        if without not in path:
            _collect(methods, schemas, wanted)
    return "\n".join([_HEAD, *(_declared(name, schemas[name]) for name in sorted(wanted))]).rstrip()


def _collect(part: Any, schemas: Mapping[str, Any], found: set[str]) -> None:
    if isinstance(part, dict):
        name = str(part.get("$ref", "")).removeprefix(_REF)
        if name in schemas and name not in found:
            found.add(name)
            _collect(schemas[name], schemas, found)
        for below in part.values():
            _collect(below, schemas, found)
    elif isinstance(part, list):
        for below in part:
            _collect(below, schemas, found)


def _declared(name: str, schema: Mapping[str, Any]) -> str:
    said = f"/** {' '.join(schema['description'].split())} */\n" if schema.get("description") else ""
    if "properties" not in schema:
        return f"{said}export type {name} = {_kind(schema)};\n"
    required = set(schema.get("required", ()))
    lines = [
        f"  {field}{'' if field in required else '?'}: {_kind(kind)};" for field, kind in schema["properties"].items()
    ]
    return "\n".join([f"{said}export interface {name} {{", *lines, "}\n"])


def _kind(schema: Mapping[str, Any]) -> str:
    if "$ref" in schema:
        return str(schema["$ref"]).removeprefix(_REF)
    if "anyOf" in schema:
        return " | ".join(_kind(one) for one in schema["anyOf"])
    if "const" in schema or "enum" in schema:
        return " | ".join(_literal(one) for one in schema.get("enum", [schema.get("const")]))
    match schema.get("type"):
        case "array":
            inner = _kind(schema["items"])
            return f"({inner})[]" if " | " in inner else f"{inner}[]"
        case "object":
            more = schema.get("additionalProperties")
            return f"Record<string, {_kind(more)}>" if isinstance(more, Mapping) else "Record<string, unknown>"
        case kind:
            return _PLAIN.get(str(kind), "unknown")


def _literal(value: Any) -> str:
    return f"'{value}'" if isinstance(value, str) else str(value).lower()
