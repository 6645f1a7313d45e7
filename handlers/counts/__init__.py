"""Counting the shelves, for staff."""
