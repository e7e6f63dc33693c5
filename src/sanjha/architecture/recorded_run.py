"""The last recorded run of the tests, read from its report in the form of JUnit: what the evidence is worth today."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

import structlog
from lxml import etree

from sanjha.architecture.conf import evidence

log = structlog.get_logger(__name__)
LARGEST = 64 * 1024 * 1024


@dataclass(frozen=True)
class Outcome:
    """What became of the tests of one file."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0

    @property
    def all(self) -> int:
        return self.passed + self.failed + self.skipped

    def with_one(self, result: str) -> "Outcome":
        return Outcome(
            self.passed + (result == "passed"),
            self.failed + (result in ("failure", "error")),
            self.skipped + (result == "skipped"),
        )


@dataclass(frozen=True)
class Run:
    """When the tests ran, and the outcome by module ("tests.guards.test_facts")."""

    at: datetime
    modules: Mapping[str, Outcome]

    def outcome_of(self, path: str) -> Outcome | None:
        """Of the file at this path from the root of the repository; None when nothing of it ran."""
        return self.modules.get(path.removesuffix(".py").replace("/", "."))


def last_run() -> Run | None:
    """None when no run is recorded, or its report cannot be read: the page then says that there is none."""
    try:
        known = evidence.file.stat()
    except OSError:
        return None
    return _read(evidence.file, known.st_mtime_ns) if known.st_size <= LARGEST else None


@lru_cache(maxsize=1)
def _read(path: Path, _changed: int) -> Run | None:
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        root = etree.parse(path, parser).getroot()
        suites = list(root.iter("testsuite"))
        at = min(_moment(suite.attrib["timestamp"]) for suite in suites)
    except (OSError, etree.XMLSyntaxError, KeyError, ValueError) as error:
        log.warning("the report of the tests cannot be read", path=str(path), why=str(error))
        return None
    modules: dict[str, Outcome] = {}
    for suite in suites:
        for case in suite.iter("testcase"):
            result = next((str(child.tag) for child in case if child.tag in _RESULTS), "passed")
            module = case.get("classname", "")
            modules[module] = modules.get(module, Outcome()).with_one(result)
    return Run(at, modules)


_RESULTS = ("failure", "error", "skipped")


def _moment(text: str) -> datetime:
    """Without a zone it is read as UTC, as old reports have it."""
    found = datetime.fromisoformat(text)
    return found if found.tzinfo else found.replace(tzinfo=UTC)
