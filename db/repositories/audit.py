"""The audit chain of one shop: append-only, each record carrying the hash of the one before."""

import hashlib
from datetime import datetime
from typing import Any

import orjson

from db.repositories.sql import AsyncConnection, Record, change, dumps, row, rows, text
from db.types.ids import PersonId, ShopId

GENESIS = "0" * 64


def seal(previous_hash: str, record: dict[str, Any]) -> str:
    """Return the hash of a record on top of the one before."""
    return hashlib.sha256(previous_hash.encode() + orjson.dumps(record, option=orjson.OPT_SORT_KEYS)).hexdigest()


def _sealed_part(record: Record) -> dict[str, Any]:
    at = record["at"]
    return {
        "seq": record["seq"],
        "at": at.isoformat() if isinstance(at, datetime) else at,
        "actor_id": record["actor_id"],
        "action": record["action"],
        "target": record["target"],
        "before": record["before"],
        "after": record["after"],
        "undoes": record["undoes"],
    }


async def append(
    connection: AsyncConnection,
    shop_id: ShopId,
    *,
    at: datetime,
    actor_id: PersonId | None,
    action: str,
    target: str,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    undoes: int | None = None,
) -> int:
    """Add a record in the transaction of the change itself; return its number.

    One advisory lock per shop keeps the chain single: staff changes only, never a buyer's path.

    Raises:
        IntegrityError: `undoes` names a change that was undone before.
    """
    await row(connection, text("SELECT pg_advisory_xact_lock(:shop_id) AS locked"), shop_id=shop_id)
    last = await row(
        connection,
        text("SELECT seq, hash FROM audit_log WHERE shop_id = :shop_id ORDER BY seq DESC LIMIT 1"),
        shop_id=shop_id,
    )
    seq = (last["seq"] if last else 0) + 1
    previous = last["hash"] if last else GENESIS
    record = {
        "seq": seq,
        "at": at,
        "actor_id": actor_id,
        "action": action,
        "target": target,
        "before": before,
        "after": after,
        "undoes": undoes,
    }
    statement = text(
        """
        INSERT INTO audit_log (shop_id, seq, at, actor_id, action, target, before, after, undoes,
                               previous_hash, hash)
        VALUES (:shop_id, :seq, :at, :actor_id, :action, :target, CAST(:before AS jsonb), CAST(:after AS jsonb),
                :undoes, :previous_hash, :hash)
        """
    )
    await change(
        connection,
        statement,
        shop_id=shop_id,
        seq=seq,
        at=at,
        actor_id=actor_id,
        action=action,
        target=target,
        before=dumps(before) if before is not None else None,
        after=dumps(after) if after is not None else None,
        undoes=undoes,
        previous_hash=previous,
        hash=seal(previous, _sealed_part(record)),
    )
    return int(seq)


async def record(connection: AsyncConnection, shop_id: ShopId, seq: int) -> Record | None:
    """Return one record with the number of the record that undid it."""
    statement = text(
        """
        SELECT a.seq, a.at, a.actor_id, a.action, a.target, a.before, a.after, u.seq AS undone_by
        FROM audit_log a LEFT JOIN audit_log u ON u.shop_id = a.shop_id AND u.undoes = a.seq
        WHERE a.shop_id = :shop_id AND a.seq = :seq
        """
    )
    return await row(connection, statement, shop_id=shop_id, seq=seq)


async def chain(connection: AsyncConnection, shop_id: ShopId) -> list[Record]:
    """Return the whole chain, oldest first."""
    return list(
        await rows(
            connection,
            text("SELECT * FROM audit_log WHERE shop_id = :shop_id ORDER BY seq"),
            shop_id=shop_id,
        )
    )


def broken_at(records: list[Record]) -> int | None:
    """Return the number of the first record whose seal does not fit, or None for an unbroken chain."""
    previous = GENESIS
    for number, entry in enumerate(records, start=1):
        fits = (
            entry["seq"] == number
            and entry["previous_hash"] == previous
            and entry["hash"] == seal(previous, _sealed_part(entry))
        )
        if not fits:
            return int(entry["seq"])
        previous = entry["hash"]
    return None


async def page(connection: AsyncConnection, shop_id: ShopId, *, before: int, keywords: str, limit: int) -> list[Record]:
    """Return records older than number `before` (0: the newest), whose action, target or author has the words."""
    statement = text(
        """
        SELECT a.seq, a.at, p.first_name AS who, a.action, a.target, a.before, a.after, u.seq AS undone_by
        FROM audit_log a
        LEFT JOIN people p ON p.id = a.actor_id
        LEFT JOIN audit_log u ON u.shop_id = a.shop_id AND u.undoes = a.seq
        WHERE a.shop_id = :shop_id AND (:before = 0 OR a.seq < :before)
          AND (CAST(:keywords AS text) = ''
               OR strpos(lower(concat_ws(' ', a.action, a.target, p.first_name)), :keywords) > 0)
        ORDER BY a.seq DESC LIMIT :limit
        """
    )
    return list(await rows(connection, statement, shop_id=shop_id, before=before, keywords=keywords, limit=limit))
