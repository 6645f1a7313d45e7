"""What digital goods share: how they are encrypted, and how their stock follows what there is to hand over."""

from collections.abc import Mapping
from typing import Any

from core.kit.uow import Transaction
from core.shops.events import StockChanged
from db.repositories import stock
from db.types.enums import MovementKind, ProductKind
from db.types.ids import PersonId, StockItemId, new_id

KEYS_CONTEXT = "digital_keys.content"
CONTENTS_CONTEXT = "digital_contents.content"
# A file or a text does not run out; staff may count fewer.
COPIES = 100_000
CONTENT_LIMIT = 20 * 1024 * 1024
KEYS_LIMIT = 5_000
KEY_LENGTH = 500


def deliverable(kind: str, variant: Mapping[str, Any]) -> int:
    """Return how many pieces of a variant there are to hand over, were its product of this kind (pure)."""
    match ProductKind(kind):
        case ProductKind.GOODS:
            return 0
        case ProductKind.KEYS:
            return int(variant["free_keys"])
        case ProductKind.FILE | ProductKind.TEXT | ProductKind.SUBSCRIPTION:
            return COPIES if variant["has_content"] else 0


async def move_stock(tx: Transaction, item: StockItemId, delta: int, *, key: str, actor_id: PersonId | None) -> None:
    """Let the stock follow: the shelves hear of it."""
    if not delta:
        return
    await stock.move(
        tx.connection,
        tx.shop_id,
        movement_id=new_id(),
        stock_item_id=item,
        delta=delta,
        kind=MovementKind.KEYS,
        source_key=key,
        actor_id=actor_id,
    )
    tx.tell(StockChanged(tx.shop_id, stock_item_ids=[item]))
