"""Topics of the staff's forum."""
