"""Tables in files: read from CSV and XLSX with limits, written to both without formulas (pure; run it in a thread)."""

import csv
import zipfile
from collections.abc import Iterable, Sequence
from decimal import Decimal
from io import BytesIO, StringIO
from typing import Any, TypeAlias

import xlsxwriter
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from core.shops.errors import TableRefused

Cell: TypeAlias = str | int | Decimal | None

MOST_BYTES = 10 * 1024 * 1024
MOST_ROWS, MOST_COLUMNS = 20_000, 60
CELL_LIMIT = 5_000
# What a workbook of the limits above may grow to; a bomb promises far more.
_UNPACKED = 200 * 1024 * 1024
_PARTS = 2_000
# A cell that a spreadsheet would take for a formula (OWASP, CSV injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def read_table(content: bytes) -> list[list[str]]:
    """Return the rows of a CSV or of a workbook's first sheet, cells as text, empty rows kept (their numbers count).

    Raises:
        TableRefused: not a table, or larger than the limits. Parameter `why`: `size`, `rows`, `columns`, `format`.
    """
    if len(content) > MOST_BYTES:
        raise TableRefused(why="size")
    rows = _workbook(content) if content[:4] == b"PK\x03\x04" else _csv(content)
    while rows and not any(rows[-1]):
        rows.pop()
    if not rows:
        raise TableRefused(why="format")
    return rows


def _checked(rows: Iterable[Iterable[Any]]) -> list[list[str]]:
    found: list[list[str]] = []
    for row in rows:
        cells = [_text(cell) for cell in row]
        while cells and not cells[-1]:
            cells.pop()
        if len(cells) > MOST_COLUMNS:
            raise TableRefused(why="columns")
        if len(found) > MOST_ROWS:
            raise TableRefused(why="rows")
        found.append(cells)
    return found


def _text(cell: Any) -> str:
    """Return a cell as a person would type it: 1990.0 is 1990, and an exported apostrophe is taken off again."""
    if cell is None:
        return ""
    if isinstance(cell, float):
        # The shortest figures that mean this number: what the spreadsheet shows.
        exact = Decimal(repr(cell))
        cell = format(exact.to_integral() if exact == exact.to_integral() else exact.normalize(), "f")
    text = str(cell).strip()[:CELL_LIMIT].replace("\x00", "")
    return text[1:] if text.startswith("'") and text[1:2] in _FORMULA else text


def _look_inside(content: bytes) -> None:
    """Refuse a bomb before it is opened: zipfile unpacks no more of a part than its header promises."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        parts = archive.infolist()
        if len(parts) > _PARTS or sum(part.file_size for part in parts) > _UNPACKED:
            raise TableRefused(why="size")
        for part in parts:
            if part.filename.endswith((".xml", ".rels")):
                with archive.open(part) as opened:
                    if b"<!DOCTYPE" in opened.read(4096):
                        raise TableRefused(why="format")


def _workbook(content: bytes) -> list[list[str]]:
    try:
        _look_inside(content)
        book = load_workbook(BytesIO(content), read_only=True, data_only=True, keep_links=False)
        try:
            sheet = book.worksheets[0]
            sheet.reset_dimensions()
            return _checked(sheet.iter_rows(values_only=True, max_col=MOST_COLUMNS + 1, max_row=MOST_ROWS + 2))
        finally:
            book.close()
    except TableRefused:
        raise
    except (
        # All that openpyxl and zipfile raise for what is broken, or packed in a way they do not know.
        InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, TypeError, IndexError, AttributeError, OSError,
        SyntaxError, NotImplementedError, RuntimeError, EOFError, zipfile.LargeZipFile,
    ) as error:  # fmt: skip
        raise TableRefused(why="format") from error


def _csv(content: bytes) -> list[list[str]]:
    text = _decoded(content)
    if "\x00" in text:
        raise TableRefused(why="format")
    head = text.partition("\n")[0]
    delimiter = max(";,\t", key=head.count)
    try:
        return _checked(csv.reader(StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise TableRefused(why="format") from error


def _decoded(content: bytes) -> str:
    for encoding in ("utf-8-sig", "cp1251"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise TableRefused(why="format")


def harmless(text: str) -> str:
    """Return text that no spreadsheet takes for a formula: an apostrophe in front of what would be one."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def write_csv(head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """Return a table as CSV: semicolons and a byte-order mark, as spreadsheets in Russian expect it."""
    out = StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([harmless(title) for title in head])
    for row in rows:
        writer.writerow([_plain(cell) for cell in row])
    return out.getvalue().encode("utf-8-sig")


def _plain(cell: Cell) -> str:
    if isinstance(cell, str):
        return harmless(cell)
    return "" if cell is None else format(cell, "f") if isinstance(cell, Decimal) else str(cell)


def write_xlsx(head: Sequence[str], rows: Iterable[Sequence[Cell]], title: str = "") -> bytes:
    """Return a table as a workbook: text is text, numbers are numbers, the head stands still."""
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"constant_memory": True, "in_memory": True, "strings_to_formulas": False})
    sheet = book.add_worksheet(title[:31] or None)
    bold = book.add_format({"bold": True, "bottom": 1})
    sheet.freeze_panes(1, 0)
    for column, name in enumerate(head):
        sheet.set_column(column, column, max(10, min(40, len(name) + 4)))
        sheet.write_string(0, column, harmless(name), bold)
    for number, row in enumerate(rows, start=1):
        for column, cell in enumerate(row):
            if isinstance(cell, str):
                sheet.write_string(number, column, harmless(cell))
            elif cell is not None:
                sheet.write_number(number, column, cell)
    book.close()
    return out.getvalue()
