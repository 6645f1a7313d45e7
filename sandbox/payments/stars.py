"""Stars after the sale: refunds, renewals and cancelled subscriptions."""

import time

from sandbox.errors import PersonError, bad
from sandbox.jsontypes import JsonObject
from sandbox.model import Bot, Charge
from sandbox.payments.checkout import pay_message
from sandbox.payments.invoices import STARS
from sandbox.render import user_json
from sandbox.telegram import Telegram

_MONTH = 2_592_000


def stars_charge(tg: Telegram, bot: Bot, person_id: int, charge_id: str) -> Charge:
    charge = tg.world.charges.get(charge_id)
    if charge is None or charge.bot != bot.id or charge.person != person_id or charge.currency != STARS:
        raise bad("CHARGE_NOT_FOUND")
    return charge


def refund(tg: Telegram, bot: Bot, charge: Charge) -> None:
    if charge.refunded:
        raise bad("CHARGE_ALREADY_REFUNDED")
    if bot.stars < charge.amount:
        raise bad("BALANCE_TOO_LOW")
    charge.refunded = int(time.time())
    bot.stars -= charge.amount
    person = tg.world.person(charge.person)
    person.stars += charge.amount
    tg.world.charges.put(charge.id, charge)
    tg.world.bots.put(bot.id, bot)
    tg.world.people.put(person.id, person)
    body: JsonObject = {
        "currency": STARS,
        "total_amount": charge.amount,
        "invoice_payload": str(tg.world.invoices.rows[charge.invoice].terms["payload"]),
        "telegram_payment_charge_id": charge.id,
    }
    pay_message(tg, charge, body, "refunded_payment")


def transactions(tg: Telegram, bot: Bot) -> list[JsonObject]:
    """Money in and out of the bot's balance, oldest first."""
    found: list[tuple[int, JsonObject]] = []
    for charge in tg.world.charges.all():
        if charge.bot != bot.id or charge.currency != STARS:
            continue
        invoice = tg.world.invoices.rows[charge.invoice]
        partner: JsonObject = {"type": "user", "transaction_type": "invoice_payment"}
        partner["user"] = user_json(tg.world.person(charge.person))
        partner["invoice_payload"] = str(invoice.terms["payload"])
        entry: JsonObject = {"id": charge.id, "amount": charge.amount}
        found.append((charge.date, {**entry, "date": charge.date, "source": partner}))
        if charge.refunded:
            found.append((charge.refunded, {**entry, "date": charge.refunded, "receiver": partner}))
    return [entry for _, entry in sorted(found, key=lambda pair: pair[0])]


def subscription_change(tg: Telegram, charge: Charge, state: str) -> None:
    """What the person does with a subscription: ``canceled``, ``active`` again, or its renewal ``failed``."""
    if state not in {"canceled", "active", "failed"}:
        raise PersonError(f"unknown subscription state {state}")
    charge.canceled = state == "canceled"
    tg.world.charges.put(charge.id, charge)
    bot = tg.world.bots.rows[str(charge.bot)]
    body: JsonObject = {"user": user_json(tg.world.person(charge.person)), "state": state}
    body["invoice_payload"] = str(tg.world.invoices.rows[charge.invoice].terms["payload"])
    tg.updates.push(bot, "subscription", body)


def renew(tg: Telegram, first: Charge) -> Charge:
    """A month passed: the subscription is charged again."""
    bot, person = tg.world.bots.rows[str(first.bot)], tg.world.person(first.person)
    invoice = tg.world.invoices.rows[first.invoice]
    if not invoice.terms.get("subscription_period") or first.canceled:
        raise PersonError("there is no live subscription to renew")
    if person.stars < first.amount:
        subscription_change(tg, first, "failed")
        raise PersonError("not enough Stars: the renewal failed")
    person.stars -= first.amount
    bot.stars += first.amount
    tg.world.people.put(person.id, person)
    tg.world.bots.put(bot.id, bot)
    now = tg.world.now()
    again = Charge(f"{first.id}_{now}", first.bot, first.person, first.invoice, STARS, first.amount, now)
    tg.world.charges.put(again.id, again)
    body: JsonObject = {
        "currency": STARS,
        "total_amount": again.amount,
        "invoice_payload": str(invoice.terms["payload"]),
        "telegram_payment_charge_id": again.id,
        "provider_payment_charge_id": "",
        "is_recurring": True,
        "subscription_expiration_date": now + _MONTH,
    }
    pay_message(tg, again, body)
    return again
