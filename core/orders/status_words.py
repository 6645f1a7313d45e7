"""An order's status as its buyer reads it, in the chat and on the web."""

from core.kit.i18n.words import Words
from core.orders.view_orders import OrderSummary, OrderView
from db.types.enums import DeliveryKind, OrderStatus, ShipmentStatus


def status_words(words: Words, order: OrderView | OrderSummary, delivery: DeliveryKind | None = None) -> str:
    """Return an order's status in words; while fulfilling, where the goods are."""
    if order.status is OrderStatus.FULFILLING:
        if order.shipment is ShipmentStatus.HANDED_OVER:
            return words("status-on-its-way")
        if delivery is DeliveryKind.PICKUP:
            return words("status-ready-for-pickup")
        return words("status-packed")
    return words(f"status-{order.status.value.replace('_', '-')}")
