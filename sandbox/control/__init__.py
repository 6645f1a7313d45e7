"""The control API: JSON over HTTP by which the page and tests set up the world and act as people."""
