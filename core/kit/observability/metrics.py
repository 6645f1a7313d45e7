"""Metrics, by the names of the contract (`docs/operations.md`)."""

from prometheus_client import Counter, Gauge, Histogram

UPDATES = Counter("shop_updates", "Telegram updates handled", ["kind", "outcome"])
UPDATE_SECONDS = Histogram(
    "shop_update_seconds",
    "Time from taking an update in hand to its last answer",
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
)
HTTP_SECONDS = Histogram("shop_http_seconds", "Time to answer an HTTP request", ["route", "status"])
ORDERS = Counter("shop_orders", "Orders that reached a status", ["status"])
PAYMENTS = Counter("shop_payments", "Payments by outcome", ["provider", "outcome"])
PROVIDER_OPEN = Gauge("shop_provider_circuits_open", "Shops a provider is not offered in for now", ["provider"])
DIFFERENCES = Gauge("shop_payment_differences", "Differences found by the last comparison", ["provider"])
RISK = Counter("shop_risk_checks", "Orders looked at for risk", ["outcome"])
HOLDS = Gauge("shop_holds_active", "Stock holds that wait for money or shipping")
OUTBOX_LAG = Gauge("shop_outbox_lag_seconds", "Age of the oldest unsent event")
INBOX_LAG = Gauge("shop_inbox_lag_seconds", "Age of the oldest unhandled incoming event")
JOBS = Counter("shop_jobs", "Scheduled jobs run", ["job", "outcome"])
VIOLATIONS = Gauge("shop_invariant_violations", "Rows that break an invariant; 0 is right", ["name"])
TELEGRAM = Counter("shop_telegram_requests", "Calls of the Bot API", ["method", "outcome"])
NOTIFICATIONS = Counter("shop_notifications", "Messages to people about events", ["channel", "outcome"])
