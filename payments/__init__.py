"""Money: providers, starting and settling payments, refunds."""
