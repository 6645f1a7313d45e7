"""Coins, fiat currencies and the fixed rates between them: the same in every run."""

from decimal import ROUND_UP, Decimal

from sandbox.gateways.money import exponent
from sandbox.jsontypes import JsonObject

# What one coin costs in dollars, and what one dollar costs in each fiat currency.
ASSETS = {
    "USDT": ("Tether", "1"), "TON": ("Toncoin", "3.2"), "BTC": ("Bitcoin", "100000"), "ETH": ("Ethereum", "4000"),
    "LTC": ("Litecoin", "110"), "BNB": ("BNB", "900"), "TRX": ("TRON", "0.3"), "USDC": ("USD Coin", "1"),
    "JET": ("Jet", "1"),
}  # fmt: skip
FIATS = {
    "USD": "1", "EUR": "0.86", "RUB": "80", "BYN": "3.3", "UAH": "42", "GBP": "0.75", "CNY": "7.1", "KZT": "520",
    "UZS": "12000", "GEL": "2.7", "TRY": "42", "AMD": "385", "THB": "32", "INR": "88", "BRL": "5.4", "IDR": "16500",
    "AZN": "1.7", "AED": "3.67", "PLN": "3.65", "ILS": "3.3",
}  # fmt: skip
_STABLE = {"USDT", "USDC"}


def in_dollars(amount: int, currency: str) -> Decimal:
    """The worth of minor units in dollars."""
    whole = Decimal(amount).scaleb(-exponent(currency))
    return whole * Decimal(ASSETS[currency][1]) if currency in ASSETS else whole / Decimal(FIATS[currency])


def rate(asset: str, fiat: str) -> Decimal:
    """What one coin costs in a fiat currency."""
    return Decimal(ASSETS[asset][1]) * Decimal(FIATS[fiat])


def converted(amount: int, fiat: str, asset: str) -> int:
    """Minor units of a coin that are worth a fiat sum, rounded up."""
    whole = Decimal(amount).scaleb(-exponent(fiat)) / rate(asset, fiat)
    return int(whole.scaleb(exponent(asset)).to_integral_value(ROUND_UP))


def exchange_rates() -> list[JsonObject]:
    return [
        {"is_valid": True, "is_crypto": True, "is_fiat": False, "source": asset, "target": fiat,
         "rate": f"{rate(asset, fiat):f}"}
        for asset in ASSETS
        for fiat in FIATS
    ]  # fmt: skip


def currencies() -> list[JsonObject]:
    coins = [
        {"is_blockchain": asset not in _STABLE, "is_stablecoin": asset in _STABLE, "is_fiat": False,
         "name": name, "code": asset, "decimals": exponent(asset)}
        for asset, (name, _) in ASSETS.items()
    ]  # fmt: skip
    fiats = [
        {"is_blockchain": False, "is_stablecoin": False, "is_fiat": True, "name": code, "code": code, "decimals": 2}
        for code in FIATS
    ]
    return [*coins, *fiats]
