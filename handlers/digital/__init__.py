"""Digital goods: what is sold, who has it, and subscriptions."""
