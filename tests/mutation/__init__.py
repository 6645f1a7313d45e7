"""Small deliberate faults in the code that must not be wrong, and whether the tests notice them."""
