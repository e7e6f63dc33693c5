"""Fixtures for the tests of every service, and how hypothesis searches: anew here, the same way each time in CI."""

import os

from hypothesis import settings

pytest_plugins = ["sanjha.kernel.testing"]

settings.register_profile("ci", derandomize=True, deadline=None)
settings.register_profile("dev", deadline=None)
settings.load_profile("ci" if os.environ.get("CI") else "dev")
