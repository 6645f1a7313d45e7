"""Facts: named in the past tense, written to the outbox in the transaction that made them true."""
