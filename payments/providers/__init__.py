"""Ways to pay, a file each. Only the registry names them."""
