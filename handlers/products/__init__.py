"""Products and prices for staff."""
