"""A person's own data in a shop: all of it to take along, and forgotten as far as the law lets.

What stays: orders, payments and their books without name, phone, address and words (accounting records are kept for
five years: 402-ФЗ, article 29), points and gift cards, which are money owed to the person.
"""

import orjson

from core.auth.actor import Actor
from core.kit.clock import Clock
from core.kit.errors import AppError
from core.kit.uow import UnitOfWork
from core.shops.audit import record
from db.repositories import personal


class StillUnderWay(AppError):
    """Orders, returns or subscriptions are not over: their contact is needed. Parameter: `count`."""

    code = "error-still-under-way"
    status = 409


class MyData:
    """Hand over and forget."""

    def __init__(self, uow: UnitOfWork, clock: Clock) -> None:
        self._uow = uow
        self._clock = clock

    async def export(self, actor: Actor) -> bytes:
        """Return everything the shop keeps about the actor, as JSON that people can read too."""
        async with self._uow(actor.shop_id) as tx:
            known = await personal.person(tx.connection, tx.shop_id, actor.person_id)
            kept = await personal.everything(tx.connection, tx.shop_id, actor.person_id)
        written = {"person": known, "exported_at": self._clock.now(), **kept}
        return orjson.dumps(written, option=orjson.OPT_INDENT_2 | orjson.OPT_NON_STR_KEYS)

    async def forget(self, actor: Actor) -> None:
        """Forget the actor. Raises: StillUnderWay: something is not over yet; nothing is forgotten."""
        async with self._uow(actor.shop_id) as tx:
            number = await personal.under_way(tx.connection, tx.shop_id, actor.person_id)
            if number:
                raise StillUnderWay(count=number)
            touched = await personal.forget(tx.connection, tx.shop_id, actor.person_id)
            await record(tx, self._clock, actor, "person.forgotten", str(actor.person_id), after={"rows": touched})
        async with self._uow.platform() as connection:
            await personal.forget_updates(connection, actor.shop_id, actor.person_id)
            await personal.forget_name(connection, actor.shop_id, actor.person_id)
