"""Places where stock lies, for staff."""
