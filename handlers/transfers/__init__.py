"""Receipts of manual transfers: sent by buyers, decided about by staff."""
