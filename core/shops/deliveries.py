"""How a shop delivers: pickup points and couriers with prices, set by the owner or a manager."""

from dataclasses import dataclass
from typing import Any

from core.auth.actor import Actor
from core.auth.roles import Permission
from core.kit.clock import Clock
from core.kit.errors import BadInput, NotFound
from core.kit.uow import UnitOfWork
from core.shops.audit import record
from db.repositories import assortment, catalogue
from db.types.enums import DeliveryKind
from db.types.ids import new_id

TITLE_LIMIT, DETAILS_LIMIT = 60, 300
_MOST_OPTIONS = 40


@dataclass(frozen=True, slots=True)
class DeliveryView:
    """A way of delivery as staff see it; sums in minor units of the shop's currency."""

    id: int
    kind: DeliveryKind
    title: dict[str, str]
    details: dict[str, str]
    price: int
    free_from: int | None
    cash_allowed: bool
    active: bool
    computed: bool = False
    # Its price follows the zones, of which it has so many.
    zoned: bool = False
    zones: int = 0


class Deliveries:
    """Read and change the ways of delivery; orders placed before keep what was agreed."""

    def __init__(self, uow: UnitOfWork, clock: Clock) -> None:
        self._uow = uow
        self._clock = clock

    async def all(self, actor: Actor) -> list[DeliveryView]:
        """Return every way, also those switched off. Raises: Forbidden."""
        actor.need(Permission.CHANGE_SHOP)
        async with self._uow(actor.shop_id) as tx:
            found = await catalogue.every_delivery_option(tx.connection, tx.shop_id)
        return [_view(row) for row in found]

    async def one(self, actor: Actor, option_id: int) -> DeliveryView:
        """Return one way. Raises: Forbidden, NotFound."""
        found = next((one for one in await self.all(actor) if one.id == option_id), None)
        if found is None:
            raise NotFound
        return found

    async def add(self, actor: Actor, kind: DeliveryKind, title: str) -> DeliveryView:
        """Add a way, free at first. Raises: Forbidden, BadInput."""
        actor.need(Permission.CHANGE_SHOP)
        name = " ".join(title.split())
        if not 2 <= len(name) <= TITLE_LIMIT or kind is DeliveryKind.DIGITAL:
            raise BadInput(example="…")
        async with self._uow(actor.shop_id) as tx:
            present = await catalogue.every_delivery_option(tx.connection, tx.shop_id)
            if len(present) >= _MOST_OPTIONS:
                raise BadInput(example="/delivery")
            option_id = new_id()
            await assortment.create_delivery_option(
                tx.connection,
                tx.shop_id,
                delivery_option_id=option_id,
                kind=kind,
                title={"ru": name, "en": name},
                details={},
                price=0,
                position=max((row["position"] for row in present), default=0) + 1,
            )
            await record(tx, self._clock, actor, "delivery.added", name)
        return await self.one(actor, option_id)

    async def change(self, actor: Actor, option_id: int, **changed: Any) -> DeliveryView:
        """Change a field: `title` and `details` for one language ({lang: text}), the others as they are named.

        Raises:
            Forbidden, NotFound, BadInput: too long, or a negative sum.
        """
        actor.need(Permission.CHANGE_SHOP)
        before = await self.one(actor, option_id)
        after = {
            "title": {**before.title, **changed.get("title", {})},
            "details": {**before.details, **changed.get("details", {})},
            **{
                name: changed.get(name, getattr(before, name))
                for name in ("price", "free_from", "cash_allowed", "active", "computed", "zoned")
            },
        }
        # Only couriers go to zones, and either the seller names the price or the zone does.
        if after["zoned"] and before.kind is not DeliveryKind.COURIER:
            raise BadInput(example="/delivery")
        if changed.get("computed"):
            after["zoned"] = False
        elif changed.get("zoned"):
            after["computed"] = False
        sums = (after["price"], after["free_from"] or 0)
        if min(sums) < 0 or max(len(text) for text in after["title"].values()) > TITLE_LIMIT:
            raise BadInput(example="300")
        if max((len(text) for text in after["details"].values()), default=0) > DETAILS_LIMIT:
            raise BadInput(example="…")
        async with self._uow(actor.shop_id) as tx:
            await assortment.set_delivery_option(tx.connection, tx.shop_id, option_id, **after)
            told = {name: value for name, value in changed.items() if name not in ("title", "details")}
            await record(tx, self._clock, actor, "delivery.changed", str(option_id), after=told or None)
        return await self.one(actor, option_id)


def _view(row: Any) -> DeliveryView:
    return DeliveryView(
        id=row["id"],
        kind=DeliveryKind(row["kind"]),
        title=row["title"],
        details=row["details"],
        price=row["price"],
        free_from=row["free_from"],
        cash_allowed=row["cash_allowed"],
        active=row["active"],
        computed=row["computed"],
        zoned=row["zoned"],
        zones=row["zones"],
    )
