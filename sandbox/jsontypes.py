"""JSON in and out: one alias and two functions, so that the rest does not care which library does it."""

from typing import Any

import orjson

JsonObject = dict[str, Any]


def dumps(value: object) -> bytes:
    return orjson.dumps(value)


def loads(raw: bytes | str) -> Any:
    return orjson.loads(raw)
