"""A person's own data in a shop: all of it to take along, and forgotten as far as the law lets.

What stays: orders, payments and their books without name, phone, address and words (accounting records are kept for
five years: 402-ФЗ, article 29), points and gift cards, which are money owed to the person.
"""

import orjson

from core.auth.actor import Actor
from core.kit.clock import Clock
from core.kit.errors import AppError
from core.kit.uow import Transaction, UnitOfWork
from core.shops.audit import record
from db.repositories import personal, sign_in


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
            signed_in = await sign_in.of_person(tx.connection, tx.shop_id, actor.person_id)
        told = {name: [dict(one) for one in found] for name, found in signed_in.items()}
        written = {"person": known, "exported_at": self._clock.now(), **kept, **told}
        return orjson.dumps(written, option=orjson.OPT_INDENT_2 | orjson.OPT_NON_STR_KEYS)

    async def forget(self, actor: Actor) -> None:
        """Forget the actor, and end their sessions behind the shop's bot.

        Raises: StillUnderWay: something is not over yet; nothing is forgotten.
        """
        async with self._uow(actor.shop_id) as tx:
            await self._nothing_under_way(tx, actor)
            touched = await personal.forget(tx.connection, tx.shop_id, actor.person_id)
            # Asked again: an order placed meanwhile has lost its contact just now.
            await self._nothing_under_way(tx, actor)
            await record(tx, self._clock, actor, "person.forgotten", str(actor.person_id), after={"rows": touched})
        async with self._uow.platform() as connection:
            await personal.forget_updates(connection, actor.shop_id, actor.person_id)
            await personal.forget_name(connection, actor.shop_id, actor.person_id)
            await sign_in.forget_person(connection, actor.shop_id, actor.person_id, self._clock.now())

    @staticmethod
    async def _nothing_under_way(tx: Transaction, actor: Actor) -> None:
        number = await personal.under_way(tx.connection, tx.shop_id, actor.person_id)
        if number:
            raise StillUnderWay(count=number)
