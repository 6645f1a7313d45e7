"""Orders that wait for review."""
