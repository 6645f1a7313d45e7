"""The blocks of the Mini App's first page."""
