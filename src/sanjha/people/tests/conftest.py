"""Places to live in, officers, and a door that lets pass what a test grants and keeps who read what."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

import pytest

from sanjha.kernel import contracts
from sanjha.kernel.actors import Actor
from sanjha.kernel.contracts import Operation, Purpose
from sanjha.kernel.errors import NotPermitted
from sanjha.kernel.testing import officer_with
from sanjha.people.purposes import OwnPurpose
from sanjha.places.tests.factories import make_barnala


@dataclass
class TestDoor:
    __test__ = False

    granted: set[str] = field(default_factory=lambda: {"REV-INCOME", *OwnPurpose.values})
    readings: list[tuple[str, Purpose, list[UUID]]] = field(default_factory=list)

    def admit(self, operation: Operation, consumer: str, purpose: Purpose) -> "TestAdmission":
        if purpose.code not in self.granted:
            raise NotPermitted(f"no grant for {purpose.code}", code="no-grant")
        return TestAdmission(self, operation, purpose)


@dataclass
class TestAdmission:
    __test__ = False

    door: TestDoor
    operation: Operation
    purpose: Purpose

    def log(self, subjects: Iterable[UUID]) -> None:
        self.door.readings.append((self.operation.name, self.purpose, list(subjects)))


@pytest.fixture
def door(monkeypatch: pytest.MonkeyPatch) -> TestDoor:
    opened = TestDoor()
    monkeypatch.setattr(contracts, "_door", [opened])
    return opened


@pytest.fixture
def barnala(db: None) -> None:
    make_barnala()


@pytest.fixture
def operator() -> Actor:
    return officer_with("counter_operator", office_kind="SEWA_KENDRA")
