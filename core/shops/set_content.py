"""Say what the buyers of a file, a text or a subscription get; from then on it can be sold."""

from base64 import b64encode
from dataclasses import dataclass, field

from core.auth.actor import Actor
from core.auth.roles import Permission
from core.kit.clock import Clock
from core.kit.security.cipher import Cipher
from core.kit.uow import UnitOfWork
from core.shops.audit import record
from core.shops.digital import CONTENT_LIMIT, CONTENTS_CONTEXT, COPIES, move_stock
from core.shops.errors import ContentTooLarge, UnknownSku, WrongKind
from db.repositories import digital, stock
from db.types.enums import ProductKind

_TEXT_LIMIT = 3_500


@dataclass(frozen=True, slots=True)
class Content:
    """A text, or a file with its name and type."""

    text: str = field(default="", repr=False)
    file: bytes | None = field(default=None, repr=False)
    name: str = ""
    mime: str = ""


@dataclass(frozen=True, slots=True)
class ContentSet:
    """What was set; `replaced`: there was one before."""

    sku: str
    title: dict[str, str]
    kind: ProductKind
    replaced: bool


class SetContent:
    """The use case."""

    def __init__(self, uow: UnitOfWork, clock: Clock, cipher: Cipher) -> None:
        self._uow = uow
        self._clock = clock
        self._cipher = cipher

    async def __call__(self, actor: Actor, sku: str, content: Content, key: str) -> ContentSet:
        """Keep the content, encrypted; `key` names the command.

        Raises:
            Forbidden, UnknownSku.
            WrongKind: the product sells something else.
            ContentTooLarge.
        """
        actor.need(Permission.CHANGE_PRODUCTS)
        if len(content.file or b"") > CONTENT_LIMIT:
            raise ContentTooLarge(limit=CONTENT_LIMIT // 1024 // 1024)
        if len(content.text) > _TEXT_LIMIT:
            raise ContentTooLarge(limit=_TEXT_LIMIT)
        async with self._uow(actor.shop_id) as tx:
            await stock.lock_by_sku(tx.connection, tx.shop_id, [sku])
            found = await digital.variant(tx.connection, tx.shop_id, sku)
            if found is None:
                raise UnknownSku(sku=sku)
            kind = ProductKind(found["kind"])
            fits = kind is ProductKind.FILE if content.file is not None else kind in _READ_IN_THE_CHAT
            if not fits:
                wanted = ProductKind.FILE if content.file is not None else ProductKind.TEXT
                raise WrongKind(sku=sku, kind=kind.value, wanted=wanted.value)
            sealed = b64encode(content.file).decode() if content.file is not None else content.text
            await digital.set_content(
                tx.connection,
                tx.shop_id,
                found["variant_id"],
                name=content.name[:120],
                mime=content.mime[:100],
                cipher=self._cipher.encrypt(sealed, CONTENTS_CONTEXT),
            )
            if not found["has_content"]:
                await move_stock(tx, found["stock_item_id"], COPIES, key=f"content:{key}", actor_id=actor.person_id)
            await record(tx, self._clock, actor, "content.set", sku, after={"sku": sku, "name": content.name[:120]})
            return ContentSet(sku, found["title"], kind, replaced=found["has_content"])


_READ_IN_THE_CHAT = (ProductKind.TEXT, ProductKind.SUBSCRIPTION)
