"""What a shop may set for itself about money and risk, audited."""

from typing import Any

from core.auth.actor import Actor
from core.auth.roles import Permission
from core.kit.clock import Clock
from core.kit.errors import NotFound
from core.kit.uow import Transaction, UnitOfWork
from core.shops.audit import record
from core.shops.shop import RiskRules, Shop
from db.repositories import shops


class ChangeRules:
    """Changes a shop's rules; the next read of the shop has them."""

    def __init__(self, uow: UnitOfWork, clock: Clock) -> None:
        self._uow = uow
        self._clock = clock

    async def risk(
        self,
        actor: Actor,
        *,
        enabled: bool | None = None,
        review_from: int | None = None,
        no_cash_from: int | None = None,
    ) -> RiskRules:
        """Set from which score orders wait for review and cash is not offered. Raises: Forbidden, NotFound."""
        actor.need(Permission.CHANGE_MONEY_RULES)
        wanted = {"enabled": enabled, "review_from": review_from, "no_cash_from": no_cash_from}
        changed = {name: value for name, value in wanted.items() if value is not None}
        async with self._uow(actor.shop_id) as tx:
            row = await shops.shop(tx.connection, tx.shop_id)
            if row is None:
                raise NotFound
            before = Shop.from_row(row).rules.risk
            after = RiskRules.model_validate({**before.model_dump(), **changed})
            await self._write(actor, tx, "risk", before.model_dump(), after.model_dump())
        return after

    async def refund_limit(self, actor: Actor, limit: int | None) -> None:
        """Set above which sum (minor units) a refund needs a second person; None: never.

        Raises:
            Forbidden, NotFound.
        """
        actor.need(Permission.CHANGE_MONEY_RULES)
        async with self._uow(actor.shop_id) as tx:
            row = await shops.shop(tx.connection, tx.shop_id)
            if row is None:
                raise NotFound
            before = Shop.from_row(row).rules.refund_alone_limit
            await self._write(actor, tx, "refund_alone_limit", before, limit)

    async def _write(self, actor: Actor, tx: Transaction, name: str, before: Any, after: Any) -> None:
        await shops.set_rule(tx.connection, tx.shop_id, name, after)
        await record(tx, self._clock, actor, f"rule.{name}", name, before={"value": before}, after={"value": after})
