"""Writes of the locker, one verb a file."""
