"""Broadcasts: put together, tried, begun, watched."""
