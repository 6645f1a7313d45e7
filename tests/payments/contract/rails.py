"""How each way to pay is driven from outside: what it declares, and how its buyer pays."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

import orjson

from payments.invoices import payload_of
from payments.protocol import Notice
from sandbox.gateways import defaults
from sandbox.gateways.gateway import Gateway
from sandbox.gateways.server import Gateways


@dataclass(frozen=True)
class Rail:
    """What a provider says of itself. The suite asserts what it has not, and tries what it has."""

    code: str
    settings: Callable[[Gateways], dict[str, Any]] = lambda _: {}
    currency: str = "RUB"
    gateway: str | None = None  # the local server behind it
    opens_by_call: bool = True  # a page is made by calling the provider
    pages_found: bool = True  # one whose opening got no answer is found by our own mark
    notices: bool = True  # posts to our webhook
    signs: bool = True
    stamps: bool = True  # a notice's time is part of the proof
    refunds: str = "call"  # or "hand"
    partial: bool = True
    statement: bool = True
    closes: bool = False  # its page can be closed
    paid_event: str = ""
    failed_event: str = ""
    account: dict[str, Any] = field(default_factory=dict)


def _bazu(gateways: Gateways) -> dict[str, Any]:
    return {
        "enabled": True,
        "api_url": gateways.bazu_url,
        "api_key": defaults.BAZU_KEY,
        "webhook_secret": defaults.BAZU_SECRET,
        "signature_mode": "timestamp.body",
    }


def _yookassa(gateways: Gateways) -> dict[str, Any]:
    return {"api_url": gateways.yookassa_url, "shop_id": defaults.YOOKASSA_SHOP, "secret_key": defaults.YOOKASSA_KEY}


def _stripe(gateways: Gateways) -> dict[str, Any]:
    return {
        "api_url": gateways.stripe_url,
        "secret_key": defaults.STRIPE_KEY,
        "webhook_secret": defaults.STRIPE_SECRET,
    }


def _cryptopay(gateways: Gateways) -> dict[str, Any]:
    return {"api_url": gateways.cryptopay_url, "token": defaults.CRYPTOPAY_TOKEN, "transfer_refunds": True}


def _ton(gateways: Gateways) -> dict[str, Any]:
    return {"api_url": gateways.ton_url, "address": defaults.TON_ADDRESS, "rate": "250.00", "confirmations": 2}


RAILS = (
    Rail(
        "telegram",
        lambda _: {"provider_token": "1744374395:TEST:abc"},
        opens_by_call=False,
        pages_found=False,
        notices=False,
        refunds="hand",
        statement=False,
    ),
    Rail("stars", currency="XTR", opens_by_call=False, pages_found=False, notices=False, partial=False),
    Rail("yookassa", _yookassa, gateway="yookassa", signs=False, stamps=False, paid_event="payment.succeeded",
         failed_event="payment.canceled"),
    Rail("stripe", _stripe, gateway="stripe", closes=True, paid_event="checkout.session.completed",
         failed_event="checkout.session.expired"),
    Rail("bazu", _bazu, gateway="bazu", pages_found=False, statement=False, paid_event="succeeded",
         failed_event="failed", account={"signature_mode": "timestamp.body"}),
    Rail("cryptopay", _cryptopay, gateway="cryptopay", closes=True, paid_event="invoice_paid",
         failed_event=""),
    Rail("ton", _ton, gateway="ton", opens_by_call=False, pages_found=False, notices=False, refunds="hand",
         account={"block_seconds": 0}),
    Rail("transfer", lambda _: {"bank": "Bank", "account": "40817810000000000001", "holder": "Olga"},
         opens_by_call=False, pages_found=False, notices=False, refunds="hand", statement=False),
    Rail("cash", opens_by_call=False, pages_found=False, notices=False, refunds="hand", statement=False),
)  # fmt: skip
BY_CODE = {rail.code: rail for rail in RAILS}
WEBHOOKS = tuple(rail for rail in RAILS if rail.notices)
CALLED = tuple(rail for rail in RAILS if rail.opens_by_call)


def force(gateway: Gateway, payment_id: str, status: str, *, paid: bool) -> None:
    """Put a payment into a state that the gateway itself would not let it into any more."""
    row = gateway.row(payment_id)
    if paid:
        row = gateway.as_paid(row)
    gateway.rows.put(payment_id, replace(row, status=status))


def sheet(intent_id: int, amount: int, currency: str, charge: str, payer: int, **more: Any) -> Notice:
    """What Telegram's own stream says of a payment, as the bot stores it."""
    said = {
        "telegram_payment_charge_id": charge,
        "provider_payment_charge_id": f"p-{charge}",
        "total_amount": amount,
        "currency": currency,
        "invoice_payload": payload_of(intent_id),  # type: ignore[arg-type]
        "payer_telegram_id": payer,
        **more,
    }
    return Notice(orjson.dumps(said))
