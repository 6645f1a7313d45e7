"""Sums as whole minor units and as the decimal text of an answer; never a float."""

from decimal import Decimal, InvalidOperation

ZERO_DECIMALS = frozenset("BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF".split())
CRYPTO = frozenset("USDT TON BTC ETH LTC BNB TRX USDC JET SOL SEND XAUT".split())
_CRYPTO_EXPONENT = 9
_SPACE = "\N{NO-BREAK SPACE}"
_SIGNS = {"RUB": "₽", "USD": "$", "EUR": "€", "GBP": "£", "UAH": "₴", "KZT": "₸", "TRY": "₺", "INR": "₹", "JPY": "¥"}


class BadSum(ValueError):
    """Not a sum of this currency."""


def exponent(currency: str) -> int:
    """How many decimals a currency has."""
    if currency.upper() in CRYPTO:
        return _CRYPTO_EXPONENT
    return 0 if currency.upper() in ZERO_DECIMALS else 2


def minor(text: object, currency: str) -> int:
    """Whole minor units of a decimal text or number.

    Raises:
        BadSum: not a number, or finer than the currency.
    """
    if isinstance(text, bool | float):
        raise BadSum(f"{text!r} is not a sum")
    try:
        scaled = Decimal(str(text)).scaleb(exponent(currency))
    except InvalidOperation:
        raise BadSum(f"{text!r} is not a number") from None
    if not scaled.is_finite() or scaled != scaled.to_integral_value():
        raise BadSum(f"{text!r} is finer than {currency}")
    return int(scaled)


def decimal(amount: int, currency: str) -> Decimal:
    return Decimal(amount).scaleb(-exponent(currency))


def fixed(amount: int, currency: str) -> str:
    """With all decimals: ``100.00``."""
    return f"{decimal(amount, currency):f}"


def short(amount: int, currency: str) -> str:
    """Without needless zeros: ``10.5``, ``3``."""
    text = fixed(amount, currency)
    return text.rstrip("0").rstrip(".") if "." in text else text


def shown(amount: int, currency: str, lang: str) -> str:
    """As people read it in a language."""
    currency = currency.upper()
    text = short(amount, currency) if currency in CRYPTO else fixed(amount, currency)
    whole, _, rest = text.partition(".")
    grouped = f"{int(whole):,}"
    sign = _SIGNS.get(currency, currency)
    if lang == "ru":
        return f"{grouped.replace(',', _SPACE)}{',' + rest if rest else ''}{_SPACE}{sign}"
    number = f"{grouped}{'.' + rest if rest else ''}"
    return f"{number}{_SPACE}{sign}" if len(sign) > 1 or sign == "₽" else f"{sign}{number}"
