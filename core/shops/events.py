"""What shops tell the rest of the house."""

from dataclasses import dataclass
from typing import ClassVar

from core.kit.event import Event


@dataclass(frozen=True, slots=True)
class StockChanged(Event):
    """Stock fell to its low mark, ran out, came back, or was changed by staff: the shelves follow."""

    name: ClassVar[str] = "stock.changed"
    stock_item_ids: list[int]


@dataclass(frozen=True, slots=True)
class ImportApproved(Event):
    """Somebody said Apply: the rows are carried out in the background."""

    name: ClassVar[str] = "goods.import_approved"
    import_id: int
