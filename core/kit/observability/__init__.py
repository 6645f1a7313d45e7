"""What the application says of itself: log lines and metrics."""
