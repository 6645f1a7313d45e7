"""Talking to people: broadcasts and scenarios, conversations, ready answers, posts in channels."""
