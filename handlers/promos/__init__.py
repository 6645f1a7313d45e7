"""Promo codes, gift cards and other currencies, for staff."""
