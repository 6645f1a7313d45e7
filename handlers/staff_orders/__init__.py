"""Orders for staff."""
