"""What orders refuse."""

from core.kit.errors import AppError


class SoldOut(AppError):
    """Less is left than asked. Parameters: `title` ({lang: text}), `left`."""

    code = "error-sold-out"
    status = 409


class NotOnSale(AppError):
    """A line's product is no longer sold. Parameter: `title`."""

    code = "error-not-on-sale"
    status = 409


class CartEmpty(AppError):
    """There is nothing to order."""

    code = "error-cart-empty"
    status = 409


class CheckoutIncomplete(AppError):
    """Something the order needs is not known yet. Parameter: `missing`."""

    code = "error-checkout-incomplete"
    status = 422


class TotalChanged(AppError):
    """The sum is not the one the buyer confirmed."""

    code = "error-total-changed"
    status = 409


class ShopClosed(AppError):
    """The shop takes no orders now."""

    code = "error-shop-closed"
    status = 409


class TooManyOpenOrders(AppError):
    """The buyer keeps too many unpaid orders. Parameter: `limit`."""

    code = "error-too-many-open-orders"
    status = 409


class CashNotAllowed(AppError):
    """Cash on delivery is not offered for this order."""

    code = "error-cash-not-allowed"
    status = 409


class WrongState(AppError):
    """The order is past that. Parameters: `number`, `status`."""

    code = "error-wrong-state"
    status = 409


class NotPaid(AppError):
    """The money of a prepaid order is not here (any more). Parameter: `number`."""

    code = "error-not-paid"
    status = 409


class SubscriptionAlone(AppError):
    """A subscription is ordered by itself: all of an order's sum is charged every month."""

    code = "error-subscription-alone"
    status = 409


class SubscriptionOver(AppError):
    """The paid time of the subscription has passed."""

    code = "error-subscription-over"
    status = 409


class PaymentUnderWay(AppError):
    """Money may be on its way: wait for it before cancelling. Parameter: `number`."""

    code = "error-payment-under-way"
    status = 409


class PhoneNotUnderstood(AppError):
    """The text is not a phone number."""

    code = "error-phone"
    status = 422


class TextTooLong(AppError):
    """What was typed is too long. Parameter: `limit`."""

    code = "error-too-long"
    status = 422


class AddressTooShort(AppError):
    """The text is hardly an address."""

    code = "error-address"
    status = 422


class MixedCart(AppError):
    """Digital goods are paid in Stars, others are not: they are ordered apart."""

    code = "error-mixed-cart"
    status = 409


class NoPriceInCurrency(AppError):
    """A line has no price in the currency of the order. Parameters: `title`, `currency`."""

    code = "error-no-price-in-currency"
    status = 409


class PromoRefused(AppError):
    """The promo code gives nothing (any more). Parameters: `promo`, `why` (see `PromoProblem`)."""

    code = "error-promo"
    status = 409


class CodeUnknown(AppError):
    """Neither a promo code nor a gift card."""

    code = "error-code-unknown"
    status = 404


class GiftCardSpent(AppError):
    """The gift card holds less than the order was to take from it."""

    code = "error-gift-card-spent"
    status = 409


class PointsSpent(AppError):
    """There are fewer points than the order was to take."""

    code = "error-points-spent"
    status = 409


class CodeTaken(AppError):
    """The shop has a promo code of this name. Parameter: `promo`."""

    code = "error-code-taken"
    status = 409


class NothingToRefund(AppError):
    """Less is left to give back than asked. Parameters: `left` (Money)."""

    code = "error-nothing-to-refund"
    status = 409


class CancelInstead(AppError):
    """Everything is to go back before anything was shipped: that is cancelling. Parameter: `number`."""

    code = "error-cancel-instead"
    status = 409


class OwnOrder(AppError):
    """Staff decide about other people's orders, not about their own. Parameter: `number`."""

    code = "error-own-order"
    status = 403


class SecondPersonNeeded(AppError):
    """Who asked for a refund cannot agree to it as well."""

    code = "error-second-person"
    status = 403
