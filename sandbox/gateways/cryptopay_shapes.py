"""Rows as Crypto Pay's objects: pure functions, so that a changed copy of a row tells a consistent lie."""

from sandbox.gateways import cryptopay_rates as rates
from sandbox.gateways.desk import iso
from sandbox.gateways.money import short
from sandbox.gateways.rows import Payment, Refund
from sandbox.jsontypes import JsonObject

COPIED = ("description", "hidden_message", "payload", "paid_btn_name", "paid_btn_url", "swap_to")


def invoice(row: Payment) -> JsonObject:
    more, crypto = row.more, row.more["kind"] == "crypto"
    body: JsonObject = {
        "invoice_id": int(row.id),
        "hash": more["hash"],
        "currency_type": more["kind"],
        "asset" if crypto else "fiat": row.currency,
        "amount": short(row.amount, row.currency),
        "bot_invoice_url": row.page,
        "mini_app_invoice_url": row.page,
        "web_app_invoice_url": row.page,
        "status": row.status,
        "created_at": iso(row.created),
        "allow_comments": more["comments"],
        "allow_anonymous": more["anonymous"],
        **{name: more[name] for name in COPIED if name in more},
    }
    if not crypto:
        body["accepted_assets"] = more["accepted"] or [*rates.ASSETS]
    if row.expires:
        body["expiration_date"] = iso(row.expires)
    return {**body, **_paid_fields(row)} if row.status == "paid" else body


def _paid_fields(row: Payment) -> JsonObject:
    asset, amount = row.more["paid"]["asset"], row.more["paid"]["amount"]
    fields: JsonObject = {
        "paid_at": iso(row.paid_at),
        "paid_anonymously": False,
        "paid_asset": asset,
        "paid_amount": short(amount, asset),
        "paid_usd_rate": rates.ASSETS[asset][1],
        "fee_asset": asset,
        "fee_amount": "0",
        "fee_in_usd": "0",
    }
    if row.more["kind"] == "fiat":
        fields["paid_fiat_rate"] = f"{rates.rate(asset, row.currency):f}"
    return fields


def transfer(row: Refund) -> JsonObject:
    body: JsonObject = {
        "transfer_id": int(row.id),
        "spend_id": row.more["spend_id"],
        "user_id": str(row.more["user_id"]),
        "asset": row.currency,
        "amount": short(row.amount, row.currency),
        "status": row.status,
        "completed_at": iso(row.created),
    }
    return {**body, "comment": row.more["comment"]} if row.more["comment"] else body
