"""Giving money back from an order's card."""
