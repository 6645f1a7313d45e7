"""Where one is signed in on the web, and the second factor of who works in the shop."""
