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
    # Nothing to carry: keys, files and texts arrive in the chat.
    DIGITAL = "digital"


class ZoneKind(StrEnum):
    """How a courier's zone is bounded: so far from the shop, or by lines on the map."""

    DISTANCE = "distance"
    POLYGON = "polygon"


class ProductKind(StrEnum):
    """What a product is: goods are carried, everything else is digital and delivered in the chat."""

    GOODS = "goods"
    KEYS = "keys"  # one encrypted row a piece, each sold once
    FILE = "file"
    TEXT = "text"
    SUBSCRIPTION = "subscription"  # renewed every 30 days, Stars only


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
    KEYS = "keys"
    IMPORT = "import"
    COUNT = "count"


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
    CRYPTO = "crypto"
    TAX = "tax"
    GIFT_CARD = "gift_card"
    POINTS = "points"
    FEES = "fees"
    ROUNDING = "rounding"
    CHARGEBACK = "chargeback"
    TIP = "tip"


class PromoKind(StrEnum):
    """What a promo code gives."""

    PERCENT = "percent"
    SUM = "sum"
    FREE_DELIVERY = "free_delivery"


class MoveKind(StrEnum):
    """Why the balance of a gift card or of points changed."""

    ISSUE = "issue"
    EARN = "earn"
    SPEND = "spend"
    RETURN = "return"
    REVOKE = "revoke"
    EXPIRE = "expire"


class NoteState(StrEnum):
    """States of a credit note: money an order gives back. Above the limit a second person decides."""

    WAITING = "waiting"
    APPROVED = "approved"
    REJECTED = "rejected"


class StockVerdict(StrEnum):
    """What happens to goods whose money goes back. `keep`: the buyer keeps them."""

    RESTOCK = "restock"
    QUARANTINE = "quarantine"
    WRITE_OFF = "write_off"
    KEEP = "keep"


class ReturnState(StrEnum):
    """States of a return (domain.md, Machines)."""

    REQUESTED = "requested"
    APPROVED = "approved"
    REJECTED = "rejected"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class Reception(StrEnum):
    """What became of a returned line on its way to us."""

    AWAITING = "awaiting"
    RECEIVED = "received"
    SHORT = "short"
    WRONG_ITEM = "wrong_item"
    LOST = "lost"


class Acceptance(StrEnum):
    """Whether a returned line is taken."""

    PENDING = "pending"
    ACCEPTED = "accepted"
    PARTLY = "partly"
    REJECTED = "rejected"


class ReturnOutcome(StrEnum):
    """What the buyer gets for a returned line."""

    REFUND = "refund"
    CREDIT = "credit"
    EXCHANGE = "exchange"


class DisputeState(StrEnum):
    """States of a dispute (chargeback)."""

    WARNING = "warning"
    OPEN = "open"
    WON = "won"
    LOST = "lost"


class CashState(StrEnum):
    """States of cash on delivery."""

    DUE = "cash_due"
    COLLECTED = "collected"
    SHORT = "short"
    REFUSED = "refused"
    RECONCILED = "reconciled"


class ProofState(StrEnum):
    """States of a buyer's proof of a transfer."""

    WAITING = "waiting"
    APPROVED = "approved"
    REJECTED = "rejected"


class SubscriptionState(StrEnum):
    """States of a subscription paid in Stars."""

    ACTIVE = "active"
    CANCELLED = "cancelled"  # paid until its end, not renewed
    FAILED = "failed"  # the last renewal was not paid
    EXPIRED = "expired"


class RiskDecision(StrEnum):
    """What was decided about a risky order."""

    NONE = "none"
    PENDING = "pending"
    APPROVED = "approved"
    REJECTED = "rejected"


class DifferenceState(StrEnum):
    """States of a difference between a provider's books and ours."""

    OPEN = "open"
    RESOLVED = "resolved"
    IGNORED = "ignored"


class ImportKind(StrEnum):
    """Where the rows of an import come from."""

    FILE = "file"
    COUNT = "count"  # somebody counted the shelves


class ImportState(StrEnum):
    """States of an import: looked at, being carried out in the background, over."""

    READY = "ready"
    APPLYING = "applying"
    DONE = "done"
    CANCELLED = "cancelled"


class ImportRowState(StrEnum):
    """What a row of an import would change; then what became of it."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    WRONG = "wrong"
    DONE = "done"
    REFUSED = "refused"


class CampaignKind(StrEnum):
    """What a marketing message belongs to."""

    BROADCAST = "broadcast"  # once, to an audience
    SCENARIO = "scenario"  # to each person when something happens


class CampaignState(StrEnum):
    """States of a broadcast (draft … cancelled) and of a scenario (off, on)."""

    DRAFT = "draft"
    SCHEDULED = "scheduled"
    SENDING = "sending"
    PAUSED = "paused"
    DONE = "done"
    CANCELLED = "cancelled"
    OFF = "off"
    ON = "on"


class SendState(StrEnum):
    """What became of one person's marketing message."""

    WAITING = "waiting"
    CLAIMED = "claimed"  # somebody is sending it now, or was cut off at it
    SENT = "sent"
    BLOCKED = "blocked"  # the person blocked the bot
    FAILED = "failed"  # Telegram refused it for good
    SKIPPED = "skipped"  # unsubscribed, bought meanwhile, or told enough
    UNKNOWN = "unknown"  # nobody knows whether it arrived; never sent again by itself


class Audience(StrEnum):
    """Who a broadcast goes to."""

    ALL = "all"
    BUYERS = "buyers"
    LAPSED = "lapsed"
    BOUGHT = "bought"
    CATEGORY = "category"
    CART = "cart"


class Trigger(StrEnum):
    """What a scenario waits for."""

    OPENED = "opened"
    VIEWED = "viewed"
    CART_LEFT = "cart_left"
    PAID = "paid"
    DELIVERED = "delivered"


class TalkState(StrEnum):
    """Whether a conversation waits for somebody."""

    OPEN = "open"
    CLOSED = "closed"


class PostState(StrEnum):
    """States of a product's post in a channel."""

    CLAIMED = "claimed"
    LIVE = "live"
    GONE = "gone"  # deleted, here or in the channel
    UNKNOWN = "unknown"  # nobody knows whether it was posted


class ReportSpan(StrEnum):
    """How often a report comes by itself."""

    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"


class NotificationKind(StrEnum):
    """What people may be written to about; they choose for each shop. Orders are always told of."""

    ORDERS = "orders"
    MARKETING = "marketing"
    REMINDERS = "reminders"
    ALERTS = "alerts"
    REVIEWS = "reviews"


class ReviewState(StrEnum):
    """States of a review. `rated`: stars without words, which nobody has to read first."""

    RATED = "rated"
    WAITING = "waiting"
    PUBLISHED = "published"
    REJECTED = "rejected"


class ReferralState(StrEnum):
    """States of a referral: both are thanked once the invited person's first order is completed."""

    WAITING = "waiting"
    REWARDED = "rewarded"


class BulkAction(StrEnum):
    """What is done with many variants at once."""

    HIDE = "hide"
    SHOW = "show"
    PERCENT = "percent"
    SUM = "sum"


class BulkState(StrEnum):
    """States of a change of many variants."""

    DRAFT = "draft"
    APPLIED = "applied"
    UNDONE = "undone"


class SignInWay(StrEnum):
    """How somebody proved on the web who they are."""

    MINI_APP = "mini_app"
    WIDGET = "widget"
    LOGIN = "login"  # OpenID Connect: «Log in with Telegram»
    REFRESH = "refresh"
    CODE = "code"  # the second factor


class SignInOutcome(StrEnum):
    """What came of an attempt to sign in."""

    ENTERED = "entered"
    FORGED = "forged"
    STALE = "stale"
    REPLAYED = "replayed"
    REUSED = "reused"
    WRONG = "wrong"
    LIMITED = "limited"


class SessionEnd(StrEnum):
    """Why a session is over before its time."""

    LOGGED_OUT = "logged_out"
    REVOKED = "revoked"
    REUSED = "reused"  # a refresh token came twice: one of the two is a thief's
    PERSON_ERASED = "person_erased"
