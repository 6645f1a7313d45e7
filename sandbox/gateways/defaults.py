"""Test credentials that every gateway accepts without any setup."""

BAZU_KEY = "bazu_test_key"
BAZU_SECRET = "bazu_test_secret"  # noqa: S105
CRYPTOPAY_TOKEN = "12345:AAtestCryptoPayToken"  # noqa: S105
YOOKASSA_SHOP = "100500"
YOOKASSA_KEY = "test_secret_key"
STRIPE_KEY = "sk_test_sandbox"
STRIPE_SECRET = "whsec_test_secret"  # noqa: S105
TON_KEY = ""
TON_ADDRESS = "UQAREREREREREREREREREREREREREREREREREREREREREbvW"
