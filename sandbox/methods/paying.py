"""Invoices, answers to shipping and pre-checkout queries, Stars."""

from typing import Any

from sandbox.errors import QUERY_TOO_OLD, bad
from sandbox.jsontypes import JsonObject
from sandbox.methods.base import Call, method, send, writable_chat
from sandbox.payments.checkout import accept, finish, offer_options, waiting_for
from sandbox.payments.invoices import checked_terms, new_invoice, prices_total
from sandbox.payments.stars import refund, stars_charge, subscription_change, transactions

_PAGE = 100


@method("sendInvoice")
async def send_invoice(call: Call) -> JsonObject:
    writable_chat(call)
    terms = call.params.values
    if terms.get("subscription_period"):
        raise bad("SUBSCRIPTION_PERIOD_INVALID")
    total = checked_terms(terms)
    shown = {
        "title": terms["title"],
        "description": terms["description"],
        "start_parameter": terms.get("start_parameter") or "",
        "currency": terms["currency"],
        "total_amount": total,
    }
    invoice = new_invoice(call.tg, call.bot, terms)
    return send(call, {"invoice": shown}, invoice=invoice.slug)


@method("createInvoiceLink")
async def create_invoice_link(call: Call) -> str:
    invoice = new_invoice(call.tg, call.bot, call.params.values, is_link=True)
    return f"https://t.me/${invoice.slug}"


@method("answerPreCheckoutQuery")
async def answer_pre_checkout_query(call: Call) -> bool:
    checkout = waiting_for(call.tg, call.bot, call.params.text("pre_checkout_query_id"), "pre_checkout")
    if checkout is None:
        raise bad(QUERY_TOO_OLD)
    if call.params.flag("ok"):
        accept(call.tg, checkout)
        return True
    if not call.params.text("error_message"):
        raise bad("ERROR_TEXT_EMPTY")
    finish(call.tg, checkout, ok=False, error=call.params.text("error_message"))
    return True


def _options(options: list[Any]) -> list[JsonObject]:
    if not options:
        raise bad("There must be at least one shipping option")
    for option in options:
        if not isinstance(option, dict):
            raise bad("can't parse shipping option: ShippingOption must be an Object")
        if not option.get("id"):
            raise bad("can't parse shipping option: ShippingOption identifier must be non-empty")
        if not option.get("title"):
            raise bad("can't parse shipping option: ShippingOption title must be non-empty")
        prices_total(option.get("prices"))
    return options


@method("answerShippingQuery")
async def answer_shipping_query(call: Call) -> bool:
    checkout = waiting_for(call.tg, call.bot, call.params.text("shipping_query_id"), "shipping")
    if checkout is None:
        raise bad(QUERY_TOO_OLD)
    if call.params.flag("ok"):
        offer_options(call.tg, checkout, _options(call.params.items("shipping_options") or []))
        return True
    if not call.params.text("error_message"):
        raise bad("ERROR_TEXT_EMPTY")
    finish(call.tg, checkout, ok=False, error=call.params.text("error_message"))
    return True


@method("refundStarPayment")
async def refund_star_payment(call: Call) -> bool:
    person, number = call.params.number("user_id"), call.params.text("telegram_payment_charge_id")
    refund(call.tg, call.bot, stars_charge(call.tg, call.bot, person, number))
    return True


@method("editUserStarSubscription")
async def edit_user_star_subscription(call: Call) -> bool:
    person, number = call.params.number("user_id"), call.params.text("telegram_payment_charge_id")
    charge = stars_charge(call.tg, call.bot, person, number)
    state = "canceled" if call.params.flag("is_canceled") else "active"
    subscription_change(call.tg, charge, state)
    return True


@method("getStarTransactions")
async def get_star_transactions(call: Call) -> JsonObject:
    offset, limit = call.params.number("offset"), call.params.number("limit", _PAGE)
    if not 1 <= limit <= _PAGE:
        raise bad("limit must be between 1 and 100")
    return {"transactions": transactions(call.tg, call.bot)[offset : offset + limit]}


@method("getMyStarBalance")
async def get_my_star_balance(call: Call) -> JsonObject:
    return {"amount": call.bot.stars}
