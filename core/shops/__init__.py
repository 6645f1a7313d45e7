"""Shops: catalogue, stock, prices, settings."""
