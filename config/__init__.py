"""Configuration: one frozen tree of settings, read from the environment and `.env`."""
