"""Tracking numbers lead to their carrier's page, and only where it is certain whose they are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.orders.carriers import track


@pytest.mark.parametrize(
    ("said", "carrier", "url"),
    [
        ("СДЭК 1234567890", "СДЭК", "https://www.cdek.ru/ru/tracking?order_id=1234567890"),
        ("1234567890", "СДЭК", "https://www.cdek.ru/ru/tracking?order_id=1234567890"),
        ("почта России: 8008 0000 0000 01", "Почта России", "https://www.pochta.ru/tracking?barcode=80080000000001"),
        ("ra123456789ru", "Почта России", "https://www.pochta.ru/tracking?barcode=RA123456789RU"),
        ("LX123456789CN", "17TRACK", "https://t.17track.net/en#nums=LX123456789CN"),
        ("1Z999AA10123456784", "UPS", "https://www.ups.com/track?tracknum=1Z999AA10123456784"),
        ("DHL a/b&c", "DHL", "https://www.dhl.com/global-en/home/tracking.html?tracking-id=a%2Fb%26c"),
        ("https://track.example/x?y=1", "track.example", "https://track.example/x?y=1"),
    ],
)  # fmt: skip
def test_a_number_leads_to_its_carrier(said: str, carrier: str, url: str) -> None:
    found = track(said)
    assert found is not None
    assert (found.carrier, found.url) == (carrier, url)


@pytest.mark.parametrize(
    "said", ["RR-77", "12345", "привезёт Саша", "", "dhlxyz", "https://", "http://x.example", "ups"]
)
def test_what_nobody_knows_has_no_page(said: str) -> None:
    assert track(said) is None


@given(st.text(max_size=60))
def test_anything_typed_is_read(said: str) -> None:
    found = track(said)
    assert found is None or (found.url.startswith("https://") and '"' not in found.url.split("?")[0])
