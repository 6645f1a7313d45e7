"""Favourites: the list of what a customer put a heart on."""
