"""Certificates and keys: whom the locker signs as, and whom it believes."""
