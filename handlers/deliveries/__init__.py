"""Packing, couriers and what they bring."""
