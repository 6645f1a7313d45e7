"""Stripe's lists: cut into pages by the id of a neighbour, narrowed by the time of creation."""

import operator
from typing import Any

from sandbox.gateways.stripe_checks import error, no_such, whole
from sandbox.jsontypes import JsonObject

_JUDGES = {"gte": operator.ge, "gt": operator.gt, "lte": operator.le, "lt": operator.lt}
_LARGEST = 100
_LAST_MOMENT = 10**11


def page_of(given: JsonObject, path: str, rows: list[JsonObject]) -> JsonObject:
    """A page of objects, newest first. Raises: Refusal."""
    limit = whole(given["limit"], "limit", 1, _LARGEST) if "limit" in given else 10
    rows = [row for row in rows if _within(given.get("created"), int(row.get("created", 0)))]
    numbers = [row["id"] for row in rows]
    for name in ("starting_after", "ending_before"):
        if given.get(name) and given[name] not in numbers:
            raise no_such("object", given[name], name)
    if given.get("starting_after"):
        rows = rows[numbers.index(given["starting_after"]) + 1 :]
    if given.get("ending_before"):
        rows = rows[: numbers.index(given["ending_before"])][-limit:]
    return {"object": "list", "url": path, "has_more": len(rows) > limit, "data": rows[:limit]}


def _within(wish: Any, created: int) -> bool:
    if wish is None:
        return True
    if not isinstance(wish, dict):
        return created == whole(wish, "created", 0, _LAST_MOMENT)
    for way, limit in wish.items():
        if way not in _JUDGES:
            raise error(400, f"Received unknown parameter: created[{way}]", "parameter_unknown", "created")
        if not _JUDGES[way](created, whole(limit, f"created[{way}]", 0, _LAST_MOMENT)):
            return False
    return True
