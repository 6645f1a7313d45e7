"""What payments refuse."""

from core.kit.errors import AppError


class AlreadyPaid(AppError):
    """Nothing is left to pay. Parameter: `number`."""

    code = "error-already-paid"
    status = 409


class NotPayable(AppError):
    """The order cannot be paid (any more). Parameters: `number`, `status`."""

    code = "error-not-payable"
    status = 409


class MethodUnavailable(AppError):
    """The shop does not take this way to pay now."""

    code = "error-method-unavailable"
    status = 409


class PayerDiffers(AppError):
    """Somebody else's invoice."""

    code = "error-payer-differs"
    status = 403


class InvoiceUnknown(AppError):
    """The invoice is not one of ours."""

    code = "error-invoice-unknown"
    status = 404


class AmountDiffers(AppError):
    """The sum or currency is not the order's."""

    code = "error-amount-differs"
    status = 409


class DeliveryNotChosen(AppError):
    """The payment sheet names no way of delivery that the shop has, or no address."""

    code = "error-delivery-not-chosen"
    status = 409


class AnotherPaymentUnderWay(AppError):
    """The same order is being paid elsewhere."""

    code = "error-another-payment"
    status = 409


class ProofNotAwaited(AppError):
    """The order waits for no transfer now. Parameter: `number`."""

    code = "error-proof-not-awaited"
    status = 409
