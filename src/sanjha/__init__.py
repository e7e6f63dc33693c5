"""Sanjha: one desk for every office, one counter for every citizen, one locker for every document."""

__version__ = "0.1.0"
