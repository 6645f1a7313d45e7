"""The words of the domain's states, as stored (strings with a CHECK, never native enums)."""

from enum import StrEnum


class Role(StrEnum):
    """What a member of staff is in one shop (domain.md, Roles)."""

    OWNER = "owner"
    MANAGER = "manager"
    OPERATOR = "operator"
    STOCK_KEEPER = "stock_keeper"
    COURIER = "courier"
    ANALYST = "analyst"


class OrderStatus(StrEnum):
    """States of an order (domain.md, Machines)."""

    AWAITING_PAYMENT = "awaiting_payment"
    AWAITING_CONFIRMATION = "awaiting_confirmation"
    CONFIRMED = "confirmed"
    FULFILLING = "fulfilling"
    DELIVERED = "delivered"
    COMPLETED = "completed"
    ON_HOLD = "on_hold"
    EXPIRED = "expired"
    CANCELLED = "cancelled"


class ShipmentStatus(StrEnum):
    """Where the goods of an order are."""

    PLANNED = "planned"
    PACKED = "packed"
    HANDED_OVER = "handed_over"
    DELIVERED = "delivered"
    RETURNED_TO_STOCK = "returned_to_stock"


class HoldState(StrEnum):
    """States of a stock hold."""

    HELD = "held"
    COMMITTED = "committed"
    CONSUMED = "consumed"
    RELEASED = "released"
    EXPIRED = "expired"


class IntentState(StrEnum):
    """States of a payment intent; one row per attempt to pay."""

    CREATED = "created"
    PRESENTED = "presented"
    APPROVED = "approved"
    PROCESSING = "processing"
    AUTHORIZED = "authorized"
    CAPTURED = "captured"
    FAILED = "failed"
    EXPIRED = "expired"
    CANCELLED = "cancelled"
    UNKNOWN = "unknown"


class ChargeVerdict(StrEnum):
    """What became of money that arrived."""

    APPLIED = "applied"
    SURPLUS = "surplus"
    MISMATCH = "mismatch"
    ORPHAN = "orphan"


class RefundState(StrEnum):
    """States of a refund. `manual`: the rail has no refund call; staff pay it and say so."""

    REQUESTED = "requested"
    APPROVED = "approved"
    SUBMITTED = "submitted"
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    UNKNOWN = "unknown"
    MANUAL = "manual"


class ProductStatus(StrEnum):
    """Whether customers see a product."""

    DRAFT = "draft"
    ACTIVE = "active"
    HIDDEN = "hidden"
    ARCHIVED = "archived"


class DeliveryKind(StrEnum):
    """How goods reach the buyer."""

    PICKUP = "pickup"
    COURIER = "courier"


class CartKind(StrEnum):
    """A person's lasting cart, or the one-product cart behind "Buy now"."""

    CART = "cart"
    BUY_NOW = "buy_now"


class MovementKind(StrEnum):
    """Why stock changed."""

    INITIAL = "initial"
    SET = "set"
    ADJUST = "adjust"
    SALE = "sale"
    RETURN = "return"
    UNDO = "undo"


class BotStatus(StrEnum):
    """Whether a bot is served."""

    ACTIVE = "active"
    DISABLED = "disabled"
    UNAUTHORIZED = "unauthorized"


class ShopStatus(StrEnum):
    """Whether a shop sells."""

    ACTIVE = "active"
    SUSPENDED = "suspended"
    CLOSED = "closed"


class Account(StrEnum):
    """Ledger accounts that are not a provider's (those are `provider:<code>`)."""

    CUSTOMER = "customer"
    REVENUE = "revenue"
    SHIPPING = "shipping"
    DISCOUNT = "discount"
    COURIER = "courier"
    CASH = "cash"
    REFUND_PAYABLE = "refund_payable"
    STARS = "stars"
