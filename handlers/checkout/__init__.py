"""From a cart to an order and its invoice."""
