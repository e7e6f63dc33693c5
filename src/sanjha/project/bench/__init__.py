"""Measurements, each beside a limit taken in the same run on the same machine."""
