"""The ways to pay, by code: the only place that names a provider."""

from collections.abc import Iterable, Mapping

from payments.http import ProviderHttp
from payments.protocol import PaymentProvider
from payments.providers.bazu import Bazu
from payments.providers.cash import CashOnDelivery
from payments.providers.cryptopay import CryptoPay
from payments.providers.stars import StarsPayments
from payments.providers.stripe import Stripe
from payments.providers.telegram import TelegramPayments
from payments.providers.ton import Ton
from payments.providers.transfer import ManualTransfer
from payments.providers.yookassa import YooKassa
from payments.telegram_calls import BotCalls


class Registry:
    """Finds a provider by its code, which is a string in the database."""

    def __init__(self, providers: Iterable[PaymentProvider]) -> None:
        self._providers: dict[str, PaymentProvider] = {provider.code: provider for provider in providers}

    def get(self, code: str) -> PaymentProvider | None:
        """Return a provider, or None for a code of another release."""
        return self._providers.get(code)

    def all(self) -> Mapping[str, PaymentProvider]:
        """Return the providers by code, in the order a buyer is offered them."""
        return self._providers


def default_registry(calls: BotCalls, http: ProviderHttp) -> Registry:
    """Return every provider of this release."""
    return Registry(
        [
            TelegramPayments(),
            StarsPayments(calls),
            YooKassa(http),
            Stripe(http),
            Bazu(http),
            CryptoPay(http),
            Ton(http),
            ManualTransfer(),
            CashOnDelivery(),
        ]
    )
