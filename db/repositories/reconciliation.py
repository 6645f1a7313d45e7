"""Comparing a provider's books with ours, and watching payments: attempts, failures, what is stuck."""

from datetime import datetime

from db.repositories.sql import AsyncConnection, Record, change, row, rows, text, value
from db.types.ids import OrderId, PersonId, ShopId, id_at

_CLOCKS_DIFFER = 60


async def last_start(connection: AsyncConnection, shop_id: ShopId, provider: str) -> datetime | None:
    """Return when the newest comparison that came to its end was begun."""
    statement = text(
        """
        SELECT max(started_at) FROM reconciliations
        WHERE shop_id = :shop_id AND provider = :provider AND finished_at IS NOT NULL AND failure IS NULL
        """
    )
    found: datetime | None = await value(connection, statement, shop_id=shop_id, provider=provider)
    return found


async def begin(
    connection: AsyncConnection, shop_id: ShopId, *, reconciliation_id: int, provider: str, since: datetime
) -> None:
    """Write that a comparison has begun."""
    statement = text(
        """
        INSERT INTO reconciliations (shop_id, id, provider, since)
        VALUES (:shop_id, :id, :provider, CAST(:since AS timestamptz))
        """
    )
    await change(connection, statement, shop_id=shop_id, id=reconciliation_id, provider=provider, since=since)


async def finish(
    connection: AsyncConnection,
    shop_id: ShopId,
    reconciliation_id: int,
    *,
    seen: int,
    pulled: int,
    differences: int,
    failure: str | None,
) -> None:
    """Write how a comparison ended."""
    statement = text(
        """
        UPDATE reconciliations SET finished_at = now(), seen = :seen, pulled = :pulled, differences = :differences,
            failure = :failure
        WHERE shop_id = :shop_id AND id = :id
        """
    )
    await change(
        connection,
        statement,
        shop_id=shop_id,
        id=reconciliation_id,
        seen=seen,
        pulled=pulled,
        differences=differences,
        failure=failure,
    )


async def charges_since(connection: AsyncConnection, shop_id: ShopId, provider: str, since: datetime) -> list[Record]:
    """Return the charges of a provider that arrived since then, oldest first."""
    statement = text(
        """
        SELECT id, order_id, external_id, provider_reference, amount, currency, received_at FROM charges
        WHERE shop_id = :shop_id AND provider = :provider AND received_at >= CAST(:since AS timestamptz) ORDER BY id
        """
    )
    return list(await rows(connection, statement, shop_id=shop_id, provider=provider, since=since))


async def refunds_since(connection: AsyncConnection, shop_id: ShopId, provider: str, since: datetime) -> list[Record]:
    """Return the refunds over a provider's charges that succeeded by its own word since then."""
    statement = text(
        """
        SELECT r.id, r.order_id, r.external_id AS refund_external_id, c.external_id, r.amount, r.currency, r.changed_at
        FROM refunds r JOIN charges c ON c.shop_id = r.shop_id AND c.id = r.charge_id
        WHERE r.shop_id = :shop_id AND c.provider = :provider AND r.state = 'succeeded'
          AND r.changed_at >= CAST(:since AS timestamptz) AND coalesce(r.external_id, '') NOT LIKE 'by hand:%'
        ORDER BY r.id
        """
    )
    return list(await rows(connection, statement, shop_id=shop_id, provider=provider, since=since))


async def note_difference(
    connection: AsyncConnection,
    shop_id: ShopId,
    *,
    difference_id: int,
    provider: str,
    external_id: str,
    kind: str,
    ours: int | None,
    theirs: int | None,
    currency: str,
    order_id: OrderId | None,
) -> bool:
    """Write a difference, once; True when it is new or open anew after it had been settled by itself."""
    statement = text(
        """
        INSERT INTO payment_differences AS d (shop_id, id, provider, external_id, kind, ours, theirs, currency,
                                              order_id, state)
        VALUES (:shop_id, :id, :provider, :external_id, :kind, :ours, :theirs, :currency, :order_id, 'open')
        ON CONFLICT (shop_id, provider, external_id, kind) DO UPDATE SET state = 'open', ours = excluded.ours,
            theirs = excluded.theirs, resolution = NULL, resolved_at = NULL
            WHERE d.state = 'resolved' AND d.resolved_by IS NULL
        """
    )
    written = await change(
        connection,
        statement,
        shop_id=shop_id,
        id=difference_id,
        provider=provider,
        external_id=external_id,
        kind=kind,
        ours=ours,
        theirs=theirs,
        currency=currency,
        order_id=order_id,
    )
    return written > 0


async def settle_differences(
    connection: AsyncConnection, shop_id: ShopId, provider: str, external_ids: list[str], resolution: str
) -> int:
    """Close the open differences of movements that agree by now; return how many."""
    statement = text(
        """
        UPDATE payment_differences SET state = 'resolved', resolution = :resolution, resolved_at = now()
        WHERE shop_id = :shop_id AND provider = :provider AND state = 'open' AND external_id = ANY(:external_ids)
        """
    )
    return await change(
        connection, statement, shop_id=shop_id, provider=provider, external_ids=external_ids, resolution=resolution
    )


_DIFFERENCE = """
    SELECT d.id, d.provider, d.external_id, d.kind, d.ours, d.theirs, d.currency, d.order_id, d.state, d.resolution,
           d.found_at, o.number AS order_number
    FROM payment_differences d LEFT JOIN orders o ON o.shop_id = d.shop_id AND o.id = d.order_id
    WHERE d.shop_id = :shop_id
"""


async def open_differences(connection: AsyncConnection, shop_id: ShopId, limit: int = 10) -> list[Record]:
    """Return the open differences, oldest first."""
    statement = text(_DIFFERENCE + " AND d.state = 'open' ORDER BY d.id LIMIT :limit")
    return list(await rows(connection, statement, shop_id=shop_id, limit=limit))


async def difference(connection: AsyncConnection, shop_id: ShopId, difference_id: int) -> Record | None:
    """Return a difference, locked for a decision."""
    statement = text(_DIFFERENCE + " AND d.id = :difference_id FOR NO KEY UPDATE OF d")
    return await row(connection, statement, shop_id=shop_id, difference_id=difference_id)


async def decide_difference(
    connection: AsyncConnection,
    shop_id: ShopId,
    difference_id: int,
    *,
    state: str,
    resolution: str,
    resolved_by: PersonId,
) -> None:
    """Write what staff decided about a difference."""
    statement = text(
        """
        UPDATE payment_differences SET state = :state, resolution = :resolution, resolved_by = :resolved_by,
            resolved_at = now()
        WHERE shop_id = :shop_id AND id = :difference_id
        """
    )
    await change(
        connection,
        statement,
        shop_id=shop_id,
        difference_id=difference_id,
        state=state,
        resolution=resolution,
        resolved_by=resolved_by,
    )


# ── the monitor ──────────────────────────────────────────────────────────────────────────────────────────


def _since_id(since: datetime) -> int:
    """Return the smallest id of that moment: ids are ordered by time, so the key finds what is recent."""
    return id_at(since.timestamp() - _CLOCKS_DIFFER)


async def attempts(connection: AsyncConnection, shop_id: ShopId, since: datetime) -> list[Record]:
    """Return how many attempts of each provider are in each state, with their sums, by currency."""
    statement = text(
        """
        SELECT provider, state, currency, count(*)::int AS attempts, sum(amount)::bigint AS amount
        FROM payment_intents WHERE shop_id = :shop_id AND id >= :since_id AND created_at >= CAST(:since AS timestamptz)
        GROUP BY provider, state, currency ORDER BY provider, state, currency
        """
    )
    return list(await rows(connection, statement, shop_id=shop_id, since=since, since_id=_since_id(since)))


async def failures(connection: AsyncConnection, shop_id: ShopId, since: datetime, limit: int = 5) -> list[Record]:
    """Return the most frequent reasons why attempts failed."""
    statement = text(
        """
        SELECT provider, failure, count(*)::int AS attempts FROM payment_intents
        WHERE shop_id = :shop_id AND id >= :since_id AND failure IS NOT NULL
          AND created_at >= CAST(:since AS timestamptz)
        GROUP BY provider, failure ORDER BY attempts DESC, provider, failure LIMIT :limit
        """
    )
    return list(await rows(connection, statement, shop_id=shop_id, since=since, since_id=_since_id(since), limit=limit))


async def stuck(connection: AsyncConnection, shop_id: ShopId, before: datetime, limit: int = 10) -> list[Record]:
    """Return attempts on whose money we still wait, and refunds that found no end, since before then."""
    statement = text(
        """
        SELECT 'payment' AS kind, i.provider, i.state, i.amount, i.currency, i.order_id, o.number AS order_number,
               i.changed_at AS since
        FROM payment_intents i JOIN orders o ON o.shop_id = i.shop_id AND o.id = i.order_id
        WHERE i.shop_id = :shop_id AND i.state IN ('processing', 'authorized', 'unknown')
          AND i.changed_at < CAST(:before AS timestamptz)
        UNION ALL
        SELECT 'refund', c.provider, r.state, r.amount, r.currency, r.order_id, o.number, r.created_at
        FROM refunds r JOIN charges c ON c.shop_id = r.shop_id AND c.id = r.charge_id
        LEFT JOIN orders o ON o.shop_id = r.shop_id AND o.id = r.order_id
        WHERE r.shop_id = :shop_id AND r.state IN ('submitted', 'unknown', 'manual')
          AND r.created_at < CAST(:before AS timestamptz)
        ORDER BY since LIMIT :limit
        """
    )
    return list(await rows(connection, statement, shop_id=shop_id, before=before, limit=limit))


async def open_disputes(connection: AsyncConnection, shop_id: ShopId) -> list[Record]:
    """Return disputes that are not decided, the most urgent first."""
    statement = text(
        """
        SELECT d.id, d.provider, d.state, d.amount, d.currency, d.reason, d.due_at, d.order_id, o.number AS order_number
        FROM disputes d LEFT JOIN orders o ON o.shop_id = d.shop_id AND o.id = d.order_id
        WHERE d.shop_id = :shop_id AND d.state IN ('warning', 'open') ORDER BY d.due_at NULLS LAST, d.id LIMIT 10
        """
    )
    return list(await rows(connection, statement, shop_id=shop_id))


async def last_comparisons(connection: AsyncConnection, shop_id: ShopId) -> list[Record]:
    """Return each provider's newest comparison."""
    statement = text(
        """
        SELECT DISTINCT ON (provider) provider, started_at, finished_at, seen, pulled, differences, failure
        FROM reconciliations WHERE shop_id = :shop_id ORDER BY provider, id DESC
        """
    )
    return list(await rows(connection, statement, shop_id=shop_id))
