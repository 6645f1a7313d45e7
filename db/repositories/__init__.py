"""Questions and changes, each named, each scoped to one shop; SQL is spoken here only."""
