"""What becomes of a message when it is forwarded: its origin, its buttons, its invoice."""

from sandbox.jsontypes import JsonObject
from sandbox.model import Message
from sandbox.render import sender_json
from sandbox.world import World


def origin_of(world: World, source: Message) -> JsonObject:
    if source.forward:
        return source.forward
    return {"type": "user", "sender_user": sender_json(world, source), "date": source.date}


def forwarded_markup(world: World, source: Message) -> JsonObject | None:
    """Only links survive; an invoice keeps Pay, or with a start_parameter gets a link to the bot instead."""
    if not source.markup or "inline_keyboard" not in source.markup:
        return None
    rows = [[_forwarded(world, source, button) for button in row] for row in source.markup["inline_keyboard"]]
    kept = [[button for button in row if button] for row in rows]
    kept = [row for row in kept if row]
    return {"inline_keyboard": kept} if kept else None


def _forwarded(world: World, source: Message, button: JsonObject) -> JsonObject | None:
    if button.get("pay"):
        invoice = world.invoices.get(source.invoice)
        parameter = str(invoice.terms.get("start_parameter") or "") if invoice else ""
        if invoice is None or not parameter:
            return button
        bot = world.bots.rows[str(invoice.bot)]
        return {"text": button["text"], "url": f"https://t.me/{bot.username}?start={parameter}"}
    return button if button.get("url") else None
