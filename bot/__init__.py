"""How Telegram reaches the shop: bots, updates, screens. What is said stands in `handlers`."""
