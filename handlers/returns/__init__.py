"""Sending things back: asked by buyers, decided and received by staff."""
