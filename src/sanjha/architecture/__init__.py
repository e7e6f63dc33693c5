"""The enterprise architecture as it is: read from the running declarations, beside what departments run elsewhere."""
