"""People at the payment sheet: from an invoice message, a forwarded copy, or a link."""

from sandbox.errors import PersonError
from sandbox.jsontypes import JsonObject
from sandbox.model import Chat, Checkout, Invoice, Message, Person
from sandbox.payments.checkout import start_checkout
from sandbox.people.talking import seen
from sandbox.telegram import Telegram
from sandbox.views import invoice_view


def _has_pay_button(message: Message) -> bool:
    rows = (message.markup or {}).get("inline_keyboard", [])
    return any(button.get("pay") for row in rows for button in row)


def find_invoice(tg: Telegram, chat: Chat, message_id: int = 0) -> tuple[Message, Invoice]:
    """The named invoice message, or the newest one in the chat that can be paid."""
    history = tg.world.history.get(chat.key, {}).values()
    found = [seen(tg, chat, message_id)] if message_id else [m for m in reversed(history) if not m.deleted]
    for message in found:
        invoice = tg.world.invoices.get(message.invoice) if message.invoice else None
        if invoice is not None and _has_pay_button(message):
            return message, invoice
    raise PersonError("there is no invoice to pay here")


def by_slug(tg: Telegram, link: str) -> Invoice:
    slug = link.rpartition("$")[2].rpartition("/")[2]
    invoice = tg.world.invoices.get(slug)
    if invoice is None:
        raise PersonError(f"there is no invoice {link}")
    return invoice


def sheet(tg: Telegram, person: Person, slug: str) -> JsonObject:
    """What the payment sheet shows before anything is paid."""
    invoice = by_slug(tg, slug)
    return {"invoice": invoice_view(tg.world, invoice.slug), "stars": person.stars, "phone": person.phone}


def pay(
    tg: Telegram, person: Person, invoice: Invoice, message: Message | None, outcome: str,
    order_info: JsonObject | None = None, tip: int = 0,
) -> Checkout | None:  # fmt: skip
    if outcome == "close":
        return None  # Closing the sheet is silent: the bot hears nothing at all.
    return start_checkout(tg, person, invoice, message, outcome, order_info=order_info, tip=tip)
