"""The catalogue, product cards and search."""
