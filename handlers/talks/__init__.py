"""Conversations: customers write, staff answer."""
