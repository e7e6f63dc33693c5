"""What services have promised one another is kept: no field removed or narrowed without a new version beside the old.

When one of these fails, `sanjha contracts check` says where and why; `sanjha contracts publish` records what is new and
refuses to record what breaks a promise.
"""

import msgspec
import pytest

from sanjha.kernel.contracts import declared_operations
from sanjha.kernel.events import declared_events
from sanjha.project.published import record
from tests.guards.tree import ROOT, assert_nothing, versioned_files


@pytest.fixture(scope="module")
def running():
    return record.running()


def test_every_operation_and_event_is_in_the_record(running):
    assert running.operations.keys() == {
        name for name, known in declared_operations().items() if record.is_published(known.stub.__module__)
    }
    assert {name.partition(".")[0] for name in running.operations} >= {"people", "places", "sewa", "kernel"}
    assert running.events.keys() == {
        kind for kind, known in declared_events().items() if record.is_published(known.cls.__module__)
    }
    assert_nothing(record.unpublished(record.recorded(), running))


def test_no_promise_is_broken(running):
    assert_nothing(str(fault) for fault in record.faults(record.recorded(), running))


def test_the_record_belongs_to_the_source():
    assert record.FILE in versioned_files()
    assert record.FILE.is_relative_to(ROOT / "src")


def removals(known):
    """The record without one of its fields, for each field of each value and event."""
    for part in ("values", "events"):
        of = getattr(known, part)
        for name, value in of.items():
            for field in value["fields"]:
                fewer = {key: held for key, held in value["fields"].items() if key != field}
                less = {**of, name: {**value, "fields": fewer}}
                yield f"{name}.{field}", msgspec.structs.replace(known, **{part: less})


def test_the_guard_sees_every_field_that_goes(running):
    """Taken out one by one, of what is declared now."""
    assert_nothing(
        name
        for name, less in removals(running)
        if not any(fault.rule == "field-removed" for fault in record.faults(running, less))
    )
