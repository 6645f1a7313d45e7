"""Deliveries whose price the seller computes."""
