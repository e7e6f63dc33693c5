"""Settings of the architecture, read once from the environment."""

import os
from dataclasses import dataclass, field
from pathlib import Path

from sanjha.kernel.conf import conf


@dataclass(frozen=True)
class EvidenceSettings:
    report: str = field(default_factory=lambda: os.environ.get("SANJHA_TEST_REPORT", ""))
    """SANJHA_TEST_REPORT: the report of the last run of the tests (JUnit XML) that standards and policy show as evidence;
    empty reads tests.xml in SANJHA_HOME."""

    @property
    def file(self) -> Path:
        return Path(self.report) if self.report else conf.home / "tests.xml"


evidence = EvidenceSettings()
