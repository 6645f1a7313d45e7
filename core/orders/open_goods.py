"""Open the digital goods of an order, for its buyer's eyes only: what was paid for, as often as it is asked."""

from base64 import b64decode
from dataclasses import dataclass, field

from core.auth.actor import Actor
from core.kit.errors import NotFound
from core.kit.security.cipher import Cipher
from core.kit.uow import Transaction, UnitOfWork
from core.orders.errors import NotPaid, SubscriptionOver
from core.orders.state import PAID
from core.shops.digital import CONTENTS_CONTEXT, KEYS_CONTEXT
from db.repositories import digital, orders, subscriptions
from db.repositories.sql import Record
from db.types.enums import ProductKind, SubscriptionState
from db.types.ids import BotId, OrderId, ShopId


@dataclass(frozen=True, slots=True)
class Piece:
    """What a line brings: keys, a text, or a file."""

    position: int
    kind: ProductKind
    title: dict[str, str]
    keys: tuple[str, ...] = field(default=(), repr=False)
    text: str = field(default="", repr=False)
    file: bytes | None = field(default=None, repr=False)
    name: str = ""


@dataclass(frozen=True, slots=True)
class Goods:
    """An order's digital goods and where they go."""

    order_id: OrderId
    number: int
    buyer_telegram_id: int
    bot_id: BotId | None
    language: str
    pieces: tuple[Piece, ...]


class OpenGoods:
    """Decrypts; nothing of it is logged or kept."""

    def __init__(self, uow: UnitOfWork, cipher: Cipher) -> None:
        self._uow = uow
        self._cipher = cipher

    async def of_mine(self, actor: Actor, order_id: OrderId) -> Goods:
        """Return the goods of one's own order.

        Raises:
            NotFound: no such order, somebody else's, or nothing digital in it.
            NotPaid: not paid for, or on hold.
            SubscriptionOver: the paid time has passed.
        """
        async with self._uow(actor.shop_id) as tx:
            order = await orders.order(tx.connection, tx.shop_id, order_id)
            if order is None or order["person_id"] != actor.person_id:
                raise NotFound
            return await self._open(tx, order)

    async def to_send(self, shop_id: ShopId, order_id: OrderId) -> Goods:
        """Return the goods of an order that was paid just now (the house itself asks). Raises: as above."""
        async with self._uow(shop_id) as tx:
            order = await orders.order(tx.connection, shop_id, order_id)
            if order is None:
                raise NotFound
            return await self._open(tx, order)

    async def _open(self, tx: Transaction, order: Record) -> Goods:
        order_id = OrderId(order["id"])
        lines = [line for line in await orders.lines(tx.connection, tx.shop_id, order_id) if line["digital"]]
        if not lines:
            raise NotFound
        if order["status"] not in PAID:
            raise NotPaid(number=order["number"])
        claimed: dict[int, list[str]] = {}
        for key in await digital.keys_of(tx.connection, tx.shop_id, order_id):
            claimed.setdefault(key["position"], []).append(self._cipher.decrypt(key["content_cipher"], KEYS_CONTEXT))
        pieces = [await self._piece(tx, order, line, claimed.get(line["position"], [])) for line in lines]
        return Goods(
            order_id=order_id,
            number=order["number"],
            buyer_telegram_id=order["customer_telegram_id"],
            bot_id=order["bot_id"],
            language=order["language"],
            pieces=tuple(piece for piece in pieces if piece is not None),
        )

    async def _piece(self, tx: Transaction, order: Record, line: Record, keys: list[str]) -> Piece | None:
        kind, title, position = ProductKind(line["kind"]), line["title"], line["position"]
        if keys:
            return Piece(position, ProductKind.KEYS, title, keys=tuple(keys))
        if kind is ProductKind.SUBSCRIPTION:
            first = OrderId(order["renewal_of"] or order["id"])
            found = await subscriptions.subscription(tx.connection, tx.shop_id, first)
            if found is not None and found["state"] == SubscriptionState.EXPIRED:
                raise SubscriptionOver
        content = await digital.content(tx.connection, tx.shop_id, line["variant_id"])
        if content is None:
            return None
        opened = self._cipher.decrypt(content["content_cipher"], CONTENTS_CONTEXT)
        if content["name"]:
            return Piece(position, ProductKind.FILE, title, file=b64decode(opened), name=content["name"])
        return Piece(position, ProductKind.TEXT, title, text=opened)
