"""Addresses and the phone that a customer keeps for the next orders."""

from dataclasses import dataclass

from core.auth.actor import Actor
from core.kit.errors import AppError, NotFound
from core.kit.uow import UnitOfWork
from core.orders.contact import read_address, read_phone
from db.repositories import addresses, carts
from db.types.ids import CartId, new_id

MOST = 10
LABEL_LIMIT = 40


class EnoughAddresses(AppError):
    """Somebody keeps as many addresses as fit. Parameter: `limit`."""

    code = "error-enough-addresses"
    status = 409


@dataclass(frozen=True, slots=True)
class SavedAddress:
    """An address with what its owner calls it; `preferred` is filled in by itself."""

    id: int
    label: str
    address: str
    preferred: bool
    on_map: bool = False  # its place on the map is kept too

    @property
    def name(self) -> str:
        """Return what it is called, else the address itself."""
        return self.label or self.address


def read_labelled(typed: str) -> tuple[str, str]:
    """Return label and address out of `Home: Tverskaya 1`; a label is short and has no comma (pure)."""
    head, colon, rest = typed.partition(":")
    label = " ".join(head.split())
    if colon and rest.strip() and 0 < len(label) <= LABEL_LIMIT and "," not in label:
        return label, read_address(rest)
    return "", read_address(typed)


class Addresses:
    """Keep, name, prefer and forget one's own addresses; pick one at checkout."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._uow = uow

    async def mine(self, actor: Actor) -> tuple[SavedAddress, ...]:
        """Return one's addresses, the preferred one first."""
        async with self._uow(actor.shop_id) as tx:
            found = await addresses.addresses(tx.connection, tx.shop_id, actor.person_id)
        return tuple(
            SavedAddress(row["id"], row["label"], row["address"], row["preferred"], row["on_map"]) for row in found
        )

    async def add(self, actor: Actor, typed: str) -> int:
        """Keep an address, with a label before a colon if there is one; the first one becomes the preferred one.

        Raises:
            AddressTooShort, TextTooLong, EnoughAddresses.
        """
        label, address = read_labelled(typed)
        async with self._uow(actor.shop_id) as tx:
            known = await addresses.addresses(tx.connection, tx.shop_id, actor.person_id)
            address_id = await addresses.keep_address(
                tx.connection,
                tx.shop_id,
                actor.person_id,
                address_id=new_id(),
                address=address,
                label=label,
                most=MOST,
            )
            if address_id is None:
                raise EnoughAddresses(limit=MOST)
            if not known:
                await addresses.prefer_address(tx.connection, tx.shop_id, actor.person_id, address_id)
        return address_id

    async def label(self, actor: Actor, address_id: int, label: str) -> None:
        """Call an address something; too long a name is cut. Raises: NotFound."""
        called = " ".join(label.split())[:LABEL_LIMIT]
        async with self._uow(actor.shop_id) as tx:
            if not await addresses.label_address(tx.connection, tx.shop_id, actor.person_id, address_id, called):
                raise NotFound

    async def prefer(self, actor: Actor, address_id: int) -> None:
        """Let this address be filled in from now on. Raises: NotFound."""
        async with self._uow(actor.shop_id) as tx:
            if not await addresses.prefer_address(tx.connection, tx.shop_id, actor.person_id, address_id):
                raise NotFound

    async def drop(self, actor: Actor, address_id: int) -> None:
        """Forget an address. Raises: NotFound."""
        async with self._uow(actor.shop_id) as tx:
            if not await addresses.drop_address(tx.connection, tx.shop_id, actor.person_id, address_id):
                raise NotFound

    async def pick(self, actor: Actor, cart_id: CartId, address_id: int) -> None:
        """Send a cart to one of one's addresses. Raises: NotFound: the cart or the address is gone."""
        async with self._uow(actor.shop_id) as tx:
            if not await carts.set_saved_address(tx.connection, tx.shop_id, actor.person_id, cart_id, address_id):
                raise NotFound

    async def set_phone(self, actor: Actor, typed: str) -> str:
        """Keep a phone for the next orders; return it. Raises: PhoneNotUnderstood."""
        phone = read_phone(typed)
        async with self._uow(actor.shop_id) as tx:
            await addresses.set_phone(tx.connection, tx.shop_id, actor.person_id, phone)
        return phone

    async def forget_phone(self, actor: Actor) -> None:
        """Ask for the phone anew at the next order; orders that were placed keep theirs."""
        async with self._uow(actor.shop_id) as tx:
            await addresses.set_phone(tx.connection, tx.shop_id, actor.person_id, None)
