"""Shops and bots for owners."""
