"""Providers' webhooks: verified and translated, stored, acknowledged, then settled in order per payment.

What is stored is the translation: a signature that was fresh when the notice came may be stale by the time
the row is taken up again. The raw body and the signature stay beside it, as evidence.
"""

import hashlib
from base64 import b64encode
from dataclasses import asdict
from typing import Any, assert_never

import structlog
from pydantic import TypeAdapter, ValidationError

from core.kit.errors import NotFound
from core.kit.events.inbox import HandledForever, Inbox, Incoming
from core.kit.security.cards import hide_cards
from core.shops.open_shop import Shops
from payments.look_up_payment import LookUpPayments
from payments.protocol import (
    Ask,
    DisputeChanged,
    MoneyArrived,
    MoneyReturned,
    Notice,
    PageFound,
    PaymentFailed,
    PaymentProcessing,
    ProviderEvent,
    RefundBounced,
)
from payments.registry import Registry
from payments.settings import ProviderSettings

log = structlog.get_logger(__name__)
SOURCE = "payments"
_KINDS: dict[str, type[ProviderEvent]] = {
    "arrived": MoneyArrived,
    "failed": PaymentFailed,
    "processing": PaymentProcessing,
    "page": PageFound,
    "returned": MoneyReturned,
    "bounced": RefundBounced,
    "disputed": DisputeChanged,
    "ask": Ask,
}
_NAMES = {kind: name for name, kind in _KINDS.items()}
_ADAPTERS: dict[str, TypeAdapter[Any]] = {name: TypeAdapter(kind) for name, kind in _KINDS.items()}


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
        if provider is None or not provider.takes_webhooks:
            raise NotFound
        shop = await self._shops.by_slug(slug)
        settings = self._settings.of(shop, provider)
        # Without its settings a provider has no key to verify with.
        if code not in self._settings.set_up(shop):
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

    def __init__(self, look_up: LookUpPayments) -> None:
        self._look_up = look_up

    async def __call__(self, item: Incoming) -> None:
        """Handle a stored notice. Raises: HandledForever: another release's, nothing can be made of it."""
        await self._look_up.take_all([_unpacked(stored) for stored in item.payload.get("events", ())])


def _payment_of(event: ProviderEvent) -> str:
    """Return what a provider's events must be handled in order with."""
    match event:
        case MoneyArrived(intent_id=int() as intent_id) | Ask(intent_id=int() as intent_id):
            return str(intent_id)
        case PaymentFailed() | PaymentProcessing() | PageFound():
            return str(event.intent_id)
        case MoneyArrived() | MoneyReturned() | RefundBounced() | DisputeChanged() | Ask():
            return event.external_id
        case _:
            assert_never(event)


def _packed(event: ProviderEvent) -> dict[str, Any]:
    return {"kind": _NAMES[type(event)], **asdict(event)}


def _unpacked(stored: dict[str, Any]) -> ProviderEvent:
    try:
        read: ProviderEvent = _ADAPTERS[stored["kind"]].validate_python(
            {name: value for name, value in stored.items() if name != "kind"}
        )
    except (KeyError, ValidationError) as error:
        msg = f"not an event this release understands: {type(error).__name__}"
        raise HandledForever(msg) from error
    return read


def _evidence(notice: Notice) -> dict[str, Any]:
    kept = {name: value for name, value in notice.headers.items() if name == "content-type" or "signature" in name}
    body = hide_cards(notice.body.decode(errors="replace"))
    return {"body": b64encode(body.encode()).decode(), "headers": kept, "remote": notice.remote}
