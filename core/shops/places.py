"""Several places where stock lies: sales take from the default one, pieces are carried from one to another."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from core.auth.actor import Actor
from core.auth.roles import Permission
from core.kit.clock import Clock
from core.kit.errors import BadInput, NotFound
from core.kit.uow import Transaction, UnitOfWork
from core.shops.audit import record
from core.shops.errors import PlaceInUse, TooManyPlaces, UnknownPlace, UnknownSku
from db.repositories import assortment, places, stock
from db.types.ids import new_id

NAME_LIMIT, MOST = 30, 20


@dataclass(frozen=True, slots=True)
class Place:
    """A place with what lies there."""

    id: int
    name: str
    is_default: bool
    pieces: int
    items: int


@dataclass(frozen=True, slots=True)
class Carried:
    """Pieces that were carried, and the number of the change (None: carried before)."""

    sku: str
    title: dict[str, str]
    quantity: int
    from_place: str
    to_place: str
    audit_seq: int | None


class Places:
    """The shop's places, and carrying between them."""

    def __init__(self, uow: UnitOfWork, clock: Clock) -> None:
        self._uow = uow
        self._clock = clock

    async def all(self, actor: Actor) -> list[Place]:
        """Return the places, the default one first. Raises: Forbidden."""
        actor.need(Permission.SEE_STOCK)
        async with self._uow(actor.shop_id) as tx:
            return [_place(row) for row in await places.places(tx.connection, tx.shop_id)]

    async def add(self, actor: Actor, typed: str) -> list[Place]:
        """Add a place; the first one holds all that is on hand.

        Raises:
            Forbidden, PlaceTaken. BadInput: no name. TooManyPlaces.
        """
        actor.need(Permission.CHANGE_STOCK)
        name = " ".join(typed.split())[:NAME_LIMIT]
        if not any(letter.isalnum() for letter in name):
            raise BadInput(example="Склад" if actor.language == "ru" else "Warehouse")
        async with self._uow(actor.shop_id) as tx:
            if len(await places.places(tx.connection, tx.shop_id)) >= MOST:
                raise TooManyPlaces(limit=MOST)
            await places.create_place(tx.connection, tx.shop_id, new_id(), name)
            await record(tx, self._clock, actor, "place.added", name)
            return [_place(row) for row in await places.places(tx.connection, tx.shop_id)]

    async def make_default(self, actor: Actor, place_id: int) -> list[Place]:
        """Take sales from this place. Raises: Forbidden, NotFound."""
        actor.need(Permission.CHANGE_STOCK)
        async with self._uow(actor.shop_id) as tx:
            name = _named(await places.places(tx.connection, tx.shop_id), place_id)["name"]
            await places.make_default(tx.connection, tx.shop_id, place_id)
            await record(tx, self._clock, actor, "place.default", name)
            return [_place(row) for row in await places.places(tx.connection, tx.shop_id)]

    async def remove(self, actor: Actor, place_id: int) -> list[Place]:
        """Remove an empty place. Raises: Forbidden, NotFound. PlaceInUse: something lies there, or sales need it."""
        actor.need(Permission.CHANGE_STOCK)
        async with self._uow(actor.shop_id) as tx:
            name = _named(await places.places(tx.connection, tx.shop_id), place_id)["name"]
            if not await places.remove_place(tx.connection, tx.shop_id, place_id):
                raise PlaceInUse(name=name)
            await record(tx, self._clock, actor, "place.removed", name)
            return [_place(row) for row in await places.places(tx.connection, tx.shop_id)]

    async def carry(self, actor: Actor, sku: str, quantity: int, between: str, key: str) -> Carried:
        """Carry pieces from one place to another; `between` names both, `key` the command.

        Raises:
            Forbidden, UnknownSku. UnknownPlace: the words name no two places. NotThere: so many do not lie there.
            BadInput: no quantity.
        """
        actor.need(Permission.CHANGE_STOCK)
        if quantity < 1:
            raise BadInput(example="/move TEE-BLK-M 5 A B")
        async with self._uow(actor.shop_id) as tx:
            known = await places.places(tx.connection, tx.shop_id)
            pair = two_places(between, [row["name"] for row in known])
            if pair is None:
                raise UnknownPlace(places=", ".join(row["name"] for row in known) or "—")
            source, target = known[pair[0]], known[pair[1]]
            await stock.lock_by_sku(tx.connection, tx.shop_id, [sku])
            variant = await assortment.variant_by_sku(tx.connection, tx.shop_id, sku)
            if variant is None:
                raise UnknownSku(sku=sku)
            seq = None
            if await _carry(tx, actor, variant["stock_item_id"], source["id"], target["id"], quantity, key):
                after = {"sku": sku, "quantity": quantity, "from": source["id"], "to": target["id"]}
                seq = await record(tx, self._clock, actor, "stock.carried", sku, after=after)
            return Carried(sku, variant["title"], quantity, source["name"], target["name"], seq)


async def _carry(
    tx: Transaction, actor: Actor, stock_item_id: Any, source: int, target: int, quantity: int, key: str
) -> bool:
    done = await places.transfer(
        tx.connection,
        tx.shop_id,
        transfer_id=new_id(),
        stock_item_id=stock_item_id,
        from_place_id=source,
        to_place_id=target,
        quantity=quantity,
        key=key,
        actor_id=actor.person_id,
    )
    return done is not None


def _place(row: Mapping[str, Any]) -> Place:
    return Place(row["id"], row["name"], row["is_default"], row["pieces"], row["items"])


def _named(known: Sequence[Mapping[str, Any]], place_id: int) -> Mapping[str, Any]:
    found = next((row for row in known if row["id"] == place_id), None)
    if found is None:
        raise NotFound
    return found


_BETWEEN = {"→", "to", "в", "на", "from", "с", "со", "из"}


def place_called(typed: str, names: Sequence[str]) -> int | None:
    """Return the place that the words name: by its name, or by a beginning that no other has (pure)."""
    said = " ".join(typed.split()).lower()
    exact = [number for number, name in enumerate(names) if name.lower() == said]
    if exact:
        return exact[0]
    begun = [number for number, name in enumerate(names) if said and name.lower().startswith(said)]
    return begun[0] if len(begun) == 1 else None


def two_places(typed: str, names: Sequence[str]) -> tuple[int, int] | None:
    """Return the places that `A B`, `A → B`, `from A to B` name (pure)."""
    words = typed.replace("->", " → ").replace(">", " → ").replace("→", " → ").split()
    for cut in range(1, len(words)):
        source = _end(words[:cut], names)
        target = _end(words[cut:], names)
        if source is not None and target is not None and source != target:
            return source, target
    return None


def _end(words: Sequence[str], names: Sequence[str]) -> int | None:
    """Return the place that some words name, small words around it left aside (those within are a part of it)."""
    found = place_called(" ".join(words), names)
    while found is None and words and words[0].lower() in _BETWEEN:
        words = words[1:]
        found = place_called(" ".join(words), names)
    while found is None and words and words[-1].lower() in _BETWEEN:
        words = words[:-1]
        found = place_called(" ".join(words), names)
    return found
