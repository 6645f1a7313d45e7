"""Scenarios: messages that follow what people do."""
