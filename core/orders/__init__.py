"""Carts, orders, their states and what happens to their goods."""
