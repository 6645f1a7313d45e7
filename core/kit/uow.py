"""The unit of work: one transaction for one shop, its events written with it and told after it.

A use case's body is one `async with uow(shop_id) as tx:`. Leaving commits; raising rolls back; nobody
else commits; no network inside (domain law 1).
"""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import asyncpg
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from core.kit.crash import checkpoint
from core.kit.errors import Unavailable
from core.kit.event import Event, new_event_id
from core.kit.refusals import refusal_of
from db.repositories import messaging
from db.session import PLATFORM, transaction
from db.types.ids import PersonId, ShopId


class Transaction:
    """An open transaction: a connection for repositories and the facts it will tell."""

    __slots__ = ("changed", "connection", "events", "shop_id")

    def __init__(self, connection: AsyncConnection, shop_id: ShopId) -> None:
        self.connection = connection
        self.shop_id = shop_id
        self.events: list[Event] = []
        self.changed: list[tuple[str, PersonId]] = []

    def tell(self, event: Event) -> None:
        """Record a fact; it reaches the outbox in this transaction and its hearers after the commit."""
        self.events.append(event)

    def shows(self, kind: str, person_id: PersonId) -> None:
        """Whoever looks at this (a word of `core.kit.live`) right now sees it after the commit; kept nowhere."""
        self.changed.append((kind, person_id))


class UnitOfWork:
    """Opens transactions. One per process; `wake` is called after a commit that told something.

    `show` is told what a commit changed for whom.
    """

    def __init__(
        self,
        engine: AsyncEngine,
        wake: Callable[[], None] = lambda: None,
        show: Callable[[ShopId, str, list[PersonId]], None] = lambda _shop_id, _kind, _people: None,
    ) -> None:
        self._engine = engine
        self._wake = wake
        self._show = show

    @asynccontextmanager
    async def __call__(self, shop_id: ShopId) -> AsyncIterator[Transaction]:
        """Open a transaction that sees one shop only."""
        told = False
        try:
            async with transaction(self._engine, shop_id) as connection:
                tx = Transaction(connection, shop_id)
                yield tx
                if tx.events:
                    await messaging.write_events(connection, _rows(tx.events))
                    told = True
                checkpoint("before_commit")
        except _TROUBLE as error:
            raise _translated(error) from error
        checkpoint("after_commit")
        if told:
            self._wake()
        for kind, person_id in tx.changed:
            self._show(shop_id, kind, [person_id])

    @asynccontextmanager
    async def platform(self) -> AsyncIterator[AsyncConnection]:
        """Open a transaction that sees all shops: for the platform's own jobs only."""
        try:
            async with transaction(self._engine, PLATFORM) as connection:
                yield connection
        except _TROUBLE as error:
            raise _translated(error) from error

    def wake(self) -> None:
        """Tell the relay that there is something to send."""
        self._wake()


_LOST = (
    asyncpg.PostgresConnectionError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,  # the connection broke between two messages of one statement
    asyncpg.QueryCanceledError,
    asyncpg.LockNotAvailableError,
    asyncpg.DeadlockDetectedError,
    asyncpg.AdminShutdownError,
    asyncpg.CrashShutdownError,
    asyncpg.CannotConnectNowError,
    asyncpg.InsufficientResourcesError,  # too many connections, disk full, out of memory
    asyncpg.ReadOnlySQLTransactionError,  # a standby that was not promoted yet
    asyncpg.SerializationError,
)


# Statements and transactions are the driver's; getting a connection goes through SQLAlchemy, which wraps.
_TROUBLE = (
    asyncpg.PostgresError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,
    DBAPIError,
    PoolTimeout,
    OSError,
)


def _translated(error: Exception) -> Exception:
    """Return the refusal of a constraint, `Unavailable` for a lost or busy database, else the error itself."""
    cause = getattr(error.orig, "__cause__", None) if isinstance(error, DBAPIError) else error
    if isinstance(cause, asyncpg.IntegrityConstraintViolationError):
        return refusal_of(cause.constraint_name)
    if isinstance(error, (OperationalError, PoolTimeout, OSError)) or isinstance(cause, _LOST):
        return Unavailable()
    return error


def _rows(events: list[Event]) -> list[dict[str, object]]:
    return [
        {"shop_id": event.shop_id, "id": new_event_id(), "name": event.name, "payload": event.payload()}
        for event in events
    ]
