"""What staff type about zones, as people write it."""

import pytest

from core.shops.draw_zones import Band
from handlers.delivery.parsing import Unreadable, read_bands, read_named, read_reach


@pytest.mark.parametrize(
    ("typed", "band"),
    [
        ("до 3 км – 150", Band(3000, 150_00)),
        ("3 150", Band(3000, 150_00)),
        ("10 1 500", Band(10_000, 1500_00)),
        ("500 м 100 ₽", Band(500, 100_00)),
        ("3 км, 150 р.", Band(3000, 150_00)),
        ("1 км бесплатно", Band(1000, 0)),
        ("1 км 0", Band(1000, 0)),
        ("до 10 км – 300, бесплатно от 3000, заказ от 500", Band(10_000, 300_00, 3000_00, 500_00)),
        ("up to 2.5 km 99.50 free from 1 000 ₽", Band(2500, 99_50, 1000_00)),
        ("up to 10 km – 300, order from 500, free from 3000", Band(10_000, 300_00, 3000_00, 500_00)),
    ],
)
def test_a_distance_and_its_price(typed: str, band: Band) -> None:
    assert read_bands(typed, "RUB") == [band]


def test_several_at_once() -> None:
    assert read_bands("3 км 150\n\n10 км 300; 20 км 500", "RUB") == [
        Band(3000, 150_00), Band(10_000, 300_00), Band(20_000, 500_00),
    ]  # fmt: skip


@pytest.mark.parametrize("typed", ["", " ; ", "абракадабра", "3 км", "-1", "3 км много", "3 км 150; чепуха", "🫖"])
def test_what_cannot_be_read_names_the_line(typed: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_bands(typed, "RUB")
    assert refused.value.line in typed


@pytest.mark.parametrize(
    ("typed", "name", "terms"),
    [
        ("Центр 200, бесплатно от 3000", "Центр", Band(0, 200_00, 3000_00)),
        ("Зона 1: 200", "Зона 1", Band(0, 200_00)),
        ("Зона 1 – 1 200 ₽, заказ от 500", "Зона 1", Band(0, 1200_00, None, 500_00)),
        ("Old town - free", "Old town", Band(0, 0)),
        ("Юг, 150", "Юг", Band(0, 150_00)),
    ],
)
def test_a_name_and_its_price(typed: str, name: str, terms: Band) -> None:
    assert read_named(typed, "RUB") == (name, terms)


@pytest.mark.parametrize("typed", ["Центр", "200", "", "Центр дорого", "x" * 700])
def test_a_name_without_a_price_and_a_price_without_a_name(typed: str) -> None:
    with pytest.raises(Unreadable):
        read_named(typed, "RUB")


def test_a_distance() -> None:
    assert [read_reach(typed) for typed in ("5", "5 км", "800 м", "до 2,5 км")] == [5000, 5000, 800, 2500]
    with pytest.raises(Unreadable):
        read_reach("далеко")
