"""Providers' webhooks: verified and translated, stored, acknowledged, then settled in order per payment.

What is stored is the translation: a signature that was fresh when the notice came may be stale by the time
the row is taken up again. The raw body and the signature stay beside it, as evidence.
"""

import hashlib
from base64 import b64encode
from dataclasses import asdict
from typing import Any, assert_never

import structlog

from core.kit.errors import NotFound
from core.kit.events.inbox import HandledForever, Inbox, Incoming
from core.shops.open_shop import Shops
from payments.protocol import (
    MoneyArrived,
    MoneyReturned,
    Notice,
    PaymentFailed,
    PaymentProvider,
    ProviderEvent,
)
from payments.refund_payment import RefundPayment
from payments.registry import Registry
from payments.settings import ProviderSettings
from payments.settle_payment import FailPayment, SettlePayment

log = structlog.get_logger(__name__)
SOURCE = "payments"
_KINDS: dict[str, type[ProviderEvent]] = {
    "arrived": MoneyArrived,
    "failed": PaymentFailed,
    "returned": MoneyReturned,
}
_NAMES = {kind: name for name, kind in _KINDS.items()}


def takes_webhooks(provider: PaymentProvider) -> bool:
    """Return whether a provider verifies notices that strangers can send; it has to say so itself.

    Telegram's money comes inside the bot's updates: its notices carry no signature of their own.
    """
    return bool(getattr(provider, "takes_webhooks", False))


class TakeNotice:
    """The way in: nothing is acknowledged that is not stored, nothing is stored that is not the provider's."""

    def __init__(self, shops: Shops, registry: Registry, settings: ProviderSettings, inbox: Inbox) -> None:
        self._shops = shops
        self._registry = registry
        self._settings = settings
        self._inbox = inbox

    async def __call__(self, code: str, slug: str, notice: Notice) -> None:
        """Take what arrived for the shop with this address word, once however often it is delivered.

        Raises:
            NotFound: no such provider or shop, or the shop has not set this provider up.
            NoticeRefused: not the provider's.
            Unavailable: not stored, so do not acknowledge.
        """
        provider = self._registry.get(code)
        if provider is None or not takes_webhooks(provider):
            raise NotFound
        shop = await self._shops.by_slug(slug)
        settings = self._settings.of(shop, provider)
        # Without its settings a provider has no key to verify with.
        if not provider.available(settings, shop.currency):
            raise NotFound
        events = provider.read_notice(settings, shop.id, notice)
        if not events:
            log.info("notice.ignored", provider=code, shop_id=shop.id)
            return
        external_id = hashlib.sha256(notice.body).hexdigest()
        lane = f"{SOURCE}:{code}:{_payment_of(events[0])}"
        payload = {"events": [_packed(event) for event in events], **_evidence(notice)}
        fresh = await self._inbox.store(f"{SOURCE}:{code}:{shop.id}", [(external_id, lane, payload)])
        log.info("notice.stored", provider=code, shop_id=shop.id, events=len(events), repeated=not fresh)


class SettleNotices:
    """The inbox's handler of `payments:…`: each event finds its use case; copies are harmless there."""

    def __init__(self, settle: SettlePayment, fail: FailPayment, refunds: RefundPayment) -> None:
        self._settle = settle
        self._fail = fail
        self._refunds = refunds

    async def __call__(self, item: Incoming) -> None:
        """Handle a stored notice. Raises: HandledForever: another release's, nothing can be made of it."""
        for event in [_unpacked(stored) for stored in item.payload.get("events", ())]:
            match event:
                case MoneyArrived():
                    await self._settle(event)
                case PaymentFailed():
                    await self._fail(event)
                case MoneyReturned():
                    await self._refunds.returned(event)
                case _:
                    assert_never(event)


def _payment_of(event: ProviderEvent) -> str:
    """Return what a provider's events must be handled in order with."""
    match event:
        case MoneyArrived(intent_id=None, external_id=external_id) | MoneyReturned(external_id=external_id):
            return external_id
        case MoneyArrived(intent_id=intent_id) | PaymentFailed(intent_id=intent_id):
            return str(intent_id)
        case _:
            assert_never(event)


def _packed(event: ProviderEvent) -> dict[str, Any]:
    return {"kind": _NAMES[type(event)], **asdict(event)}


def _unpacked(stored: dict[str, Any]) -> ProviderEvent:
    fields = dict(stored)
    try:
        return _KINDS[fields.pop("kind")](**fields)
    except (KeyError, TypeError) as error:
        msg = f"not an event this release understands: {type(error).__name__}"
        raise HandledForever(msg) from error


def _evidence(notice: Notice) -> dict[str, Any]:
    kept = {name: value for name, value in notice.headers.items() if name == "content-type" or "signature" in name}
    return {"body": b64encode(notice.body).decode(), "headers": kept, "remote": notice.remote}
