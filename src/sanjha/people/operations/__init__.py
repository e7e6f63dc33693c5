"""Deeds of the register of residents, one verb a file."""
