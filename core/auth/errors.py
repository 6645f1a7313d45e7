"""What signing in and proving oneself can be refused for."""

from core.kit.errors import AppError


class ForgedProof(AppError):
    """Telegram did not say this, or said it of another bot."""

    code = "error-forged-proof"
    status = 401


class StaleProof(AppError):
    """Telegram said this too long ago, or it was used before."""

    code = "error-stale-proof"
    status = 401


class LoginOff(AppError):
    """The shop's bot is not set up for logging in from browsers."""

    code = "error-login-off"
    status = 409


class NotSignedIn(AppError):
    """No session, or one that is over."""

    code = "error-not-signed-in"
    status = 401


class StepUpNeeded(AppError):
    """This needs the second factor shown lately. `enrolled`: "yes" when there is one to show."""

    code = "error-step-up"
    status = 403


class WrongCode(AppError):
    """The code of the second factor is wrong, or was used."""

    code = "error-wrong-code"
    status = 422


class SecondFactorMissing(AppError):
    """There is no second factor yet."""

    code = "error-no-second-factor"
    status = 409


class SecondFactorExists(AppError):
    """There is one already: it is replaced only by whoever can show it."""

    code = "error-second-factor-exists"
    status = 409
