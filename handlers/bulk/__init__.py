"""Many variants at once, for staff."""
