"""The words of one language: `words("cart-empty")`, with parameters escaped for Telegram's HTML."""

import contextlib
import html
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime, format_time
from babel.numbers import format_decimal
from fluent.runtime import FluentBundle, FluentResource

from core.kit.errors import AppError
from core.kit.i18n.templates import Template, from_fluent, render
from db.types.money import Money, exponent

LANGUAGES = ("ru", "en")
DEFAULT_LANGUAGE = "en"
# Telegram's language codes of people who read Russian more readily than English.
READS_RUSSIAN = frozenset({"ru", "be", "uk", "kk", "ky", "uz", "tg", "hy", "az", "ka", "tt"})
_LOCALES = Path(__file__).parent / "locales"
_SYMBOLS = {"RUB": "₽", "USD": "$", "EUR": "€", "GBP": "£", "KZT": "₸", "UAH": "₴", "BYN": "Br", "XTR": "⭐"}
_SYMBOL_FIRST = frozenset({"$", "€", "£"})
_NARROW_SPACE = "\u00a0"


class Raw(str):
    """Text that is HTML already, e.g. a part built from other words."""

    __slots__ = ()


class MissingWords(LookupError):
    """A key has no text in a language: a test finds these before a person does."""


def language_for(chosen: str | None, telegram_language: str | None) -> str:
    """Return the language a person is spoken to in: their choice, else what Telegram says."""
    if chosen in LANGUAGES:
        return chosen
    code = (telegram_language or "").split("-")[0].lower()
    return "ru" if code in READS_RUSSIAN else DEFAULT_LANGUAGE


class Words:
    """One language. Calling it gives HTML; `plain` gives text for alerts and buttons."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._bundle = FluentBundle([language], use_isolating=False)
        for path in sorted((_LOCALES / language).glob("*.ftl")):
            self._bundle.add_resource(FluentResource(path.read_text(encoding="utf-8")))

    def keys(self) -> frozenset[str]:
        """Return every key of the language."""
        return frozenset(self._bundle._messages)  # noqa: SLF001 – the library offers no listing

    def _format(self, key: str, params: Mapping[str, Any]) -> str:
        try:
            message = self._bundle.get_message(key)
        except LookupError:
            raise MissingWords(key) from None
        if message.value is None:
            raise MissingWords(key)
        formatted, errors = self._bundle.format_pattern(message.value, dict(params))
        if errors:
            raise MissingWords(f"{key}: {errors[0]}")
        return str(formatted)

    def __call__(self, key: str, **params: Any) -> str:
        """Return the text as Telegram HTML; text parameters are escaped unless `Raw`.

        Raises:
            MissingWords: no such key, or a parameter is missing.
        """
        return self._format(key, {name: self._shown(value, escape=True) for name, value in params.items()})

    def plain(self, key: str, **params: Any) -> str:
        """Return the text without escaping, for buttons and alerts (which take no HTML)."""
        return self._format(key, {name: self._shown(value, escape=False) for name, value in params.items()})

    def _shown(self, value: Any, *, escape: bool) -> Any:
        if isinstance(value, Money):
            return self.money(value)
        if isinstance(value, Raw):
            return str(value)
        if isinstance(value, str):
            return html.escape(value, quote=False) if escape else value
        if isinstance(value, dict):
            return self._shown(self.pick(value), escape=escape)
        return value

    def refusal(self, error: AppError) -> str:
        """Return the sentence of a refusal, without HTML."""
        # An order's number is a name: 1003, not 1 003.
        params = {name: str(value) if name == "number" else value for name, value in error.params.items()}
        return self.plain(error.code, **params)

    def money(self, money: Money) -> str:
        """Return an amount as people of this language write it: `1 990 ₽`, `$19.90`."""
        return _money(self.language, money.amount, money.currency)

    def tenths(self, tenths: int) -> str:
        """Return a number of tenths: `4,7`, `4.7`."""
        return str(format_decimal(Decimal(tenths) / 10, "0.0", locale=self.language))

    def pick(self, texts: Mapping[str, str]) -> str:
        """Return a shop's own text in this language, or in whichever it has."""
        found = texts.get(self.language) or texts.get(DEFAULT_LANGUAGE)
        return found or next((text for text in texts.values() if text), "")

    def when(self, moment: datetime, timezone: str) -> str:
        """Return a moment with day and time, in the shop's time zone."""
        local = moment.astimezone(ZoneInfo(timezone))
        return str(format_datetime(local, "d MMMM, HH:mm", locale=self.language))

    def time(self, moment: datetime, timezone: str) -> str:
        """Return the time of day in the shop's time zone."""
        return str(format_time(moment.astimezone(ZoneInfo(timezone)), "HH:mm", locale=self.language))

    def day(self, moment: datetime, timezone: str) -> str:
        """Return the day in the shop's time zone."""
        return str(format_date(moment.astimezone(ZoneInfo(timezone)), "d MMMM", locale=self.language))


class OwnWords(Words):
    """The words of one shop: its own texts where it wrote some, the usual ones elsewhere."""

    def __init__(self, usual: Words, own: Mapping[str, Template]) -> None:
        self.language = usual.language
        self._usual = usual
        self._own = own

    def keys(self) -> frozenset[str]:
        """Return every key of the language."""
        return self._usual.keys()

    def _format(self, key: str, params: Mapping[str, Any]) -> str:
        own = self._own.get(key)
        if own is not None:
            # A later release may say a text with other variables: then the usual one is right again.
            with contextlib.suppress(KeyError):
                return render(own, params, self.language)
        return self._usual._format(key, params)  # noqa: SLF001 – its own kind


@lru_cache(maxsize=8192)
def _money(language: str, amount: int, currency: str) -> str:
    digits = exponent(currency)
    whole = amount % 10**digits == 0
    # Coins have many digits, of which people write those that say something.
    pattern = "#,##0" if whole else "#,##0." + ("0" * digits if digits <= 3 else "#" * digits)
    shown = str(format_decimal(Money(abs(amount), currency).major(), pattern, locale=language))
    symbol = _SYMBOLS.get(currency, currency)
    sign = "−" if amount < 0 else ""
    if symbol in _SYMBOL_FIRST and language == "en":
        return f"{sign}{symbol}{shown}"
    return f"{sign}{shown}{_NARROW_SPACE}{symbol}"


@lru_cache
def words_of(language: str) -> Words:
    """Return the words of a language, read once."""
    return Words(language if language in LANGUAGES else DEFAULT_LANGUAGE)


@lru_cache
def templates_of(language: str) -> Mapping[str, str]:
    """Return every text of a language in the form that shops write their own in."""
    found: dict[str, str] = {}
    for path in sorted((_LOCALES / language).glob("*.ftl")):
        found |= from_fluent(path.read_text(encoding="utf-8"))
    return found
