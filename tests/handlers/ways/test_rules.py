"""Rules about reviews, levels, friends and consent as owners type them."""

from typing import Any

import pytest

from handlers.ways.parsing import read_rule


def points(who: str, amount: int) -> dict[str, Any]:
    return {who: amount, f"{who}_code": None}


def code(who: str, kind: str, value: int) -> dict[str, Any]:
    return {who: 0, f"{who}_code": {"kind": kind, "value": value}}


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("reviews 5", {"review_days": 5}),
        ("отзывы нет", {"review_days": None}),
        ("consent on", {"news_by_consent": True}),
        ("согласие нет", {"news_by_consent": False}),
        ("referral 300 200", {"referrals": {**points("inviter", 300_00), **points("invited", 200_00)}}),
        ("друзья 300 200 5", {"referrals": {**points("inviter", 300_00), **points("invited", 200_00), "most": 5}}),
        ("referral off", {"referrals": {**points("inviter", 0), **points("invited", 0)}}),
        ("referral 300 10%", {"referrals": {**points("inviter", 300_00), **code("invited", "percent", 10_00)}}),
        ("друзья код:500 0 3", {"referrals": {**code("inviter", "sum", 500_00), **points("invited", 0), "most": 3}}),
        ("referral no 12,5%", {"referrals": {**points("inviter", 0), **code("invited", "percent", 12_50)}}),
        ("referral 0% 5", None),
        ("referral 110% 5", None),
        ("referral чек:5 5", None),
        (
            "уровни 50000:5 10000:3",
            {"levels": [{"spent": 10000_00, "earn_bp": 300}, {"spent": 50000_00, "earn_bp": 500}]},
        ),
        ("levels off", {"levels": []}),
        ("reviews 500", None),
        ("consent maybe", None),
        ("levels 10000", None),
        ("referral 5", None),
    ],
)
def test_a_rule_is_read_or_not_understood(typed: str, expected: dict[str, Any] | None) -> None:
    assert read_rule(typed, "RUB") == expected
