"""One person at one payment sheet: shipping, pre-checkout within 10 seconds, the charge and its message."""

import asyncio
import secrets
import time

from sandbox.errors import PersonError
from sandbox.jsontypes import JsonObject
from sandbox.model import Bot, Charge, Chat, Checkout, Invoice, Message, Person
from sandbox.payments.invoices import STARS, prices_total
from sandbox.post import edited, post
from sandbox.render import user_json
from sandbox.telegram import Telegram
from sandbox.views import checkout_view

ANSWER_SECONDS = 10.0
_MONTH = 2_592_000
NO_ANSWER = "BOT_PRECHECKOUT_TIMEOUT"
DECLINED = "CARD_DECLINED"
POOR = "BALANCE_TOO_LOW"


def _default_info(person: Person, terms: JsonObject, given: JsonObject | None) -> JsonObject:
    """What the sheet collects: what the person typed, or what the client has on file."""
    known: JsonObject = {
        "name": f"{person.first_name} {person.last_name or ''}".strip(),
        "phone_number": (person.phone or "+79990000000").lstrip("+"),
        "email": f"{person.username or person.id}@example.com".lower(),
        "shipping_address": {
            "country_code": "RU", "state": "", "city": "Москва", "street_line1": "Тверская ул., 1",
            "street_line2": "", "post_code": "125009",
        },
    }  # fmt: skip
    known.update(given or {})
    needs = {"name": "need_name", "phone_number": "need_phone_number", "email": "need_email",
             "shipping_address": "need_shipping_address"}  # fmt: skip
    return {name: known[name] for name, need in needs.items() if terms.get(need)}


def start_checkout(
    tg: Telegram, person: Person, invoice: Invoice, message: Message | None, outcome: str, *,
    order_info: JsonObject | None = None, tip: int = 0,
) -> Checkout:  # fmt: skip
    if outcome not in {"pay", "decline"}:
        raise PersonError(f"unknown outcome {outcome}")
    if tip and tip > int(invoice.terms.get("max_tip_amount") or 0):
        raise PersonError("the tip is bigger than allowed")
    checkout = Checkout(
        id=secrets.token_hex(8),
        invoice=invoice.slug,
        person=person.id,
        message=message.key if message else "",
        outcome=outcome,
        stage="",
        query_id="",
        asked=0.0,
        order_info=_default_info(person, invoice.terms, order_info),
        tip=tip,
        total=invoice.total + tip,
    )
    tg.world.checkouts.put(checkout.id, checkout)
    if invoice.terms["currency"] == STARS and person.stars < invoice.total:
        finish(tg, checkout, ok=False, error=POOR)
    elif invoice.terms.get("is_flexible"):
        _ask(tg, checkout, "shipping")
    else:
        _ask(tg, checkout, "pre_checkout")
    return checkout


def _ask(tg: Telegram, checkout: Checkout, stage: str) -> None:
    invoice = tg.world.invoices.rows[checkout.invoice]
    bot = tg.world.bots.rows[str(invoice.bot)]
    checkout.stage, checkout.query_id, checkout.asked = stage, str(secrets.randbits(62)), time.time()
    tg.world.checkouts.put(checkout.id, checkout)
    person = user_json(tg.world.person(checkout.person))
    body: JsonObject = {"id": checkout.query_id, "from": person, "invoice_payload": str(invoice.terms["payload"])}
    if stage == "shipping":
        body["shipping_address"] = checkout.order_info["shipping_address"]
        tg.updates.push(bot, "shipping_query", body)
    else:
        body |= {"currency": invoice.terms["currency"], "total_amount": checkout.total, **_details(checkout)}
        tg.updates.push(bot, "pre_checkout_query", body)
    watch(tg, checkout)
    changed(tg, checkout)


def _details(checkout: Checkout) -> JsonObject:
    details: JsonObject = {}
    if checkout.option:
        details["shipping_option_id"] = checkout.option
    if checkout.order_info:
        details["order_info"] = checkout.order_info
    return details


def watch(tg: Telegram, checkout: Checkout) -> None:
    """Fail the payment when the bot lets the ten seconds pass."""
    query_id = checkout.query_id

    async def expire() -> None:
        await asyncio.sleep(max(0.0, checkout.asked + ANSWER_SECONDS - time.time()))
        if checkout.query_id == query_id and checkout.stage in {"shipping", "pre_checkout"}:
            finish(tg, checkout, ok=False, error=NO_ANSWER)

    tg.spawn(expire())


def changed(tg: Telegram, checkout: Checkout) -> None:
    tg.events.publish("checkout", checkout=checkout_view(tg.world, checkout))


def finish(tg: Telegram, checkout: Checkout, *, ok: bool, error: str = "") -> None:
    checkout.stage, checkout.ok, checkout.error = "done", ok, error
    tg.world.checkouts.put(checkout.id, checkout)
    changed(tg, checkout)


def waiting_for(tg: Telegram, bot: Bot, query_id: str, stage: str) -> Checkout | None:
    for checkout in tg.world.checkouts.all():
        if checkout.query_id == query_id and checkout.stage == stage:
            return checkout if tg.world.invoices.rows[checkout.invoice].bot == bot.id else None
    return None


def offer_options(tg: Telegram, checkout: Checkout, options: list[JsonObject]) -> None:
    checkout.options, checkout.stage = options, "choosing"
    tg.world.checkouts.put(checkout.id, checkout)
    changed(tg, checkout)


def choose_option(tg: Telegram, checkout: Checkout, option_id: str) -> None:
    option = next((item for item in checkout.options if item["id"] == option_id), None)
    if checkout.stage != "choosing" or option is None:
        raise PersonError(f"no shipping option {option_id} to choose")
    checkout.option = option_id
    checkout.total += prices_total(option["prices"])
    _ask(tg, checkout, "pre_checkout")


def accept(tg: Telegram, checkout: Checkout) -> None:
    """The bot agreed: the provider charges the card (or refuses it), Stars move."""
    if checkout.outcome == "decline":
        return finish(tg, checkout, ok=False, error=DECLINED)
    invoice = tg.world.invoices.rows[checkout.invoice]
    person = tg.world.person(checkout.person)
    bot = tg.world.bots.rows[str(invoice.bot)]
    if invoice.terms["currency"] == STARS:
        if person.stars < checkout.total:
            return finish(tg, checkout, ok=False, error=POOR)
        person.stars -= checkout.total
        bot.stars += checkout.total
        tg.world.people.put(person.id, person)
        tg.world.bots.put(bot.id, bot)
    charge = _charge(tg, checkout, invoice)
    checkout.charge = charge.id
    _mark_paid(tg, checkout)
    pay_message(tg, charge, _payment_body(charge, invoice, checkout))
    return finish(tg, checkout, ok=True)


def _charge(tg: Telegram, checkout: Checkout, invoice: Invoice) -> Charge:
    stars = invoice.terms["currency"] == STARS
    number = f"{'stx' if stars else 'tg'}_{secrets.token_hex(14)}"
    charge = Charge(
        number, invoice.bot, checkout.person, invoice.slug, str(invoice.terms["currency"]), checkout.total,
        tg.world.now(), provider_charge="" if stars else f"prov_{secrets.token_hex(10)}",
    )  # fmt: skip
    return tg.world.charges.put(charge.id, charge)


def _mark_paid(tg: Telegram, checkout: Checkout) -> None:
    message = tg.world.messages.get(checkout.message)
    if message is not None and not message.deleted:
        message.paid_by.append(checkout.person)
        edited(tg, message, count=False)


def _payment_body(charge: Charge, invoice: Invoice, checkout: Checkout) -> JsonObject:
    body: JsonObject = {
        "currency": charge.currency,
        "total_amount": charge.amount,
        "invoice_payload": str(invoice.terms["payload"]),
        "telegram_payment_charge_id": charge.id,
        "provider_payment_charge_id": charge.provider_charge,
        **_details(checkout),
    }
    if invoice.terms.get("subscription_period"):
        body |= {"subscription_expiration_date": charge.date + _MONTH, "is_recurring": True}
        body["is_first_recurring"] = True
    return body


def pay_message(tg: Telegram, charge: Charge, body: JsonObject, kind: str = "successful_payment") -> Message:
    """The service message lands in the private chat of payer and bot, wherever the invoice was."""
    person = tg.world.person(charge.person)
    if charge.bot not in person.started:
        person.started.append(charge.bot)
        tg.world.people.put(person.id, person)
    chat = Chat.with_bot(charge.bot, person.id)
    paid = kind == "successful_payment"
    bot_id, person_id = (0, person.id) if paid else (charge.bot, 0)
    message = Message(chat.key, tg.world.new_message_id(chat), bot_id, person_id, tg.world.now(), {kind: body})
    return post(tg, message)


def resume(tg: Telegram) -> None:
    """After a restart: unanswered checkouts go on with what is left of their ten seconds."""
    for checkout in tg.world.checkouts.all():
        if checkout.stage in {"shipping", "pre_checkout"}:
            watch(tg, checkout)
