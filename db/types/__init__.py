"""Pure values that storage and rules share: ids, money, states. No framework is imported here."""
