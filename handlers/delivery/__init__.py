"""How the shop delivers, for staff."""
