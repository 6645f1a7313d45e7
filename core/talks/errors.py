"""What the talks refuse."""

from core.kit.errors import AppError


class NothingToSend(AppError):
    """A broadcast has no text yet."""

    code = "error-nothing-to-send"
    status = 409


class NobodyToSendTo(AppError):
    """Nobody is in the audience."""

    code = "error-nobody-to-send-to"
    status = 409


class CampaignUnderWay(AppError):
    """It is being sent, or was: its words are not changed any more."""

    code = "error-campaign-under-way"
    status = 409


class MomentPassed(AppError):
    """The moment to begin is in the past, or more than a year away."""

    code = "error-moment-passed"
    status = 422


class MessageTooLong(AppError):
    """A message longer than Telegram takes. Parameter: `limit`."""

    code = "error-message-too-long"
    status = 422


class TooManyMessages(AppError):
    """Somebody writes faster than anybody can read."""

    code = "error-too-many-messages"
    status = 429


class TooManyAnswers(AppError):
    """The shop has as many ready answers as it may. Parameter: `limit`."""

    code = "error-too-many-answers"
    status = 409


class UnknownPromo(AppError):
    """The shop has no such promo code. Parameter: `code`."""

    code = "error-unknown-promo"
    status = 404


class PostedAlready(AppError):
    """The product stands in that channel already. Parameter: `sku`."""

    code = "error-posted-already"
    status = 409


class NotPosted(AppError):
    """Telegram did not take a post, or nobody knows. Parameter: `why`."""

    code = "error-not-posted"
    status = 502


class ScenarioOff(AppError):
    """A scenario that is off writes to nobody."""

    code = "error-scenario-off"
    status = 409
