"""Which carrier a tracking number is of, and where it can be followed (pure).

A carrier's name before the number decides; without one, the shape of the number does where it says so.
"""

import re
from dataclasses import dataclass
from urllib.parse import quote, urlsplit


@dataclass(frozen=True, slots=True)
class Track:
    """A parcel to follow: what people call the carrier, its number, and the page that shows where it is."""

    carrier: str
    number: str
    url: str


@dataclass(frozen=True, slots=True)
class _Carrier:
    name: str
    known_as: tuple[str, ...]
    page: str
    shape: str = ""


# The order decides where two shapes fit.
_CARRIERS = (
    _Carrier("СДЭК", ("сдэк", "сдек", "cdek", "sdek"), "https://www.cdek.ru/ru/tracking?order_id={}", r"\d{10}"),
    _Carrier(
        "Почта России",
        ("почта россии", "почта", "russian post", "pochta"),
        "https://www.pochta.ru/tracking?barcode={}",
        r"\d{14}|[A-Z]{2}\d{9}RU",
    ),
    _Carrier("Boxberry", ("boxberry", "боксберри"), "https://boxberry.ru/tracking-page?id={}"),
    _Carrier("UPS", ("ups",), "https://www.ups.com/track?tracknum={}", r"1Z[0-9A-Z]{16}"),
    _Carrier("DHL", ("dhl",), "https://www.dhl.com/global-en/home/tracking.html?tracking-id={}"),
    _Carrier("FedEx", ("fedex",), "https://www.fedex.com/fedextrack/?trknbr={}"),
    _Carrier("DPD", ("dpd",), "https://www.dpdgroup.com/nl/mydpd/my-parcels/search?lang=en&parcelNumber={}"),
    _Carrier("17TRACK", ("17track",), "https://t.17track.net/en#nums={}", r"[A-Z]{2}\d{9}[A-Z]{2}"),
)


def track(said: str) -> Track | None:
    """Return what a tracking number leads to; None for a number of a carrier we do not know."""
    text = " ".join(said.split())
    if text.lower().startswith("https://"):
        host = urlsplit(text).hostname
        return Track(host.removeprefix("www."), text, text) if host and " " not in text else None
    for carrier in _CARRIERS:
        for name in sorted(carrier.known_as, key=len, reverse=True):
            rest = text[len(name) :].lstrip(" :№#-")
            if text.lower().startswith(name) and rest and not text[len(name)].isalpha():
                return _found(carrier, rest)
    number = text.replace(" ", "").upper()
    by_shape = next((one for one in _CARRIERS if one.shape and re.fullmatch(one.shape, number)), None)
    return _found(by_shape, number) if by_shape is not None else None


def _found(carrier: _Carrier, number: str) -> Track:
    return Track(carrier.name, number, carrier.page.format(quote(number.replace(" ", ""), safe="")))
