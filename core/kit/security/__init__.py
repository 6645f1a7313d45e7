"""Encryption at rest and unguessable names."""
