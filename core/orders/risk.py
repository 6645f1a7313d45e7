"""How risky an order is: a score of 0 to 100 with its reasons, from what is known of buyer, goods and money (pure).

No reason decides alone: several together do. What each weighs stands here and nowhere else.
"""

from dataclasses import dataclass
from enum import StrEnum


class RiskReason(StrEnum):
    """Why an order looks risky; the end of its locale key."""

    MANY_ORDERS = "many-orders"  # this person, within an hour
    MANY_FAILED = "many-failed"  # payments of this person that failed within a day
    SHARED_PHONE = "shared-phone"  # other people, the same phone, within a month
    SHARED_ADDRESS = "shared-address"
    SHARED_CARD = "shared-card"
    MANY_CARDS = "many-cards"  # one person, several cards within a day
    LARGE_SUM = "large-sum"  # many times what is usual here
    NEW_ACCOUNT = "new-account"  # first seen less than a day ago
    HOARDING = "hoarding"  # holds much of the stock without paying
    UNPAID_BEFORE = "unpaid-before"  # orders that expired unpaid within a month
    REFUSED_BEFORE = "refused-before"  # parcels not taken at the door
    SHOP_RUSH = "shop-rush"  # the shop gets far more orders than usual from new people


@dataclass(frozen=True, slots=True)
class Signals:
    """What is known when an order is looked at. Sums in minor units of the order's currency."""

    orders_last_hour: int = 0
    failed_last_day: int = 0
    people_with_phone: int = 0
    people_with_address: int = 0
    people_with_card: int = 0
    cards_last_day: int = 0
    total: int = 0
    usual_total: int = 0
    completed_before: int = 0
    account_hours: float = 0.0
    pieces_held: int = 0
    expired_last_month: int = 0
    cash_refused: int = 0
    shop_orders_last_hour: int = 0
    shop_orders_usual_hour: float = 0.0
    cash: bool = False


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason: how many points it gives, and the number behind it."""

    code: RiskReason
    points: int
    value: int


@dataclass(frozen=True, slots=True)
class Assessment:
    """A score of 0 to 100 with its reasons, the heaviest first."""

    score: int
    reasons: tuple[Reason, ...]


def _steps(value: int, *steps: tuple[int, int]) -> int:
    """Return the points of the highest step that the value reaches."""
    return max((points for least, points in steps if value >= least), default=0)


def assess(signals: Signals) -> Assessment:
    """Return the score. A buyer with a history of completed orders is trusted more."""
    s = signals
    ratio = s.total // s.usual_total if s.usual_total else 0
    rush = s.shop_orders_usual_hour > 0 and s.shop_orders_last_hour >= 20 + 10 * s.shop_orders_usual_hour
    new = s.account_hours < 24 and s.completed_before == 0
    found = [
        Reason(RiskReason.MANY_ORDERS, _steps(s.orders_last_hour, (4, 15), (8, 30), (15, 50)), s.orders_last_hour),
        Reason(RiskReason.MANY_FAILED, _steps(s.failed_last_day, (3, 15), (6, 30), (10, 45)), s.failed_last_day),
        Reason(RiskReason.SHARED_PHONE, _steps(s.people_with_phone, (1, 15), (3, 35)), s.people_with_phone),
        Reason(RiskReason.SHARED_ADDRESS, _steps(s.people_with_address, (2, 10), (4, 25)), s.people_with_address),
        Reason(RiskReason.SHARED_CARD, _steps(s.people_with_card, (1, 20), (3, 45)), s.people_with_card),
        Reason(RiskReason.MANY_CARDS, _steps(s.cards_last_day, (3, 25), (5, 45)), s.cards_last_day),
        Reason(RiskReason.LARGE_SUM, _steps(ratio, (5, 20), (10, 35), (30, 50)), ratio),
        Reason(RiskReason.NEW_ACCOUNT, 15 if new else 0, int(s.account_hours)),
        Reason(RiskReason.HOARDING, _steps(s.pieces_held, (20, 20), (50, 40)), s.pieces_held),
        Reason(
            RiskReason.UNPAID_BEFORE, _steps(s.expired_last_month, (3, 10), (6, 25), (12, 40)), s.expired_last_month
        ),
        Reason(
            RiskReason.REFUSED_BEFORE,
            _steps(s.cash_refused, (1, 25), (2, 50), (3, 75)) if s.cash else 0,
            s.cash_refused,
        ),
        Reason(RiskReason.SHOP_RUSH, 15 if rush and new else 0, s.shop_orders_last_hour),
    ]
    reasons = tuple(sorted((one for one in found if one.points), key=lambda one: -one.points))
    trust = min(s.completed_before * 5, 30)
    score = min(max(sum(one.points for one in reasons) - trust, 0), 100)
    return Assessment(score, reasons)
