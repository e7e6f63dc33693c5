"""Signatures: PAdES for the file, with keys in memory or in a hardware module."""
