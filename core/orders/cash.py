"""Cash on delivery: collected in full, short, or refused at the door; then counted when the courier hands it over.

`cash_due → collected → reconciled | short | refused` (domain.md). What a courier hands over short stays the
courier's debt in the books; what a buyer paid short stays the buyer's, until somebody lets it go.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from core.auth.actor import Actor
from core.auth.roles import Permission
from core.kit.clock import Clock
from core.kit.errors import BadInput, KeyReused, NotFound
from core.kit.uow import Transaction, UnitOfWork
from core.orders import ledger
from core.orders.moving import Cause, lock_order, write_down
from core.orders.own_order import need_others_order
from core.orders.state import By
from core.shops.audit import record
from db.repositories import cash, money
from db.types.enums import CashState, ChargeVerdict, OrderStatus
from db.types.ids import ChargeId, OrderId, PersonId, new_id

CASH_WAY = "cash"


async def expect(tx: Transaction, order: Mapping[str, Any]) -> None:
    """An order on delivery was accepted: what it still costs is to be collected."""
    due = await money.balance(tx.connection, tx.shop_id, order["id"])
    if due > 0:
        await cash.expect_cash(tx.connection, tx.shop_id, order["id"], due=due, currency=order["currency"])


async def collect(
    tx: Transaction, order: Mapping[str, Any], courier_id: PersonId, collected: int | None, reason: str | None
) -> None:
    """The goods were handed over for this much (None: all that was due): charge, books and the courier's purse.

    Raises:
        BadInput: more than was due, or less than nothing.
    """
    due = max(await money.balance(tx.connection, tx.shop_id, order["id"]), 0)
    got = due if collected is None else collected
    if not 0 <= got <= due:
        raise BadInput(example="0")
    await cash.expect_cash(tx.connection, tx.shop_id, order["id"], due=due, currency=order["currency"])
    await cash.set_collection(
        tx.connection,
        tx.shop_id,
        order["id"],
        state=CashState.COLLECTED if got == due else CashState.SHORT,
        collected=got,
        due=due,
        courier_id=courier_id,
        reason=reason,
    )
    if not got:
        return
    charge_id = ChargeId(new_id())
    await money.record_charge(
        tx.connection,
        tx.shop_id,
        charge_id=charge_id,
        order_id=order["id"],
        intent_id=None,
        provider=CASH_WAY,
        external_id=f"cash:{order['id']}",
        provider_reference="",
        amount=got,
        currency=order["currency"],
        payer_telegram_id=None,
        verdict=ChargeVerdict.APPLIED,
        reason=None,
        evidence={"courier": courier_id},
    )
    entry = ledger.cash_collected(charge_id, got, order["currency"])
    await money.write_entry(tx.connection, tx.shop_id, entry, entry_id=new_id(), order_id=order["id"])


async def refuse(tx: Transaction, order: Mapping[str, Any], reason: str | None) -> None:
    """The buyer did not take the parcel: nothing is due any more, and it counts against the buyer."""
    found = await cash.collection(tx.connection, tx.shop_id, order["id"])
    if found is not None and found["state"] == CashState.DUE:
        await cash.set_collection(tx.connection, tx.shop_id, order["id"], state=CashState.REFUSED, reason=reason)
        await cash.count_refusal(tx.connection, tx.shop_id, order["person_id"])


@dataclass(frozen=True, slots=True)
class Purse:
    """What a courier holds, in minor units."""

    courier_id: PersonId
    courier_name: str
    currency: str
    orders: int
    amount: int
    since: datetime


@dataclass(frozen=True, slots=True)
class Short:
    """An order that was delivered for less; sums in minor units."""

    order_id: OrderId
    number: int
    due: int
    collected: int
    currency: str
    courier_name: str


@dataclass(frozen=True, slots=True)
class Counted:
    """A handover: what was expected and what was counted, in minor units."""

    expected: int
    counted: int
    currency: str
    repeated: bool = False


class CountCash:
    """The manager counts what couriers bring."""

    def __init__(self, uow: UnitOfWork, clock: Clock) -> None:
        self._uow = uow
        self._clock = clock

    async def purses(self, actor: Actor) -> tuple[list[Purse], list[Short]]:
        """Return what couriers hold, and what buyers still owe. Raises: Forbidden."""
        actor.need(Permission.COUNT_CASH)
        async with self._uow(actor.shop_id) as tx:
            held = await cash.in_hands(tx.connection, tx.shop_id)
            short = await cash.still_short(tx.connection, tx.shop_id)
        return (
            [Purse(**row) for row in held],
            [
                Short(
                    OrderId(row["order_id"]),
                    row["number"],
                    row["due"],
                    row["collected"],
                    row["currency"],
                    row["courier_name"] or "",
                )
                for row in short
            ],
        )

    async def hand_over(
        self, actor: Actor, courier_id: PersonId, currency: str, counted: int | None, key: str
    ) -> Counted:
        """Take a courier's cash: `counted` None takes what the books say. A repeated tap finds the first count.

        Raises:
            Forbidden, NotFound: the courier holds nothing; BadInput: less than nothing.
        """
        actor.need(Permission.COUNT_CASH)
        if counted is not None and counted < 0:
            raise BadInput(example="0")
        async with self._uow(actor.shop_id) as tx:
            held = await cash.lock_hands(tx.connection, tx.shop_id, courier_id, currency)
            # Asked under the lock: a twin of this tap may have got through while we waited for it.
            known = await cash.handover_by_key(tx.connection, tx.shop_id, key)
            if known is not None and known["courier_id"] != courier_id:
                raise KeyReused
            if known is not None:
                return Counted(known["expected"], known["counted"], known["currency"], repeated=True)
            expected = sum(row["collected"] for row in held)
            if not expected:
                raise NotFound
            got = expected if counted is None else counted
            handover_id = new_id()
            await cash.hand_over(
                tx.connection,
                tx.shop_id,
                handover_id=handover_id,
                courier_id=courier_id,
                expected=expected,
                counted=got,
                currency=currency,
                counted_by=actor.person_id,
                key=key,
                order_ids=[row["order_id"] for row in held],
            )
            if got:
                entry = ledger.cash_handed_over(handover_id, got, currency)
                await money.write_entry(tx.connection, tx.shop_id, entry, entry_id=new_id())
            await record(
                tx,
                self._clock,
                actor,
                "cash.counted",
                str(courier_id),
                after={"expected": expected, "counted": got, "currency": currency},
            )
        return Counted(expected, got, currency)

    async def forgive(self, actor: Actor, order_id: OrderId) -> bool:
        """Let go what a buyer paid short; False when nothing is owed. Raises: Forbidden, NotFound, OwnOrder."""
        actor.need(Permission.APPROVE_REFUNDS)
        async with self._uow(actor.shop_id) as tx:
            order = await lock_order(tx, order_id)
            need_others_order(actor, order)
            found = await cash.collection(tx.connection, tx.shop_id, order_id)
            owed = await money.balance(tx.connection, tx.shop_id, order_id)
            if found is None or owed <= 0 or order["status"] != OrderStatus.DELIVERED:
                return False
            await cash.set_collection(
                tx.connection,
                tx.shop_id,
                order_id,
                state=CashState.COLLECTED if found["state"] == CashState.SHORT else found["state"],
                due=found["collected"],
            )
            entry = ledger.forgiven(order_id, owed, order["currency"])
            await money.write_entry(tx.connection, tx.shop_id, entry, entry_id=new_id(), order_id=order_id)
            cause = Cause(By.STAFF, actor.person_id)
            await write_down(tx, order, "short_forgiven", cause, OrderStatus(order["status"]))
            await record(tx, self._clock, actor, "cash.forgiven", str(order["number"]), after={"amount": owed})
        return True
