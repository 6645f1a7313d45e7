"""How Telegram reaches the shop: bots, updates, screens. What is said stands in `handlers`."""

import bot.lazy_models  # noqa: F401 – before anything else imports aiogram
