"""Read what staff type about products (pure): prices with spaces and commas, captions of new products."""

import re
from dataclasses import dataclass

from core.shops.change_products import NewProduct
from db.types.money import parse_major

_SKU = re.compile(r"\b(?:sku|артикул|арт\.?)\s*[:=]?\s*([A-Za-z0-9][A-Za-z0-9._-]{0,31})", re.IGNORECASE)
_STOCK = re.compile(r"(\d+)\s*(?:шт|штук\w*|pcs|pc|pieces)\b\.?", re.IGNORECASE)
_STOCK_WORD = re.compile(r"\b(?:stock|остаток|количество|кол-во)\s*[:=]?\s*(\d+)", re.IGNORECASE)
_PRICE = re.compile(
    r"(?:price|цена)?\s*[:=]?\s*(\d[\d\s\u00a0]*(?:[.,]\d{1,2})?)\s*(?:₽|руб\w*\.?|р\.?|rub|usd|eur|\$|€)?",
    re.IGNORECASE,
)
TITLE_LIMIT = 120
_MAYBE_TWO = re.compile(r"([1-9]\d\d)[ \u00a0]([1-9]\d\d)")


class Ambiguous(ValueError):
    """`450 600` may be one price or two: a guess could sell for a thousandth, or never."""

    def __init__(self, sku: str, first: str, second: str) -> None:
        super().__init__(f"{first} {second}")
        self.sku = sku
        self.first = first
        self.second = second


@dataclass(frozen=True, slots=True)
class PriceOrder:
    """A SKU with its new price and, if given, the struck one; minor units."""

    sku: str
    price: int
    old_price: int | None


def read_price(args: str, currency: str) -> PriceOrder | None:
    """Read `SKU 1990`, `SKU 1 990,50`, `SKU 1990 2490`, `SKU 1990 old 2490`; None when it is not that.

    Raises: Ambiguous: the numbers may mean one price or two.
    """
    sku, _, rest = args.strip().partition(" ")
    rest = re.sub(r"\b(?:old|старая|было)\b", "|", rest.strip(), flags=re.IGNORECASE)
    if not sku or not rest:
        return None
    parts = [part.strip() for part in rest.split("|") if part.strip()]
    if len(parts) == 1:
        if (match := _MAYBE_TWO.fullmatch(parts[0])) and int(match[1]) < int(match[2]):
            raise Ambiguous(sku.upper(), match[1], match[2])
        parts = _split_two(parts[0])
    if len(parts) > 2:
        return None
    try:
        amounts = [parse_major(part, currency) for part in parts]
    except ValueError:
        return None
    return PriceOrder(sku.upper(), amounts[0], amounts[1] if len(amounts) > 1 else None)


def _split_two(text: str) -> list[str]:
    """`1990 2490` are two prices; `1 990` is one: a group of exactly three digits continues a number."""
    groups = text.replace("\u00a0", " ").split()
    numbers: list[str] = []
    for group in groups:
        digits = re.sub(r"\D", "", group.split(",")[0].split(".")[0])
        joins = bool(numbers) and len(digits) == 3 and len(re.sub(r"\D", "", numbers[-1].split()[0])) <= 3
        if joins or not any(ch.isdigit() for ch in group):
            if numbers:
                numbers[-1] += f" {group}"
            else:
                numbers.append(group)
        else:
            numbers.append(group)
    return numbers


def read_caption(caption: str, currency: str) -> NewProduct | None:
    """Read a new product from a photo's caption: name, price, stock, SKU; None without a name or price."""
    rest = caption.strip()
    sku = None
    if match := _SKU.search(rest):
        sku = match[1].upper()
        rest = rest[: match.start()] + rest[match.end() :]
    stock = 0
    for pattern in (_STOCK, _STOCK_WORD):
        if match := pattern.search(rest):
            stock = int(match[1])
            rest = rest[: match.start()] + rest[match.end() :]
            break
    parts = [part.strip(" ,;—–-") for part in re.split(r"[\n,;]+(?!\d{1,2}\b(?!\d))", rest)]
    parts = [part for part in parts if part]
    price = None
    for position, part in enumerate(parts):
        if position and (match := _PRICE.fullmatch(part)):
            try:
                price = parse_major(match[1], currency)
            except ValueError:
                continue
            del parts[position]
            break
    if (
        price is None
        and parts
        and (match := re.search(r"\s(\d[\d\s\u00a0]*(?:[.,]\d{1,2})?)\s*(?:₽|руб\w*\.?|р\.?)?$", parts[0]))
    ):
        try:
            price = parse_major(match[1], currency)
        except ValueError:
            return None
        parts[0] = parts[0][: match.start()].strip(" ,;—–-")
    if price is None or not parts or not parts[0] or stock > 1_000_000:
        return None
    return NewProduct(
        title=parts[0][:TITLE_LIMIT],
        price=price,
        stock=stock,
        sku=sku,
        description=("\n" if "\n" in caption.strip() else ", ").join(parts[1:])[:2000],
    )
