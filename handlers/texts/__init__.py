"""The bot's texts, as the shop wants them."""
