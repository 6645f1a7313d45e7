"""JSON the way this application writes it."""

from typing import Any

import orjson
from aiohttp import web


def json_bytes(document: Any) -> bytes:
    """Return a document as JSON."""
    return orjson.dumps(document)


def json_answer(document: Any, status: int = 200) -> web.Response:
    """Return a document as an answer that nobody keeps."""
    return web.Response(
        body=json_bytes(document),
        status=status,
        content_type="application/json",
        headers={"Cache-Control": "no-store"},
    )
