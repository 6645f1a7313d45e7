"""Read what came: messages, commands, taps (pure)."""

from aiogram.types import Message

from bot.links import AddToCart, BadLink, BuyNow, EditVariant, ShowVariant, StockAdd, read
from bot.turn import Incoming, SentFile
from db.types.ids import OrderId


def escaped(text: str) -> str:
    """Return plain text as Telegram HTML."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def order_of(data: str) -> OrderId | None:
    """Return the order that a button is about."""
    try:
        order = getattr(read(data), "order", None)
    except BadLink:
        return None
    return OrderId(order) if order else None


def split_command(text: str) -> tuple[str, str]:
    """Return a command with its slash, and what was typed after it."""
    for position, letter in enumerate(text):
        if letter.isspace():
            return text[:position], text[position:].strip()
    return text, ""


def is_command(text: str, username: str) -> bool:
    """Return whether a text is a command, bare or addressed to this bot."""
    head = text.split(maxsplit=1)[0] if text else ""
    return head.startswith("/") and ("@" not in head or head.lower().endswith(f"@{username.lower()}"))


def about(message: Message) -> tuple[str | None, int | None]:
    """Return the SKU or the variant that the message replied to is a card of; its buttons carry it."""
    card = message.reply_to_message
    if card is None or card.reply_markup is None or card.from_user is None or not card.from_user.is_bot:
        return None, None
    for row in card.reply_markup.inline_keyboard:
        for button in row:
            try:
                link = read(button.callback_data or "")
            except BadLink:
                continue
            if isinstance(link, (StockAdd, ShowVariant)):
                return link.sku, None
            if isinstance(link, (EditVariant, AddToCart, BuyNow)):
                return None, link.variant
    return None, None


def read_message(message: Message) -> Incoming:
    """Return what came, in our words."""
    contact, sent = message.contact, message.document
    text = message.text or message.caption or ""
    sku, variant = about(message)
    return Incoming(
        text=text,
        html=message.html_text if message.entities or message.caption_entities else escaped(text),
        kind=message.content_type,
        album=message.media_group_id,
        contact_phone=contact.phone_number if contact else None,
        contact_own=bool(contact and message.from_user and contact.user_id == message.from_user.id),
        photo_file_id=message.photo[-1].file_id if message.photo else None,
        document=(
            SentFile(sent.file_id, sent.file_name or "", sent.mime_type or "", sent.file_size or 0) if sent else None
        ),
        location=(message.location.latitude, message.location.longitude) if message.location else None,
        about_sku=sku,
        about_variant=variant,
        other=not text and not message.photo and not contact,
    )
