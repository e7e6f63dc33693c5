"""Writes docs/reference from what the code declares: events, contracts, settings, commands."""
