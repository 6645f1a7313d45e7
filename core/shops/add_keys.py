"""Put keys on sale: many at once, each sold once, the stock rising by exactly the new ones."""

from collections.abc import Sequence
from dataclasses import dataclass

from core.auth.actor import Actor
from core.auth.roles import Permission
from core.kit.clock import Clock
from core.kit.security.cipher import Cipher
from core.kit.uow import Transaction, UnitOfWork
from core.shops.audit import record
from core.shops.digital import KEY_LENGTH, KEYS_CONTEXT, KEYS_LIMIT, move_stock
from core.shops.errors import ContentTooLarge, SharesStock, UnknownSku, WrongKind
from core.shops.options import options_text
from db.repositories import digital, stock
from db.repositories.sql import Record
from db.types.enums import ProductKind
from db.types.ids import new_id


@dataclass(frozen=True, slots=True)
class KeysAdded:
    """How many keys were new, how many were known already (sold ones count), and how many can be sold now."""

    sku: str
    title: dict[str, str]
    options_text: dict[str, str]
    new: int
    known: int
    available: int


class AddKeys:
    """The use case."""

    def __init__(self, uow: UnitOfWork, clock: Clock, cipher: Cipher) -> None:
        self._uow = uow
        self._clock = clock
        self._cipher = cipher

    async def __call__(self, actor: Actor, sku: str, keys: Sequence[str], key: str) -> KeysAdded:
        """Keep keys that are not known yet; `key` names the command.

        A command that is delivered again finds its keys known.

        Raises:
            Forbidden, UnknownSku.
            WrongKind: the product sells no keys.
            SharesStock: another variant sells from the same stock.
            ContentTooLarge: more keys at once, or longer ones, than a person would type or send.
        """
        actor.need(Permission.CHANGE_STOCK)
        wanted = list(dict.fromkeys(line.strip() for line in keys if line.strip()))
        if len(wanted) > KEYS_LIMIT or any(len(one) > KEY_LENGTH for one in wanted):
            raise ContentTooLarge(limit=1)
        # Numbered as they were typed, which is the order they are sold in; written in one order for everybody, so that
        # two lists with the same keys do not wait for each other.
        by_hash = sorted((self._cipher.digest(one, KEYS_CONTEXT), new_id(), one) for one in wanted)
        async with self._uow(actor.shop_id) as tx:
            found = await self._variant(tx, sku)
            fresh = await digital.add_keys(
                tx.connection,
                tx.shop_id,
                found["variant_id"],
                ids=[key_id for _, key_id, _ in by_hash],
                hashes=[digest for digest, _, _ in by_hash],
                ciphers=[self._cipher.encrypt(one, KEYS_CONTEXT) for _, _, one in by_hash],
            )
            # Keys before their stock, like whoever claims them; what the product is may have changed until here.
            await stock.lock_by_sku(tx.connection, tx.shop_id, [sku])
            found = await self._variant(tx, sku)
            if fresh:
                await move_stock(tx, found["stock_item_id"], len(fresh), key=f"keys:{key}", actor_id=actor.person_id)
                await record(tx, self._clock, actor, "keys.added", sku, after={"sku": sku, "keys": len(fresh)})
            return KeysAdded(
                sku,
                found["title"],
                options_text(found["options"], found["variant_options"]),
                new=len(fresh),
                known=len(wanted) - len(fresh),
                available=found["available"] + len(fresh),
            )

    @staticmethod
    async def _variant(tx: Transaction, sku: str) -> Record:
        found = await digital.variant(tx.connection, tx.shop_id, sku)
        if found is None:
            raise UnknownSku(sku=sku)
        if found["kind"] != ProductKind.KEYS:
            raise WrongKind(sku=sku, kind=found["kind"], wanted=ProductKind.KEYS.value)
        if found["shares_stock"]:
            raise SharesStock(sku=sku)
        return found
