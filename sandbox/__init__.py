"""A local Telegram: a strict Bot API server and a chat page, for trying and testing bots without a token."""
