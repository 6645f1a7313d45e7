"""Roles and permissions: deny by default; each command, button and route names its permission (pure)."""

from enum import StrEnum

from core.kit.errors import Forbidden
from db.types.enums import Role


class Permission(StrEnum):
    """One thing a member of staff may do in a shop."""

    SEE_ORDERS = "see_orders"
    ACCEPT_ORDERS = "accept_orders"
    SHIP_ORDERS = "ship_orders"
    CANCEL_ORDERS = "cancel_orders"
    SEE_STOCK = "see_stock"
    CHANGE_STOCK = "change_stock"
    CHANGE_PRICES = "change_prices"
    CHANGE_PRODUCTS = "change_products"
    SETTLE_REFUNDS = "settle_refunds"
    REFUND_ORDERS = "refund_orders"  # up to the shop's limit; above it somebody else has to agree
    APPROVE_REFUNDS = "approve_refunds"
    DECIDE_RETURNS = "decide_returns"
    RECEIVE_RETURNS = "receive_returns"
    REVIEW_RISK = "review_risk"
    SEE_PAYMENTS = "see_payments"
    CHECK_TRANSFERS = "check_transfers"
    COUNT_CASH = "count_cash"
    CHANGE_PROMOS = "change_promos"
    DELIVER_OWN = "deliver_own"
    EXPORT_DATA = "export_data"  # files with what people ordered and where they live
    SEND_CAMPAIGNS = "send_campaigns"
    ANSWER_CUSTOMERS = "answer_customers"
    CHANGE_ANSWERS = "change_answers"
    POST_GOODS = "post_goods"
    MODERATE_REVIEWS = "moderate_reviews"
    CHANGE_SHOP = "change_shop"
    CHANGE_MONEY_RULES = "change_money_rules"
    CHANGE_TEAM = "change_team"
    SEE_FIGURES = "see_figures"
    SEE_AUDIT = "see_audit"


_P = Permission
_ALL = frozenset(Permission)

ALLOWED: dict[Role, frozenset[Permission]] = {
    Role.OWNER: _ALL,
    Role.MANAGER: _ALL - {_P.CHANGE_MONEY_RULES, _P.CHANGE_TEAM},
    Role.OPERATOR: frozenset(
        {
            _P.SEE_ORDERS,
            _P.ACCEPT_ORDERS,
            _P.CANCEL_ORDERS,
            _P.SEE_STOCK,
            _P.SETTLE_REFUNDS,
            _P.REFUND_ORDERS,
            _P.DECIDE_RETURNS,
            _P.REVIEW_RISK,
            _P.SEE_PAYMENTS,
            _P.CHECK_TRANSFERS,
            _P.MODERATE_REVIEWS,
            _P.ANSWER_CUSTOMERS,
        }
    ),
    Role.STOCK_KEEPER: frozenset(
        {_P.SEE_ORDERS, _P.SHIP_ORDERS, _P.SEE_STOCK, _P.CHANGE_STOCK, _P.RECEIVE_RETURNS, _P.DELIVER_OWN}
    ),
    Role.COURIER: frozenset({_P.DELIVER_OWN}),
    Role.ANALYST: frozenset({_P.SEE_STOCK, _P.SEE_FIGURES}),
}

# What costs most in wrong hands: refunds, money said to have come, gifts and discounts, payouts and keys, roles, files
# with people's data. Cancelling and closing returns ask only where money goes back: see `Actor.need_proof`.
_PROVEN = frozenset(
    {
        _P.CHECK_TRANSFERS,
        _P.CHANGE_PROMOS,
        _P.REFUND_ORDERS,
        _P.APPROVE_REFUNDS,
        _P.SETTLE_REFUNDS,
        _P.CHANGE_MONEY_RULES,
        _P.CHANGE_TEAM,
        _P.EXPORT_DATA,
    }
)


def asks_for_proof(permission: Permission) -> bool:
    """Return whether a second factor has to be shown before this."""
    return permission in _PROVEN


def allows(role: Role | None, permission: Permission) -> bool:
    """Return whether a role includes a permission; no role includes none."""
    return role is not None and permission in ALLOWED[role]


def require(role: Role | None, permission: Permission) -> None:
    """Pass, or refuse.

    Raises:
        Forbidden: the role does not include the permission.
    """
    if not allows(role, permission):
        raise Forbidden(permission=permission.value)
