"""A customer's own orders."""
