"""The payment monitor for staff."""
