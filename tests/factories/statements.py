"""Counts what travels to the database: statements, BEGIN, COMMIT and ROLLBACK."""

import contextlib
from collections.abc import Iterator
from typing import Any

from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncEngine


class RoundTrips:
    """What was said to the database, in order."""

    def __init__(self) -> None:
        self.said: list[str] = []

    def __len__(self) -> int:
        return len(self.said)

    @property
    def questions(self) -> int:
        """Statements of our own: without transaction control and naming the shop."""
        control = ("BEGIN", "COMMIT", "ROLLBACK")
        return sum(1 for said in self.said if said not in control and "set_config" not in said)


@contextlib.contextmanager
def counted(engine: AsyncEngine) -> Iterator[RoundTrips]:
    """Count while the block runs."""
    trips = RoundTrips()

    def executed(_c: Any, _cursor: Any, statement: str, *_: Any) -> None:
        trips.said.append(statement)

    def driven(query: Any) -> None:
        trips.said.append(query.query)

    def taken(connection: Any, *_: Any) -> None:
        connection.driver_connection.add_query_logger(driven)

    def put_back(connection: Any, *_: Any) -> None:
        if connection is not None and connection.driver_connection is not None:
            connection.driver_connection.remove_query_logger(driven)

    listeners: list[tuple[str, Any]] = [
        ("checkout", taken),
        ("checkin", put_back),
        ("before_cursor_execute", executed),
    ]
    for name, listener in listeners:
        event.listen(engine.sync_engine, name, listener)
    try:
        yield trips
    finally:
        for name, listener in listeners:
            event.remove(engine.sync_engine, name, listener)
