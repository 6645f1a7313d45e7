"""YooKassa's lists: cut into pages by a cursor, narrowed by the time of creation."""

import operator
from collections.abc import Callable
from typing import TypeVar

from sandbox.gateways.calls import Reply
from sandbox.gateways.desk import moment
from sandbox.gateways.rows import Document, Payment, Refund
from sandbox.gateways.yookassa_checks import illegal
from sandbox.jsontypes import JsonObject

_JUDGES = {"gte": operator.ge, "gt": operator.gt, "lte": operator.le, "lt": operator.lt}
MOMENTS = tuple(f"created_at.{way}" for way in _JUDGES)
_LARGEST = 100
Row = TypeVar("Row", Payment, Refund, Document)


def page_of(values: JsonObject, rows: list[Row], show: Callable[[Row], JsonObject]) -> Reply:
    """A page of the rows, newest first. Raises: Refusal."""
    limit = str(values.get("limit", "10"))
    if not limit.isdigit() or not 1 <= int(limit) <= _LARGEST:
        raise illegal("limit")
    rows = [row for row in rows if _within(values, row.created)]
    cursor = values.get("cursor")
    if cursor:
        numbers = [row.id for row in rows]
        if cursor not in numbers:
            raise illegal("cursor")
        rows = rows[numbers.index(cursor) :]
    body: JsonObject = {"type": "list", "items": [show(row) for row in rows[: int(limit)]]}
    if len(rows) > int(limit):
        body["next_cursor"] = rows[int(limit)].id
    return Reply(body)


def _within(values: JsonObject, created: float) -> bool:
    for way, judge in _JUDGES.items():
        text = values.get(f"created_at.{way}")
        try:
            if text is not None and not judge(created, moment(str(text))):
                return False
        except ValueError:
            raise illegal(f"created_at.{way}") from None
    return True
