"""Inline mode: `@bot words` in any chat is answered at once with cards that open the shop; nothing is stored."""

from typing import Any

import structlog
from aiohttp import ClientError

from bot.fleet import Fleet
from bot.incoming import escaped
from bot.product_rows import cut, label, price_of
from bot.session import RawRefusal
from core.auth.identify import Identify
from core.kit.errors import AppError
from core.kit.i18n.words import Words, words_of
from core.kit.observability.metrics import UPDATES
from core.shops.find import FindProducts, Shown
from core.shops.open_shop import ServedBot
from core.shops.shop import Shop
from db.types.ids import encode_id

log = structlog.get_logger(__name__)
INLINE = "inline_query"
PAGE = 20
_DESCRIPTION = 200
_ANSWER_SECONDS = 10
# For how long Telegram may answer the same words by itself: prices and stock change.
_CACHE_SECONDS = 30


class InlineMode:
    """Answers inline queries of every bot."""

    def __init__(self, fleet: Fleet, identify: Identify, find: FindProducts) -> None:
        self._fleet = fleet
        self._identify = identify
        self._find = find

    async def answer(self, served: ServedBot, query: dict[str, Any]) -> None:
        """Answer a query; what fails is logged, for nobody waits for long."""
        try:
            params = await self._found(served, query)
        except AppError as error:
            log.warning("inline.not_answered", bot=served.username, why=error.code)
            UPDATES.labels(INLINE, "unavailable").inc()
            return
        try:
            await self._fleet.session.raw(served.token, "answerInlineQuery", params, _ANSWER_SECONDS)
        except (RawRefusal, ClientError, OSError, TimeoutError) as error:
            # Telegram forgets a query quickly: whoever types on has asked the next one.
            log.info("inline.too_late", bot=served.username, why=str(error)[:100])
            UPDATES.labels(INLINE, "failed").inc()
            return
        UPDATES.labels(INLINE, "done").inc()

    async def _found(self, served: ServedBot, query: dict[str, Any]) -> dict[str, Any]:
        sender = query.get("from") or {}
        shop_row, language = await self._identify.glance(
            served.id, int(sender.get("id", 0)), sender.get("language_code")
        )
        words = words_of(language)
        answer: dict[str, Any] = {
            "inline_query_id": str(query.get("id")),
            "cache_time": _CACHE_SECONDS,
            "is_personal": True,
            "results": [],
        }
        if shop_row is None:
            return answer
        shop = Shop.from_row(shop_row)
        offset = str(query.get("offset") or "0")
        start = int(offset) if offset.isdecimal() and len(offset) < 7 else 0
        cards, total = await self._find.shown(
            shop.id, str(query.get("query") or ""), served.id, start=start, limit=PAGE
        )
        answer["results"] = [card(words, shop, served.username, one) for one in cards]
        if start + PAGE < total:
            answer["next_offset"] = str(start + PAGE)
        if not cards and not start:
            # The way from an empty list into the shop: its shelves.
            answer["button"] = {"text": words.plain("inline-nothing"), "start_parameter": "c_0"}
        return answer


def card(words: Words, shop: Shop, username: str, shown: Shown) -> dict[str, Any]:
    """Return a product as an inline result: a photo where the bot has it, else an article (pure)."""
    product = shown.summary
    title = words.pick(product.title)
    price = words.money(price_of(shop, product.min_price, in_stars=product.in_stars))
    if product.min_price != product.max_price:
        price = words.plain("filter-from", low=price)
    if product.available <= 0:
        price = words.plain("product-sold-out")
    description = cut(words.pick(shown.description), _DESCRIPTION)
    text = "\n".join(
        (f"<b>{escaped(title)}</b>", f"<b>{escaped(price)}</b>", *(("", escaped(description)) if description else ()))
    )
    link = f"https://t.me/{username}?start=p_{encode_id(product.id)}"
    button = words.plain("button-buy-now" if product.available > 0 else "button-look")
    result: dict[str, Any] = {
        "id": encode_id(product.id),
        "title": cut(title, 100),
        "description": f"{price} · {description}" if description else price,
        "reply_markup": {"inline_keyboard": [[{"text": button, "url": link}]]},
    }
    if shown.file_id is not None:
        return {**result, "type": "photo", "photo_file_id": shown.file_id, "caption": text, "parse_mode": "HTML"}
    content = {"message_text": text, "parse_mode": "HTML", "link_preview_options": {"is_disabled": True}}
    return {**result, "type": "article", "title": label(words, shop, product), "input_message_content": content}
