"""What returns refuse."""

from core.kit.errors import AppError


class NotReturnable(AppError):
    """The order was not delivered, or too few of its pieces can still be sent back."""

    code = "error-not-returnable"
    status = 409


class ReturnWindowOver(AppError):
    """The days to send something back have passed. Parameter: `days`."""

    code = "error-return-window"
    status = 409


class DigitalStays(AppError):
    """What was delivered in the chat cannot be sent back."""

    code = "error-digital-stays"
    status = 409


class ReturnUnfinished(AppError):
    """Not every line of the return was received and inspected."""

    code = "error-return-unfinished"
    status = 409


class ExchangeUnclear(AppError):
    """It is not known what the buyer wants instead."""

    code = "error-exchange-unclear"
    status = 422
