"""Migrations: one file per step in `versions/`, each made of `step.Step`."""
