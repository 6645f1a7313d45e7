"""What a shop says of itself and how it looks: name, greeting, terms, cover, time zone, hours, colours."""

import re
from collections.abc import Awaitable, Callable, Sequence
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from core.auth.actor import Actor
from core.auth.roles import Permission
from core.kit.clock import Clock
from core.kit.errors import BadInput, NotFound
from core.kit.i18n.words import LANGUAGES
from core.kit.uow import Transaction, UnitOfWork
from core.shops.audit import record
from core.shops.errors import CurrencyInUse
from core.shops.pictures import Picture, keep
from core.shops.shop import Design, Shop
from db.repositories import shops
from db.types.money import exponent


class Telling(StrEnum):
    """What a shop says of itself, in each language."""

    TITLE = "title"
    GREETING = "greeting"
    ABOUT = "about"
    TERMS = "terms"
    SUPPORT = "support"


LIMITS = {
    Telling.TITLE: 60,
    Telling.GREETING: 500,
    Telling.ABOUT: 900,
    Telling.TERMS: 3500,
    Telling.SUPPORT: 500,
}
TEMPLATES = ("showcase", "list", "story")
# Writes a change; returns what was, and what is.
Write = Callable[[Transaction, Shop], Awaitable[tuple[Any, Any]]]
_ACCENT = re.compile(r"#?([0-9a-f]{6})", re.IGNORECASE)
_WEEK = 7


class DescribeShop:
    """Change it; everything here is seen by customers at once, and audited."""

    def __init__(self, uow: UnitOfWork, clock: Clock) -> None:
        self._uow = uow
        self._clock = clock

    async def say(self, actor: Actor, what: Telling, language: str, typed: str) -> Shop:
        """Write a text in a language; nothing typed (`-`) takes it back, but a shop has a name.

        Raises: Forbidden, NotFound. BadInput: too long, or no name.
        """
        said = "" if typed.strip() in ("-", "—") else typed.strip()
        if language not in LANGUAGES or len(said) > LIMITS[what] or (what is Telling.TITLE and len(said) < 2):
            raise BadInput(example=str(LIMITS[what]))
        if what is Telling.TITLE:
            said = " ".join(said.split())

        async def write(tx: Transaction, shop: Shop) -> tuple[Any, Any]:
            before: dict[str, str] = getattr(shop, what.value)
            after = {key: text for key, text in {**before, language: said}.items() if text}
            await shops.set_telling(tx.connection, tx.shop_id, what.value, after)
            return before, after

        return await self._changed(actor, f"shop.{what}", write)

    async def cover(self, actor: Actor, picture: Picture) -> Shop:
        """Show another picture above the greeting. Raises: Forbidden, NotFound."""

        async def write(tx: Transaction, shop: Shop) -> tuple[Any, Any]:
            media_id = await keep(tx, picture)
            await shops.set_cover(tx.connection, tx.shop_id, media_id)
            return shop.cover_media_id, media_id

        return await self._changed(actor, "shop.cover", write)

    async def currency(self, actor: Actor, typed: str) -> Shop:
        """Sell in another currency; prices keep their number of major units.

        Raises: Forbidden, NotFound. BadInput: no currency code. CurrencyInUse: sums of the old one were named.
        """
        code = typed.strip().upper()
        if not re.fullmatch(r"[A-Z]{3}", code) or code == "XTR":
            raise BadInput(example="USD")

        async def write(tx: Transaction, shop: Shop) -> tuple[Any, Any]:
            if code != shop.currency:
                if await shops.money_was_named(tx.connection, tx.shop_id):
                    raise CurrencyInUse(currency=shop.currency)
                await shops.set_currency(
                    tx.connection, tx.shop_id, code, shift=exponent(code) - exponent(shop.currency)
                )
            return shop.currency, code

        return await self._changed(actor, "shop.currency", write)

    async def time_zone(self, actor: Actor, typed: str) -> Shop:
        """Live by another clock. Raises: Forbidden, NotFound. BadInput: no place we know."""
        zone = read_zone(typed)
        if zone is None:
            raise BadInput(example="Europe/Moscow")

        async def write(tx: Transaction, shop: Shop) -> tuple[Any, Any]:
            await shops.set_timezone(tx.connection, tx.shop_id, zone)
            return shop.timezone, zone

        return await self._changed(actor, "shop.timezone", write)

    async def hours(self, actor: Actor, hours: Sequence[Sequence[Sequence[str]]]) -> Shop:
        """Be open at these hours of each weekday, Monday first; none at all: always. Raises: Forbidden, NotFound."""
        if len(hours) not in (0, _WEEK):
            raise BadInput(example="10:00–20:00")
        return await self._rule(actor, "hours", [[list(span) for span in day] for day in hours])

    async def design(self, actor: Actor, *, template: str | None = None, accent: str | None = None) -> Shop:
        """Choose the template or the accent colour (`#2f7de1`). Raises: Forbidden, NotFound, BadInput."""
        colour = _ACCENT.fullmatch(accent.strip()) if accent is not None else None
        if (template is not None and template not in TEMPLATES) or (accent is not None and colour is None):
            raise BadInput(example="#2f7de1")
        changed: dict[str, str] = {}
        if template is not None:
            changed["template"] = template
        if colour is not None:
            changed["accent"] = f"#{colour[1].lower()}"
        return await self._rule(actor, "design", changed)

    async def _rule(self, actor: Actor, name: str, value: Any) -> Shop:
        async def write(tx: Transaction, shop: Shop) -> tuple[Any, Any]:
            before = shop.rules.model_dump(mode="json")[name]
            after = {**before, **value} if isinstance(value, dict) else value
            if name == "design":
                after = Design.model_validate(after).model_dump(mode="json")
            await shops.set_rule(tx.connection, tx.shop_id, name, after)
            return before, after

        return await self._changed(actor, f"shop.{name}", write)

    async def _changed(self, actor: Actor, action: str, write: Write) -> Shop:
        return await change_shop(self._uow, self._clock, actor, action, write)


async def change_shop(uow: UnitOfWork, clock: Clock, actor: Actor, action: str, write: Write) -> Shop:
    """Change a shop in one transaction, say so in the audit, and let its pages be written anew.

    Raises: Forbidden, NotFound, and what `write` does.
    """
    actor.need(Permission.CHANGE_SHOP)
    async with uow(actor.shop_id) as tx:
        row = await shops.shop(tx.connection, tx.shop_id, lock=True)
        if row is None:
            raise NotFound
        before, after = await write(tx, Shop.from_row(row))
        if before != after:
            await record(tx, clock, actor, action, row["slug"], before={"value": before}, after={"value": after})
            await shops.bump_catalogue(tx.connection, tx.shop_id)
        changed = await shops.shop(tx.connection, tx.shop_id)
        if changed is None:
            raise NotFound
        return Shop.from_row(changed)


_CITIES = {
    "москва": "Europe/Moscow", "санкт-петербург": "Europe/Moscow", "питер": "Europe/Moscow", "мск": "Europe/Moscow",
    "калининград": "Europe/Kaliningrad", "самара": "Europe/Samara", "саратов": "Europe/Saratov",
    "екатеринбург": "Asia/Yekaterinburg", "уфа": "Asia/Yekaterinburg", "челябинск": "Asia/Yekaterinburg",
    "омск": "Asia/Omsk", "новосибирск": "Asia/Novosibirsk", "томск": "Asia/Tomsk", "красноярск": "Asia/Krasnoyarsk",
    "иркутск": "Asia/Irkutsk", "якутск": "Asia/Yakutsk", "владивосток": "Asia/Vladivostok",
    "магадан": "Asia/Magadan", "камчатка": "Asia/Kamchatka", "киев": "Europe/Kyiv", "минск": "Europe/Minsk",
    "алматы": "Asia/Almaty", "астана": "Asia/Almaty", "ташкент": "Asia/Tashkent", "тбилиси": "Asia/Tbilisi",
    "ереван": "Asia/Yerevan", "баку": "Asia/Baku", "бишкек": "Asia/Bishkek", "душанбе": "Asia/Dushanbe",
    "берлин": "Europe/Berlin", "лондон": "Europe/London", "белград": "Europe/Belgrade", "стамбул": "Europe/Istanbul",
    "дубай": "Asia/Dubai", "нью-йорк": "America/New_York",
}  # fmt: skip
_OFFSET = re.compile(r"(?:utc|gmt|мск)?\s*([+-]\d{1,2})(?::00)?", re.IGNORECASE)
_MOSCOW = 3


def read_zone(typed: str) -> str | None:
    """Read a time zone as people write it: a city in either language, `UTC+3`, `МСК+2`, `Europe/Moscow` (pure)."""
    words = " ".join(typed.split())
    if words.casefold() in _CITIES:
        return _CITIES[words.casefold()]
    offset = _OFFSET.fullmatch(words)
    if offset is not None:
        hours = int(offset[1]) + (_MOSCOW if words.casefold().startswith("мск") else 0)
        # The names of this family run the other way round: Etc/GMT-3 is three hours ahead.
        name = "UTC" if hours == 0 else f"Etc/GMT{-hours:+d}"
        return name if name in available_timezones() else None
    wanted = words.replace(" ", "_").casefold()
    found = [zone for zone in sorted(available_timezones()) if zone.casefold() == wanted]
    found += [zone for zone in sorted(available_timezones()) if "/" in zone and zone.casefold().endswith("/" + wanted)]
    return str(ZoneInfo(found[0])) if found else None


_DAYS = (
    ("пн", "понедельник", "mon", "monday"), ("вт", "вторник", "tue", "tuesday"), ("ср", "среда", "wed", "wednesday"),
    ("чт", "четверг", "thu", "thursday"), ("пт", "пятница", "fri", "friday"), ("сб", "суббота", "sat", "saturday"),
    ("вс", "воскресенье", "sun", "sunday"),
)  # fmt: skip
_EVERY = ("ежедневно", "каждый день", "daily", "every day", "все дни")
_ALWAYS = ("круглосуточно", "24/7", "всегда", "always", "-", "—")
_CLOSED = ("выходной", "закрыто", "closed", "off", "нет")
_SPAN = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?\s*[-–—]\s*(\d{1,2})(?:[:.](\d{2}))?")
_FULL_DAY, _HOUR = 24, 60


def read_hours(typed: str) -> list[list[list[str]]] | None:
    """Read hours as people write them, or None; an empty list means always open (pure).

    `пн-пт 10-20, сб 11:00-18:00, вс выходной` · `daily 9-21` · `10-20` · `24/7`. Days not named are closed.
    """
    text = " ".join(typed.replace(";", ",").replace("\n", ",").casefold().split())
    if text in _ALWAYS:
        return []
    days: list[list[list[str]]] = [[] for _ in range(_WEEK)]
    current: list[int] = []
    for part in filter(None, (piece.strip() for piece in text.split(","))):
        named, rest = _named_days(part)
        if named is not None:
            current = named
        elif not current:
            current = list(range(_WEEK))
        if rest in _CLOSED:
            continue
        spans = _spans(rest)
        if spans is None:
            return None
        for day in current:
            days[day] += spans
    return days if any(days) else None


def _named_days(part: str) -> tuple[list[int] | None, str]:
    for word in _EVERY:
        if part.startswith(word):
            return list(range(_WEEK)), part.removeprefix(word).strip(" :")
    found = re.match(r"([a-zа-яё]+)(?:\s*[-–—]\s*([a-zа-яё]+))?[\s:]*", part)
    if found is None or part in _CLOSED:
        return None, part
    first, last = _day(found[1]), _day(found[2]) if found[2] else _day(found[1])
    if first is None or last is None:
        return None, part
    span = (last - first) % _WEEK + 1
    return [(first + step) % _WEEK for step in range(span)], part[found.end() :].strip()


def _day(word: str) -> int | None:
    return next((place for place, names in enumerate(_DAYS) if word in names), None)


def _spans(text: str) -> list[list[str]] | None:
    cleaned = re.sub(r"\b(с|from|и|and)\b", " ", text)
    cleaned = re.sub(r"\b(до|to|till)\b", "-", cleaned)
    found: list[list[str]] = []
    for match in _SPAN.finditer(cleaned):
        begin, end = _clock(match[1], match[2]), _clock(match[3], match[4])
        if begin is None or end is None or begin == "24:00":
            return None
        found.append([begin, end])
    return found if found and not _SPAN.sub("", cleaned).strip(" ,") else None


def _clock(hour: str, minute: str | None) -> str | None:
    hours, minutes = int(hour), int(minute or 0)
    if hours > _FULL_DAY or minutes >= _HOUR or (hours == _FULL_DAY and minutes):
        return None
    return f"{hours:02}:{minutes:02}"
