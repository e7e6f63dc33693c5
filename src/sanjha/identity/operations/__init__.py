"""Deeds of identity, one verb a file."""
