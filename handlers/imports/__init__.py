"""Goods and orders in files."""
