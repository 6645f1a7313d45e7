"""Who changed what, and what is wrong."""
