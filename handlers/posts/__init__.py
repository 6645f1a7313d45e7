"""Goods in channels: link, post, delete; the Buy button."""
