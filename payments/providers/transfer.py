"""Manual transfer: the buyer sends money to the shop's account, then a picture of the receipt for staff to check."""

from pydantic import BaseModel, ConfigDict, Field

from core.kit.i18n.words import words_of
from db.types.money import Money
from payments.protocol import Attempt, BaseProvider, Presentation, Transfer


class TransferSettings(BaseModel):
    """The shop's account. No card number belongs here: an account or a phone for fast payments does."""

    model_config = ConfigDict(frozen=True)

    bank: str = Field(default="", max_length=100, title="Bank")
    account: str = Field(
        default="", max_length=64, title="Account", description="Account number, IBAN, or a phone for SBP."
    )
    bank_code: str = Field(default="", max_length=32, title="Bank code", description="BIC or SWIFT.")
    holder: str = Field(default="", max_length=100, title="Account holder")
    currency: str = Field(default="RUB", min_length=3, max_length=3, title="Currency of the account")


class ManualTransfer(BaseProvider):
    """Money sent by hand; a person at the shop says that it came."""

    code = "transfer"
    settings_model: type[BaseModel] = TransferSettings

    def available(self, settings: BaseModel, currency: str) -> bool:
        """Return whether an account and its holder are set, for the account's own currency."""
        own = _own(settings)
        return bool(own.account and own.holder) and currency == own.currency

    async def present(self, settings: BaseModel, attempt: Attempt) -> Presentation:
        """Return where to send the money, for what, and that a picture is awaited."""
        own = _own(settings)
        words = words_of(attempt.language)
        purpose = words.plain("transfer-purpose-text", number=str(attempt.number))
        fields = (
            ("transfer-amount", words.money(Money(attempt.amount, attempt.currency))),
            ("transfer-bank", own.bank),
            ("transfer-account", own.account),
            ("transfer-bank-code", own.bank_code),
            ("transfer-holder", own.holder),
            ("transfer-purpose", purpose),
        )
        return Transfer(tuple((name, value) for name, value in fields if value), proof=True)


def _own(settings: BaseModel) -> TransferSettings:
    if not isinstance(settings, TransferSettings):
        msg = "these are not a transfer's settings"
        raise TypeError(msg)
    return settings
