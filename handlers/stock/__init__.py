"""Stock for staff."""
