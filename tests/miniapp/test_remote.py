"""The caller's address is the connection's, or what trusted proxies say; never what the caller says."""

import pytest

from miniapp.remote import caller, place_of

LOOPBACK = ("127.0.0.1", "::1")


@pytest.mark.parametrize(
    ("peer", "told", "trusted", "found"),
    [
        ("8.8.8.8", "", LOOPBACK, "8.8.8.8"),
        ("8.8.8.8", "185.71.76.1", LOOPBACK, "8.8.8.8"),
        ("127.0.0.1", "185.71.76.1", LOOPBACK, "185.71.76.1"),
        ("127.0.0.1", "185.71.76.1, 9.9.9.9", LOOPBACK, "9.9.9.9"),
        ("127.0.0.1", "185.71.76.1, 9.9.9.9, 10.0.0.3", (*LOOPBACK, "10.0.0.0/8"), "9.9.9.9"),
        ("::1", "2a02:5180:0:1509::7", LOOPBACK, "2a02:5180:0:1509::7"),
        ("127.0.0.1", "185.71.76.1", (), "127.0.0.1"),
        ("127.0.0.1", "nonsense", LOOPBACK, "nonsense"),
        ("", "185.71.76.1", LOOPBACK, ""),
        ("127.0.0.1", " , ", LOOPBACK, "127.0.0.1"),
    ],
)
def test_a_caller(peer: str, told: str, trusted: tuple[str, ...], found: str) -> None:
    assert caller(peer, told, trusted) == found


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("9.9.9.9", "9.9.9.9"),
        ("2a02:5180:0:1509::7", "2a02:5180:0:1509::/64"),
        ("2a02:5180:0:1509:ffff::1", "2a02:5180:0:1509::/64"),
        ("::ffff:9.9.9.9", "9.9.9.9"),
        ("nonsense\udcff", "unknown"),
        ("", "unknown"),
    ],
)
def test_whoever_has_a_whole_network_is_counted_as_one(address: str, counted: str) -> None:
    assert place_of(address) == counted
