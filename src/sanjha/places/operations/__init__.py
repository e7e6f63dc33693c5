"""Writes to the register of places and the calendars, one verb a file."""
