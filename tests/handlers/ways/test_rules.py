"""Rules about reviews, levels, friends and consent as owners type them."""

from typing import Any

import pytest

from handlers.ways.parsing import read_rule


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("reviews 5", {"review_days": 5}),
        ("отзывы нет", {"review_days": None}),
        ("consent on", {"news_by_consent": True}),
        ("согласие нет", {"news_by_consent": False}),
        ("referral 300 200", {"referrals": {"inviter": 300_00, "invited": 200_00}}),
        ("друзья 300 200 5", {"referrals": {"inviter": 300_00, "invited": 200_00, "most": 5}}),
        ("referral off", {"referrals": {"inviter": 0, "invited": 0}}),
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
