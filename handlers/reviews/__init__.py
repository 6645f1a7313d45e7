"""Reviews: stars, words and photos of products, and what staff do with them."""
