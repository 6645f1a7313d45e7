"""What the shop says of itself and how it looks."""
