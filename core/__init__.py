"""The shop itself; knows neither Telegram updates nor HTTP requests."""
