"""Who brings an order: assigned from its card; a courier sees own deliveries and nothing else."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from core.auth.actor import Actor
from core.auth.roles import Permission, allows
from core.kit.errors import Forbidden, NotFound
from core.kit.uow import Transaction, UnitOfWork
from core.orders.errors import WrongState
from core.orders.events import CourierAssigned
from core.orders.moving import Cause, lock_order, write_down
from core.orders.state import By
from core.orders.view_orders import OrderView, view_of
from core.shops.pictures import Picture, keep
from db.repositories import identity, orders, work
from db.types.enums import DeliveryKind, OrderStatus, Role, ShipmentStatus
from db.types.ids import MediaId, OrderId, PersonId, ShopId

_TO_BRING = (OrderStatus.CONFIRMED, OrderStatus.FULFILLING)
_BROUGHT = (OrderStatus.FULFILLING, OrderStatus.DELIVERED, OrderStatus.COMPLETED)


@dataclass(frozen=True, slots=True)
class Courier:
    """Somebody of the team who can bring orders. `chosen`: brings this one."""

    person_id: PersonId
    name: str
    role: Role
    chosen: bool


@dataclass(frozen=True, slots=True)
class Delivery:
    """An order on its way, in a courier's list; the sum to collect in minor units."""

    id: OrderId
    number: int
    address: str
    customer_name: str
    shipment: ShipmentStatus


@dataclass(frozen=True, slots=True)
class Assigned:
    """An order and who brings it."""

    order: OrderView
    courier_id: PersonId
    telegram_id: int
    language: str | None
    telegram_language: str | None


async def need_to_bring(tx: Transaction, actor: Actor, order_id: OrderId) -> None:
    """Pass for who may ship any order, and for the courier of this one. Raises: Forbidden."""
    if actor.may(Permission.SHIP_ORDERS):
        return
    actor.need(Permission.DELIVER_OWN)
    found = await work.courier_of(tx.connection, tx.shop_id, order_id)
    if found is None or found["courier_id"] != actor.person_id:
        raise Forbidden


class Couriers:
    """Assigning, and the courier's own view."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._uow = uow

    async def of_team(self, actor: Actor, order_id: OrderId) -> list[Courier]:
        """Return who of the team may bring an order, couriers first. Raises: Forbidden, NotFound."""
        actor.need(Permission.SHIP_ORDERS)
        async with self._uow(actor.shop_id) as tx:
            if await orders.order(tx.connection, tx.shop_id, order_id) is None:
                raise NotFound
            chosen = await work.courier_of(tx.connection, tx.shop_id, order_id)
            team = await identity.staff_of(tx.connection, tx.shop_id)
        found = [
            Courier(row["person_id"], row["first_name"], Role(row["role"]),
                    chosen is not None and chosen["courier_id"] == row["person_id"])
            for row in team
            if allows(Role(row["role"]), Permission.DELIVER_OWN)
        ]  # fmt: skip
        return sorted(found, key=lambda one: one.role is not Role.COURIER)

    async def assign(self, actor: Actor, order_id: OrderId, courier_id: PersonId | None) -> bool:
        """Give an order to somebody of the team, or (None) take it from them; False when it was so already.

        Raises:
            Forbidden, NotFound: no such order, or nobody of the team. WrongState: nothing to bring (any more).
        """
        actor.need(Permission.SHIP_ORDERS)
        async with self._uow(actor.shop_id) as tx:
            order = await lock_order(tx, order_id)
            carried = order["delivery_kind"] == DeliveryKind.COURIER
            if order["status"] not in _TO_BRING or not carried:
                raise WrongState(number=order["number"], status=order["status"])
            status = OrderStatus(order["status"])
            if courier_id is None:
                if not await work.unassign(tx.connection, tx.shop_id, order_id):
                    return False
                await write_down(tx, order, "courier_unassigned", Cause(By.STAFF, actor.person_id), status)
                return True
            role = await identity.role_of(tx.connection, tx.shop_id, courier_id)
            if role is None or not allows(Role(role), Permission.DELIVER_OWN):
                raise NotFound
            if not await work.assign(
                tx.connection, tx.shop_id, order_id, courier_id=courier_id, assigned_by=actor.person_id
            ):
                return False
            await write_down(tx, order, "courier_assigned", Cause(By.STAFF, actor.person_id), status)
            tx.tell(CourierAssigned(tx.shop_id, order_id=order_id, courier_id=courier_id))
            return True

    async def assigned(self, shop_id: ShopId, order_id: OrderId) -> Assigned | None:
        """Return an order with its courier, for the house itself."""
        async with self._uow(shop_id) as tx:
            courier = await work.courier_of(tx.connection, shop_id, order_id)
            found = await orders.order(tx.connection, shop_id, order_id)
            if courier is None or found is None:
                return None
            return Assigned(
                await view_of(tx, found),
                courier["courier_id"],
                courier["telegram_id"],
                courier["language"],
                courier["telegram_language"],
            )

    async def mine(self, actor: Actor) -> Sequence[Delivery]:
        """Return what the actor has to bring, who waits the longest first. Raises: Forbidden."""
        actor.need(Permission.DELIVER_OWN)
        async with self._uow(actor.shop_id) as tx:
            found = await work.deliveries_of(tx.connection, tx.shop_id, actor.person_id)
        return [_delivery(row) for row in found]

    async def one(self, actor: Actor, order_id: OrderId) -> OrderView:
        """Return an order that the actor brings. A stranger's and one that does not exist look the same.

        Raises:
            Forbidden, NotFound.
        """
        actor.need(Permission.DELIVER_OWN)
        async with self._uow(actor.shop_id) as tx:
            courier = await work.courier_of(tx.connection, tx.shop_id, order_id)
            if courier is None or courier["courier_id"] != actor.person_id:
                raise NotFound
            found = await orders.order(tx.connection, tx.shop_id, order_id)
            if found is None:
                raise NotFound
            return await view_of(tx, found)

    async def add_photo(self, actor: Actor, order_id: OrderId, picture: Picture) -> bool:
        """Keep a picture of the delivery; False when it is kept already. Raises: Forbidden, NotFound, WrongState."""
        async with self._uow(actor.shop_id) as tx:
            order = await lock_order(tx, order_id)
            await need_to_bring(tx, actor, order_id)
            if order["status"] not in _BROUGHT:
                raise WrongState(number=order["number"], status=order["status"])
            media_id = await keep(tx, picture)
            if not await work.add_photo(
                tx.connection, tx.shop_id, order_id, media_id=media_id, taken_by=actor.person_id
            ):
                return False
            status = OrderStatus(order["status"])
            await write_down(tx, order, "delivery_photo", Cause(By.STAFF, actor.person_id), status)
            return True

    async def photos(self, actor: Actor, order_id: OrderId) -> Sequence[MediaId]:
        """Return the pictures of a delivery. Raises: Forbidden, NotFound."""
        actor.need(Permission.SEE_ORDERS)
        async with self._uow(actor.shop_id) as tx:
            if await orders.order(tx.connection, tx.shop_id, order_id) is None:
                raise NotFound
            found = await work.photos_of(tx.connection, tx.shop_id, order_id)
        return [MediaId(row["media_id"]) for row in found]


def _delivery(row: Mapping[str, Any]) -> Delivery:
    return Delivery(
        row["id"], row["number"], row["address"] or "", row["customer_name"], ShipmentStatus(row["shipment"])
    )
