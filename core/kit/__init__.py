"""What every feature stands on: errors, time, transactions, events, words, security, observability."""
