"""Deeds of the service counter, one verb a file."""
