"""Requests that this house sends to departments' own systems: to checked addresses, signed, bounded in time and size."""
