"""How a shop is paid: its providers, where each is offered, and the rules about money."""
