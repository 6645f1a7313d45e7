"""The demo shops: what they sell, as pure data, and the pictures we draw of it."""
