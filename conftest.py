"""Fixtures for the tests of every service."""

pytest_plugins = ["sanjha.kernel.testing"]
