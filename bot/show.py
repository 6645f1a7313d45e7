"""Turn a reply into Telegram calls: edit the message that was tapped, or send a new one.

"message is not modified" is success. A picture cannot be edited away, so a screen without one is sent anew
and the old message removed.
"""

import contextlib
import re
from dataclasses import dataclass, replace
from html import unescape

import structlog
from aiogram import Bot
from aiogram.exceptions import TelegramAPIError, TelegramBadRequest
from aiogram.types import (
    BufferedInputFile,
    ForceReply,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaPhoto,
    KeyboardButton,
    LabeledPrice,
    LinkPreviewOptions,
    Message,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
    ReplyParameters,
    WebAppInfo,
)

from bot.screen import Button, Drawing, InvoiceScreen, Photo, Rows, Screen, SentFile
from core.shops.pictures import Pictures
from db.types.ids import BotId, ShopId

log = structlog.get_logger(__name__)
CAPTION_LIMIT = 1024
TEXT_LIMIT = 4096
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a screen goes. `message_id`: the message to edit, which has a photo or not."""

    chat_id: int
    message_id: int | None = None
    has_photo: bool = False
    thread_id: int | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """The message a screen stands in now."""

    message_id: int
    edited: bool


def _button(button: Button) -> InlineKeyboardButton:
    if button.pay:
        return InlineKeyboardButton(text=button.text, pay=True)
    if button.url is not None:
        return InlineKeyboardButton(text=button.text, url=button.url)
    if button.app is not None:
        return InlineKeyboardButton(text=button.text, web_app=WebAppInfo(url=button.app))
    if button.inline_query is not None:
        return InlineKeyboardButton(text=button.text, switch_inline_query=button.inline_query)
    return InlineKeyboardButton(text=button.text, callback_data=button.link.pack() if button.link else "n")


def keyboard(rows: Rows) -> InlineKeyboardMarkup | None:
    """Return the inline keyboard of a screen, None for no buttons."""
    if not rows:
        return None
    return InlineKeyboardMarkup(inline_keyboard=[[_button(button) for button in row] for row in rows])


# What is cut whole or not at all: a tag, an entity (or what may look like one), else one character.
_PIECE = re.compile(
    r"""<(?P<end>/?)(?P<tag>[a-zA-Z][a-zA-Z0-9-]*)(?:[^<>"']|"[^"]*"|'[^']*')*>|&\#?[a-zA-Z0-9]{0,8};?|.""", re.DOTALL
)


def _units(text: str) -> int:
    """Return the length in UTF-16 units, the strictest of the ways Telegram counts in."""
    return len(text.encode("utf-16-le")) // 2


def shortened(text: str, limit: int) -> str:
    """Cut HTML to a visible length, where tags count nothing and an entity is one character.

    The cut is at a line's end, else between words, else inside one; never inside a tag or an entity. Tags that are
    open there are closed.
    """
    if _units(text) <= limit:
        return text
    shown = 0  # what is visible so far
    fits = after_word = after_line = 0  # where the text may be cut with room left for the mark
    for piece in _PIECE.finditer(text):
        if piece["tag"]:
            continue
        raw = piece[0]
        if shown <= limit - 2:
            fits = piece.start()
            if raw == "\n":
                after_line = fits
            if raw.isspace():
                after_word = fits
        shown += _units(unescape(raw)) if raw[0] == "&" else _units(raw)
        if shown > limit:
            break
    else:
        return text
    if after_line >= fits * 3 // 4:
        return _closed(text[:after_line]) + "\n…"
    return _closed(text[: after_word if after_word >= fits * 3 // 4 else fits]) + "…"


def _closed(html: str) -> str:
    """Return HTML with its open tags closed."""
    opened: list[str] = []
    for piece in _PIECE.finditer(html):
        if piece["end"] and opened:
            opened.pop()
        elif piece["tag"]:
            opened.append(piece["tag"])
    return html + "".join(f"</{tag}>" for tag in reversed(opened))


def _same(error: TelegramBadRequest) -> bool:
    return "message is not modified" in error.message


class Show:
    """Shows screens through one bot."""

    def __init__(self, bot: Bot, bot_id: BotId, pictures: Pictures) -> None:
        self._bot = bot
        self._bot_id = bot_id
        self._pictures = pictures

    async def screen(self, shop_id: ShopId, place: Place, screen: Screen) -> Shown:
        """Edit the place's message into the screen, or send it. Raises: TelegramAPIError."""
        asks = screen.ask_contact is not None or screen.ask_location is not None
        can_edit = place.message_id is not None and not screen.fresh and not asks
        if can_edit and not (place.has_photo and screen.photo is None):
            try:
                return await self._edit(shop_id, place, screen)
            except TelegramBadRequest as error:
                if _same(error):
                    return Shown(place.message_id or 0, edited=True)
                # Too old, deleted, or of a kind that cannot be edited: a new message carries on.
                log.info("screen.resent", why=error.message[:100])
        try:
            shown = await self._send(shop_id, place, screen)
        except TelegramBadRequest as error:
            if not isinstance(screen.photo, Photo) or "file" not in error.message.lower():
                raise
            # Telegram forgot its copy of the picture: it is sent again from ours.
            await self._pictures.forgotten(shop_id, screen.photo.media_id, self._bot_id)
            shown = await self._send(shop_id, place, replace(screen, photo=Photo(screen.photo.media_id)))
        if can_edit and place.message_id is not None:
            with contextlib.suppress(TelegramAPIError):
                await self._bot.delete_message(place.chat_id, place.message_id)
        return shown

    async def _edit(self, shop_id: ShopId, place: Place, screen: Screen) -> Shown:
        if screen.photo is None:
            await self._bot.edit_message_text(
                text=shortened(screen.text, TEXT_LIMIT),
                chat_id=place.chat_id,
                message_id=place.message_id,
                reply_markup=keyboard(screen.rows),
                link_preview_options=_NO_PREVIEW,
            )
            return Shown(place.message_id or 0, edited=True)
        media = InputMediaPhoto(
            media=await self._file(shop_id, screen.photo),
            caption=shortened(screen.text, CAPTION_LIMIT),
            parse_mode="HTML",
        )
        message = await self._bot.edit_message_media(
            media=media,
            chat_id=place.chat_id,
            message_id=place.message_id,
            reply_markup=keyboard(screen.rows),
        )
        if isinstance(message, Message):
            await self._keep(shop_id, screen.photo, message)
        return Shown(place.message_id or 0, edited=True)

    async def _send(self, shop_id: ShopId, place: Place, screen: Screen) -> Shown:
        markup: InlineKeyboardMarkup | ReplyKeyboardMarkup | ReplyKeyboardRemove | None = keyboard(screen.rows)
        if screen.ask_contact is not None:
            button = KeyboardButton(text=screen.ask_contact, request_contact=True)
            markup = ReplyKeyboardMarkup(keyboard=[[button]], resize_keyboard=True, one_time_keyboard=True)
        elif screen.ask_location is not None:
            shares = KeyboardButton(text=screen.ask_location, request_location=True)
            rows = [[shares], *([KeyboardButton(text=words)] for words in screen.said)]
            markup = ReplyKeyboardMarkup(keyboard=rows, resize_keyboard=True, one_time_keyboard=True)
        elif screen.drop_keyboard and not screen.rows:
            markup = ReplyKeyboardRemove()
        if screen.photo is None:
            message = await self._bot.send_message(
                place.chat_id,
                shortened(screen.text, TEXT_LIMIT),
                reply_markup=markup,
                message_thread_id=place.thread_id,
                link_preview_options=_NO_PREVIEW,
            )
        else:
            message = await self._bot.send_photo(
                place.chat_id,
                await self._file(shop_id, screen.photo),
                caption=shortened(screen.text, CAPTION_LIMIT),
                reply_markup=markup,
                message_thread_id=place.thread_id,
            )
            await self._keep(shop_id, screen.photo, message)
        return Shown(message.message_id, edited=False)

    async def question(self, place: Place, text: str, placeholder: str | None, reply_to: int | None) -> int:
        """Ask the person who is named in the text to reply to a message; return its id. Raises: TelegramAPIError."""
        message = await self._bot.send_message(
            place.chat_id,
            shortened(text, TEXT_LIMIT),
            reply_markup=ForceReply(selective=True, input_field_placeholder=placeholder),
            reply_parameters=(
                ReplyParameters(message_id=reply_to, allow_sending_without_reply=True) if reply_to else None
            ),
            message_thread_id=place.thread_id,
            link_preview_options=_NO_PREVIEW,
        )
        return message.message_id

    async def edit(self, shop_id: ShopId, place: Place, screen: Screen) -> None:
        """Edit a message with its picture; unchanged is fine. Raises: TelegramAPIError."""
        try:
            await self._edit(shop_id, place, screen)
        except TelegramBadRequest as error:
            if not _same(error):
                raise

    async def edit_text(self, chat_id: int, message_id: int, screen: Screen) -> None:
        """Edit a message without a picture; unchanged is fine. Raises: TelegramAPIError."""
        try:
            await self._edit(ShopId(0), Place(chat_id, message_id), screen)
        except TelegramBadRequest as error:
            if not _same(error):
                raise

    async def invoice(self, place: Place, invoice: InvoiceScreen) -> int:
        """Send an invoice; return its message id. Raises: TelegramAPIError."""
        message = await self._bot.send_invoice(
            chat_id=place.chat_id,
            title=invoice.title,
            description=invoice.description,
            payload=invoice.payload,
            provider_token=invoice.provider_token,
            currency=invoice.currency,
            prices=[LabeledPrice(label=label, amount=amount) for label, amount in invoice.prices],
            start_parameter=invoice.start_parameter,
            reply_markup=keyboard(invoice.rows),
            **invoice.options,
        )
        return message.message_id

    async def file(self, place: Place, sent: SentFile) -> None:
        """Send a file. Raises: TelegramAPIError."""
        await self._bot.send_document(
            place.chat_id,
            BufferedInputFile(sent.content, filename=sent.name),
            caption=shortened(sent.caption, CAPTION_LIMIT) or None,
            message_thread_id=place.thread_id,
        )

    async def _file(self, shop_id: ShopId, photo: Photo | Drawing) -> str | BufferedInputFile:
        if isinstance(photo, Drawing):
            return BufferedInputFile(photo.content, filename=photo.name)
        file_id = photo.file_id or await self._pictures.file_id(shop_id, photo.media_id, self._bot_id)
        if file_id:
            return file_id
        content = await self._pictures.content(shop_id, photo.media_id)
        return BufferedInputFile(content, filename=f"{photo.media_id}.jpg")

    async def _keep(self, shop_id: ShopId, photo: Photo | Drawing, message: Message) -> None:
        """Remember the uploaded copy: the next time no byte is sent."""
        if isinstance(photo, Photo) and photo.file_id is None and message.photo:
            await self._pictures.uploaded(shop_id, photo.media_id, self._bot_id, message.photo[-1].file_id)
