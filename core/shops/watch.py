"""Watching a shop: who changed what, and what keeps it from selling."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from core.auth.actor import Actor
from core.auth.roles import Permission
from core.kit.clock import Clock
from core.kit.uow import UnitOfWork
from core.shops.audit import AuditChain
from core.shops.shop import Shop
from db.repositories import audit, health

PAGE = 8
# What `UndoChange` takes back.
UNDOABLE = frozenset(
    {
        "stock.changed",
        "price.changed",
        "variant.visibility",
        "product.edited",
        "stock.carried",
        "variant.edited",
        "stock.low_at",
        "zone.changed",
    }
)
_ANSWER_WITHIN = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One change: who made it, what it was about, and the values before and after."""

    seq: int
    at: datetime
    who: str | None
    action: str
    target: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None
    undoable: bool


@dataclass(frozen=True, slots=True)
class AuditPage:
    """Changes, the newest first; `older` is where the next page begins (0: there is none)."""

    entries: tuple[AuditEntry, ...]
    older: int
    intact: bool


class ViewAudit:
    """Read the audit chain."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._uow = uow
        self._chain = AuditChain(uow)

    async def __call__(self, actor: Actor, *, before: int = 0, words: str = "") -> AuditPage:
        """Return changes older than number `before`, with these words in action, target or name. Raises: Forbidden."""
        actor.need(Permission.SEE_AUDIT)
        async with self._uow(actor.shop_id) as tx:
            found = await audit.page(
                tx.connection, tx.shop_id, before=before, keywords=words.strip().casefold(), limit=PAGE + 1
            )
        broken = await self._chain.broken_at(actor.shop_id)
        entries = tuple(
            AuditEntry(
                row["seq"],
                row["at"],
                row["who"],
                row["action"],
                row["target"],
                row["before"],
                row["after"],
                undoable=row["action"] in UNDOABLE and row["undone_by"] is None,
            )
            for row in found[:PAGE]
        )
        return AuditPage(entries, entries[-1].seq if len(found) > PAGE else 0, intact=broken is None)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at. `code` names it, `good` says whether it is as it should be."""

    code: str
    good: bool
    count: int = 0
    said: str = ""


class CheckShop:
    """Look at what a shop needs to sell, in its own rows."""

    def __init__(self, uow: UnitOfWork, clock: Clock) -> None:
        self._uow = uow
        self._clock = clock
        self._chain = AuditChain(uow)

    async def __call__(self, actor: Actor, shop: Shop) -> list[Finding]:
        """Return what was looked at, good and bad. Raises: Forbidden."""
        actor.need(Permission.CHANGE_SHOP)
        now = self._clock.now()
        async with self._uow(actor.shop_id) as tx:
            row = await health.shop_health(tx.connection, tx.shop_id, since=now - _ANSWER_WITHIN)
        broken = await self._chain.broken_at(actor.shop_id)
        return [
            Finding("goods", row["on_sale"] > 0, row["on_sale"]),
            Finding("pictures", row["no_picture"] == 0, row["no_picture"]),
            Finding("delivery", row["deliveries"] > 0, row["deliveries"]),
            Finding("zones", row["nowhere"] == 0, row["nowhere"]),
            Finding("terms", bool(any(shop.terms.values()))),
            Finding("contact", bool(any(shop.support.values()))),
            Finding("answers", row["waiting"] == 0, row["waiting"]),
            Finding("refunds", row["refunds"] == 0, row["refunds"]),
            Finding("messages", row["unsent"] == 0, row["unsent"]),
            Finding("audit", broken is None),
        ]
