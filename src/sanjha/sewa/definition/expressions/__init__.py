"""The small language of conditions and computed values: exact, total, and checked before a service goes live."""
