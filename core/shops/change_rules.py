"""What a shop may set for itself about money and risk, audited."""

from typing import Any

from pydantic import ValidationError

from core.auth.actor import Actor
from core.auth.roles import Permission
from core.kit.clock import Clock
from core.kit.errors import BadInput, NotFound
from core.kit.uow import UnitOfWork
from core.shops.audit import record
from core.shops.shop import RiskRules, Shop, ShopRules
from db.repositories import shops

_EXAMPLES = {"taxes": "/rules tax included 20", "points": "/rules points 5 30", "ways": "/payments"}
# What nobody changes by hand.
_OWN = frozenset({"demo", "texts_version", "hours", "design"})


class ChangeRules:
    """Changes a shop's rules; the next read of the shop has them."""

    def __init__(self, uow: UnitOfWork, clock: Clock) -> None:
        self._uow = uow
        self._clock = clock

    async def set(self, actor: Actor, **changed: Any) -> ShopRules:
        """Set rules by their names in `ShopRules`; a nested rule (`risk`, `ways` …) is merged into what it was.

        Raises:
            Forbidden, NotFound. BadInput: no such rule, or not a value of it; nothing is changed.
        """
        actor.need(Permission.CHANGE_MONEY_RULES)
        async with self._uow(actor.shop_id) as tx:
            row = await shops.shop(tx.connection, tx.shop_id, lock=True)
            if row is None:
                raise NotFound
            before = Shop.from_row(row).rules.model_dump(mode="json")
            merged = {name: _merged(before.get(name), value) for name, value in changed.items()}
            try:
                after = ShopRules.model_validate({**before, **merged})
            except ValidationError as error:
                raise BadInput(example=_EXAMPLES.get(next(iter(changed)), "/rules")) from error
            if not changed.keys() <= ShopRules.model_fields.keys() - _OWN:
                raise BadInput(example="/rules")
            written = after.model_dump(mode="json")
            for name in changed:
                await shops.set_rule(tx.connection, tx.shop_id, name, written[name])
                if written[name] != before[name]:
                    await record(
                        tx,
                        self._clock,
                        actor,
                        f"rule.{name}",
                        name,
                        before={"value": before[name]},
                        after={"value": written[name]},
                    )
            return after

    async def risk(self, actor: Actor, **changed: Any) -> RiskRules:
        """Set from which score orders wait for review and cash is not offered. Raises: as `set`."""
        return (await self.set(actor, risk=changed)).risk

    async def way(self, actor: Actor, code: str, **changed: Any) -> ShopRules:
        """Set where a way to pay is offered. Raises: as `set`."""
        return await self.set(actor, ways={code: changed})


def _merged(before: Any, change: Any) -> Any:
    """Return a nested rule with the change in it; anything else is simply replaced."""
    if not isinstance(before, dict) or not isinstance(change, dict):
        return change
    return {**before, **{name: _merged(before.get(name), value) for name, value in change.items()}}
