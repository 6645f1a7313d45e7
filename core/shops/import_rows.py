"""A table of goods as rows: which column means what, and what its cells say (pure; run it in a thread)."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from core.shops.errors import TableRefused
from db.types.money import parse_major


class Column(StrEnum):
    """What a column of the file says."""

    SKU = "sku"
    NAME = "name"
    PRICE = "price"
    OLD_PRICE = "old_price"
    STOCK = "stock"
    CATEGORY = "category"
    DESCRIPTION = "description"


class Problem(StrEnum):
    """What is wrong with a row; said by the words `import-problem-…`."""

    NO_SKU = "no-sku"
    BAD_SKU = "bad-sku"
    TWICE = "twice"
    BAD_PRICE = "bad-price"
    BAD_OLD_PRICE = "bad-old-price"
    OLD_PRICE_LOWER = "old-price-lower"
    BAD_STOCK = "bad-stock"
    NO_NAME = "no-name"
    NO_PRICE = "no-price"
    UNKNOWN = "unknown"
    HELD = "held"
    KEYS = "keys"
    SHELF_NAME = "shelf-name"
    OTHER_OPTIONS = "other-options"


NAME_LIMIT, DESCRIPTION_LIMIT, SHELF_LIMIT, VALUE_LIMIT = 120, 2000, 40, 40
MOST_STOCK = 1_000_000
SKU = re.compile(r"[A-Z0-9][A-Z0-9._-]{0,31}")
_HEADS: dict[Column, frozenset[str]] = {
    Column.SKU: frozenset({"sku", "артикул", "арт", "код", "код товара", "article", "item code"}),
    Column.NAME: frozenset({"name", "title", "product", "название", "наименование", "товар", "имя"}),
    Column.PRICE: frozenset({"price", "цена", "стоимость"}),
    Column.OLD_PRICE: frozenset({"old price", "старая цена", "цена до скидки", "compare at price", "было"}),
    Column.STOCK: frozenset(
        {"stock", "остаток", "остатки", "количество", "кол-во", "quantity", "qty", "наличие", "в наличии"}
    ),
    Column.CATEGORY: frozenset({"category", "shelf", "категория", "раздел", "полка"}),
    Column.DESCRIPTION: frozenset({"description", "описание"}),
}
_OPTIONS = frozenset(
    {
        "цвет", "color", "colour", "размер", "size", "объём", "объем", "volume", "материал", "material", "вкус",
        "flavour", "flavor", "вес", "weight",
    }
)  # fmt: skip
_OPTION = re.compile(r"^(?:option|опция|вариант|свойство)\s*[:\-–—]?\s*(?P<name>\S.*)$", re.IGNORECASE)
_UNITS = re.compile(r"\s*(?:[,(\[].*|₽|руб\.?|шт\.?)$")
_STOCK = re.compile(r"(?P<number>\d[\d\s\u00a0]*)(?:[.,]0+)?\s*(?:шт|pcs|pc|pieces|штук[аи]?)?\.?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ImportRow:
    """One row: what it says (missing: says nothing), or what is wrong with it. Prices in minor units."""

    number: int
    said: dict[str, Any] = field(default_factory=dict)
    problem: Problem | None = None
    value: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table that was understood. `unknown` are heads that mean nothing here; `options` are names of choices."""

    columns: tuple[Column, ...]
    options: tuple[str, ...]
    unknown: tuple[str, ...]
    rows: tuple[ImportRow, ...]


def _head(title: str) -> str:
    plain = " ".join(title.replace("_", " ").split()).strip(" .:*").lower()
    return _UNITS.sub("", plain).strip(" .")


def _option(title: str) -> str | None:
    shown = " ".join(title.split())
    if match := _OPTION.match(shown):
        return match["name"][:VALUE_LIMIT]
    return shown[:VALUE_LIMIT] if _head(title) in _OPTIONS else None


def read_sheet(table: Sequence[Sequence[str]], currency: str) -> Sheet:
    """Understand a table whose first row with words is its head.

    Raises:
        TableRefused: there is no column of SKUs (`why`: `head`), or nothing besides it.
    """
    start = next((number for number, row in enumerate(table) if any(row)), None)
    if start is None:
        raise TableRefused(why="format")
    places: dict[int, Column] = {}
    options: dict[int, str] = {}
    unknown: list[str] = []
    for place, title in enumerate(table[start]):
        meant = next((column for column, heads in _HEADS.items() if _head(title) in heads), None)
        if meant is not None and meant not in places.values():
            places[place] = meant
        elif (name := _option(title)) is not None and name not in options.values():
            options[place] = name
        elif title:
            unknown.append(title[:40])
    if Column.SKU not in places.values() or len(places) + len(options) < 2:
        raise TableRefused(why="head")
    rows: list[ImportRow] = []
    seen: dict[str, int] = {}
    for number, cells in enumerate(table[start + 1 :], start=start + 2):
        if any(cells):
            rows.append(_row(number, cells, places, options, currency, seen))
    if not rows:
        raise TableRefused(why="format")
    order = [column for column in Column if column in places.values()]
    return Sheet(tuple(order), tuple(options.values()), tuple(unknown), tuple(rows))


def _row(
    number: int,
    cells: Sequence[str],
    places: Mapping[int, Column],
    options: Mapping[int, str],
    currency: str,
    seen: dict[str, int],
) -> ImportRow:
    typed = {column: cells[place].strip() for place, column in places.items() if place < len(cells)}
    sku = typed.pop(Column.SKU, "").upper()
    if not sku:
        return ImportRow(number, problem=Problem.NO_SKU)
    said: dict[str, Any] = {"sku": sku[:64]}
    if not SKU.fullmatch(sku):
        return ImportRow(number, said, Problem.BAD_SKU, sku[:40])
    if sku in seen:
        return ImportRow(number, said, Problem.TWICE, str(seen[sku]))
    seen[sku] = number
    for column, text in typed.items():
        if not text:
            continue
        value, problem = _value(column, text, currency)
        if problem is not None:
            return ImportRow(number, said, problem, text[:40])
        said[column.value] = value
    chosen = {name: cells[place].strip()[:VALUE_LIMIT] for place, name in options.items() if place < len(cells)}
    if chosen := {name: value for name, value in chosen.items() if value}:
        # Pairs: a JSON object would forget their order.
        said["options"] = [[name, value] for name, value in chosen.items()]
    if "old_price" in said and "price" in said and said["old_price"] <= said["price"]:
        if said["old_price"] not in (0, said["price"]):
            return ImportRow(number, said, Problem.OLD_PRICE_LOWER, typed[Column.OLD_PRICE][:40])
        said["old_price"] = 0
    return ImportRow(number, said)


def _value(column: Column, text: str, currency: str) -> tuple[Any, Problem | None]:
    match column:
        case Column.PRICE | Column.OLD_PRICE:
            try:
                return parse_major(text, currency), None
            except ValueError:
                return None, Problem.BAD_PRICE if column is Column.PRICE else Problem.BAD_OLD_PRICE
        case Column.STOCK:
            amount = read_stock(text)
            return amount, Problem.BAD_STOCK if amount is None else None
        case Column.NAME:
            return " ".join(text.split())[:NAME_LIMIT], None
        case Column.CATEGORY:
            shelf = " ".join(re.split(r"[/>»]", text)[-1].split())
            fits = 0 < len(shelf) <= SHELF_LIMIT and any(letter.isalnum() for letter in shelf)
            return shelf, None if fits else Problem.SHELF_NAME
        case _:
            return text[:DESCRIPTION_LIMIT], None


def read_stock(text: str) -> int | None:
    """Read "25", "1 000", "12 шт", "7,0"; None when it is no whole number of pieces."""
    match = _STOCK.fullmatch(text.strip())
    if match is None:
        return None
    amount = int("".join(match["number"].split()))
    return amount if amount <= MOST_STOCK else None
