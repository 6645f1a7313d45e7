"""How the payments side is put together (dishka)."""

from dishka import Provider, Scope, provide, provide_all

from payments.confirm_checkout import ConfirmCheckout
from payments.find_intent import FindIntent
from payments.keep_provider_token import KeepProviderToken
from payments.notices import SettleNotices, TakeNotice
from payments.refund_payment import RefundPayment
from payments.registry import Registry, default_registry
from payments.settings import ProviderSettings
from payments.settle_payment import FailPayment, SettlePayment
from payments.start_payment import StartPayment


class PaymentsProvider(Provider):
    """Starting, settling and refunding, over every registered way to pay."""

    scope = Scope.APP

    @provide
    def registry(self) -> Registry:
        """Return the ways to pay of this release."""
        return default_registry()

    use_cases = provide_all(
        ConfirmCheckout,
        FailPayment,
        FindIntent,
        KeepProviderToken,
        ProviderSettings,
        RefundPayment,
        SettleNotices,
        SettlePayment,
        StartPayment,
        TakeNotice,
    )
