"""Write down money that arrived: the charge and its books, once however often it is told."""

from dataclasses import replace
from typing import Any

from core.kit.crash import checkpoint
from core.kit.uow import Transaction
from db.repositories import money
from db.repositories.sql import Record
from db.types.enums import ChargeVerdict
from db.types.ids import ChargeId, IntentId, OrderId, new_id
from payments import ledger
from payments.protocol import MoneyArrived


async def record_charge(
    tx: Transaction,
    arrived: MoneyArrived,
    verdict: ChargeVerdict,
    reason: str | None,
    order_id: OrderId | None,
    intent_id: IntentId | None,
) -> ChargeId | None:
    """Return the new charge; None when a twin under another order's lock, or under none, was faster."""
    charge_id = ChargeId(new_id())
    applied = verdict is ChargeVerdict.APPLIED
    news = await money.record_charge(
        tx.connection,
        tx.shop_id,
        charge_id=charge_id,
        order_id=order_id,
        intent_id=intent_id,
        provider=arrived.provider,
        external_id=arrived.external_id,
        provider_reference=arrived.provider_reference,
        amount=arrived.amount,
        currency=arrived.currency,
        payer_telegram_id=arrived.payer_telegram_id,
        verdict=verdict,
        reason=reason,
        evidence=arrived.evidence,
        tip=arrived.tip if applied else 0,
        fee=arrived.fee,
        card_hash=arrived.card_hash,
    )
    if not news:
        return None
    entries = [ledger.charge(charge_id, arrived.provider, arrived.amount, arrived.currency)]
    if arrived.tip and applied:
        entries.append(ledger.tip(charge_id, arrived.tip, arrived.currency))
    if arrived.fee:
        entries.append(ledger.fee(charge_id, arrived.provider, arrived.fee, arrived.currency))
    for entry in entries:
        await money.write_entry(tx.connection, tx.shop_id, entry, entry_id=new_id(), order_id=order_id)
    checkpoint("charge_recorded")
    return charge_id


def with_tip(arrived: MoneyArrived, intent: Record | dict[str, Any]) -> MoneyArrived:
    """Return the money with its tip told apart, where the attempt allowed one and the rail did not say (pure)."""
    above = arrived.amount - intent["amount"]
    if arrived.tip or arrived.in_parts or arrived.currency != intent["currency"]:
        return arrived
    return replace(arrived, tip=above) if 0 < above <= intent["tip_max"] else arrived
