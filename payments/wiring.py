"""How the payments side is put together (dishka)."""

from dishka import Provider, Scope, provide, provide_all

from config.settings import Settings
from core.kit.destinations import Trusted
from core.kit.security.cipher import Cipher
from core.kit.uow import UnitOfWork
from core.shops.open_shop import Bots
from payments.breaker import Breakers
from payments.choose_way import ChooseWay
from payments.close_pages import ClosePages
from payments.confirm_checkout import ConfirmCheckout
from payments.disputes import NoteDispute
from payments.find_intent import FindIntent
from payments.follow_subscription import ChangeSubscription, FollowSubscription
from payments.http import ProviderHttp
from payments.keep_provider_defaults import KeepProviderDefaults
from payments.look_up_payment import LookUpPayments
from payments.monitor import WatchPayments
from payments.notices import SettleNotices, TakeNotice
from payments.probe_providers import ProbeProviders
from payments.reconcile import DecideDifference, Reconcile
from payments.refund_payment import RefundPayment
from payments.registry import Registry, default_registry
from payments.set_up import SetUpWays
from payments.settings import ProviderSettings
from payments.settle_payment import FailPayment, NoteProgress, SettlePayment
from payments.sheet_delivery import OfferDeliveries
from payments.start_payment import StartPayment
from payments.take_events import TakeEvents
from payments.telegram_calls import BotCalls, TelegramCalls
from payments.transfer_proof import DecideProof, SendProof, SettleProof


class PaymentsProvider(Provider):
    """Starting, settling and refunding, over every registered way to pay."""

    scope = Scope.APP

    @provide
    def calls(self, bots: Bots, http: ProviderHttp, settings: Settings) -> BotCalls:
        """Return calls of the Bot API on the server of the settings."""
        return TelegramCalls(bots, http, settings.telegram_api_url)

    @provide
    def registry(self, calls: BotCalls, http: ProviderHttp) -> Registry:
        """Return the ways to pay of this release."""
        return default_registry(calls, http)

    @provide
    def http(self, settings: Settings) -> ProviderHttp:
        """Return the client that providers are called with; addresses of the environment may be anywhere."""
        named = [value for name, value in settings if name.endswith("_api_url")]
        return ProviderHttp(Trusted(named))

    @provide
    def breakers(self) -> Breakers:
        """Return the circuit breakers of this process."""
        return Breakers()

    @provide
    def settings(self, uow: UnitOfWork, cipher: Cipher, registry: Registry, breakers: Breakers) -> ProviderSettings:
        """Return what shops set, which knows what is down in this process."""
        return ProviderSettings(uow, cipher, registry, breakers)

    use_cases = provide_all(
        ChooseWay,
        ClosePages,
        ConfirmCheckout,
        DecideDifference,
        FailPayment,
        FindIntent,
        ChangeSubscription,
        FollowSubscription,
        OfferDeliveries,
        KeepProviderDefaults,
        LookUpPayments,
        NoteDispute,
        NoteProgress,
        ProbeProviders,
        Reconcile,
        RefundPayment,
        DecideProof,
        SendProof,
        SetUpWays,
        SettleNotices,
        SettlePayment,
        SettleProof,
        StartPayment,
        TakeEvents,
        TakeNotice,
        WatchPayments,
    )
