"""Writes to the register of offices, one verb a file."""
