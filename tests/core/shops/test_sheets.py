"""Tables in files: what is read, what is refused, and that nothing written can be taken for a formula."""

import zipfile
from decimal import Decimal
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from core.shops.errors import TableRefused
from core.shops.import_rows import Column, Problem, read_sheet
from core.shops.sheets import MOST_COLUMNS, harmless, read_table, write_csv, write_xlsx


def workbook(*rows: tuple[object, ...]) -> bytes:
    book, out = Workbook(), BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_csv_is_read_as_people_save_it(encoding: str, delimiter: str) -> None:
    text = delimiter.join(("Артикул", "Цена", "Остаток")) + "\r\n" + delimiter.join(("чай-1", "1 990", "5")) + "\r\n"
    assert read_table(text.encode(encoding)) == [["Артикул", "Цена", "Остаток"], ["чай-1", "1 990", "5"]]


def test_a_workbooks_numbers_read_as_they_are_shown() -> None:
    table = read_table(workbook(("SKU", "Price", "Stock"), ("TEA", 1990.0, 5), ("CUP", 0.1, None), (None, None, None)))
    assert table == [["SKU", "Price", "Stock"], ["TEA", "1990", "5"], ["CUP", "0.1"]]


def bomb() -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (201 * 1024 * 1024))
    return out.getvalue()


def entities() -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("xl/workbook.xml", '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>')
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "format"),
        (b"\n\n;;\n", "format"),
        (b"PK\x03\x04 and no more", "format"),
        (b"a\x00b;c", "format"),
        (b"x" * (10 * 1024 * 1024 + 1), "size"),
        (b";".join([b"a"] * (MOST_COLUMNS + 1)), "columns"),
        (b"a\n" * 20_002, "rows"),
    ],
    ids=["empty", "blank", "torn", "binary", "large", "wide", "long"],
)
def test_what_is_no_table_or_too_much_is_refused(content: bytes, why: str) -> None:
    with pytest.raises(TableRefused) as refused:
        read_table(content)
    assert refused.value.params["why"] == why


def test_bombs_are_refused_before_they_are_opened() -> None:
    for made, why in ((bomb(), "size"), (entities(), "format")):
        with pytest.raises(TableRefused) as refused:
            read_table(made)
        assert refused.value.params["why"] == why


@given(st.binary(max_size=400))
def test_whatever_the_bytes_are_the_answer_is_a_table_or_a_refusal(content: bytes) -> None:
    for tried in (content, b"PK\x03\x04" + content):
        try:
            table = read_table(tried)
        except TableRefused:
            continue
        assert all(isinstance(cell, str) for row in table for cell in row)


_EVIL = ["=1+1", "+7912", "-2", "@SUM(A1)", "\t=1", "\r=1"]


@pytest.mark.parametrize("evil", _EVIL)
def test_no_cell_that_is_written_is_a_formula(evil: str) -> None:
    rows = [(evil, 5, Decimal("-19.90"), None)]
    assert evil not in write_csv(("name",), rows).decode("utf-8-sig").replace(f"'{evil}", "")
    sheet = load_workbook(BytesIO(write_xlsx((evil, "n", "d", "x"), rows))).active
    cells = list(sheet.iter_rows())
    assert {cell.data_type for row in cells for cell in row} <= {"s", "n"}
    assert str(cells[1][0].value).startswith("'")
    assert (cells[1][1].value, cells[1][2].value) == (5, -19.9), "numbers stay numbers"


@given(st.text(max_size=40))
def test_what_goes_out_comes_back(text: str) -> None:
    text = " ".join(text.replace("\x00", "").split())
    if not text.isprintable() or text.startswith("'"):
        return
    assert harmless(text)[:1] not in set("=+-@\t\r")
    [head, *rows] = read_table(write_csv(("name", "x"), [(text, "x")]))
    assert head == ["name", "x"]
    assert rows == [[text, "x"]]


def understood(*rows: tuple[str, ...]) -> list[tuple[Problem | None, dict[str, object]]]:
    return [(row.problem, row.said) for row in read_sheet([list(row) for row in rows], "RUB").rows]


@pytest.mark.parametrize(
    "head",
    [
        ("Артикул", "Название", "Цена, ₽", "Старая цена", "Остаток, шт", "Категория", "Описание", "Цвет"),
        ("SKU", "Name", "PRICE (RUB)", "old_price", "Qty", "category", "Description", "Option: Цвет"),
    ],
)
def test_heads_are_known_in_both_languages(head: tuple[str, ...]) -> None:
    sheet = read_sheet(
        [[], list(head), ["t-1", "Чай", "1 990,50", "2490", "12 шт", "Чай / Зелёный", "Листовой", "ч"]], "RUB"
    )
    assert set(sheet.columns) == set(Column)
    assert sheet.options == ("Цвет",)
    assert sheet.unknown == ()
    [row] = sheet.rows
    assert row.number == 3, "as the spreadsheet numbers it"
    assert row.said == {
        "sku": "T-1", "name": "Чай", "price": 1990_50, "old_price": 2490_00, "stock": 12, "category": "Зелёный",
        "description": "Листовой", "options": [["Цвет", "ч"]],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        (("", "Чай", "1", "", "1"), Problem.NO_SKU),
        (("чай 1", "Чай", "1", "", "1"), Problem.BAD_SKU),
        (("TEA", "Чай", "дорого", "", "1"), Problem.BAD_PRICE),
        (("TEA", "Чай", "-5", "", "1"), Problem.BAD_PRICE),
        (("TEA", "Чай", "5", "много", "1"), Problem.BAD_OLD_PRICE),
        (("TEA", "Чай", "5", "4", "1"), Problem.OLD_PRICE_LOWER),
        (("TEA", "Чай", "5", "", "-1"), Problem.BAD_STOCK),
        (("TEA", "Чай", "5", "", "1.5"), Problem.BAD_STOCK),
        (("TEA", "Чай", "5", "", "99999999"), Problem.BAD_STOCK),
    ],
)
def test_what_is_wrong_with_a_row_is_named(row: tuple[str, ...], problem: Problem) -> None:
    [(found, _)] = understood(("SKU", "Name", "Price", "Old price", "Stock"), row)
    assert found is problem


def test_a_sku_counts_once() -> None:
    found = understood(("SKU", "Price"), ("TEA", "1"), ("tea", "2"))
    assert [problem for problem, _ in found] == [None, Problem.TWICE]


def test_a_table_without_skus_is_refused() -> None:
    for head in (("Название", "Цена"), ("Артикул",), ("Артикул", "что-то")):
        with pytest.raises(TableRefused) as refused:
            read_sheet([list(head), ["a", "b"]], "RUB")
        assert refused.value.params["why"] == "head"
