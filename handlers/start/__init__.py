"""Start, deep links, the menu, shops and language."""
