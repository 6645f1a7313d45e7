"""The editor of a product, for staff."""
