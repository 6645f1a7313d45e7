"""Help, terms, support, privacy."""
