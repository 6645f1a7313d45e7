"""Ready answers: staff write them, customers open them."""
