"""The tree of shelves, for staff."""
