"""The door between services: declarations, the grant, the purpose, the log of readings."""

import subprocess
import sys
from pathlib import Path
from uuid import UUID

import pytest
from django.db import transaction

import sanjha
from sanjha.kernel import contracts
from sanjha.kernel.contracts import Purpose, Struct, operation, provides
from sanjha.kernel.errors import NotFound, NotPermitted, Unavailable
from sanjha.kernel.ids import new_id
from sanjha.kernel.tests.declared import taken_back

SOURCE = Path(sanjha.__file__).parents[1]
INCOME = Purpose("REV-INCOME", case="PB/BNL/1")


class Person(Struct):
    id: UUID
    name: str = ""


class Holding(Struct):
    id: UUID
    subject: UUID


@pytest.fixture(autouse=True)
def _own_registry():
    with taken_back():
        yield


class Let:
    def __init__(self, log):
        self.log = log


class WatchedDoor:
    """A door that admits one purpose and keeps what it was told."""

    def __init__(self, admits="REV-INCOME"):
        self.admits = admits
        self.readings = []

    def admit(self, operation, consumer, purpose):
        if purpose.code != self.admits:
            raise NotPermitted(f"{consumer} has no grant")
        return Let(lambda subjects: self.readings.append((operation.name, consumer, purpose, list(subjects))))


@pytest.fixture
def door():
    watched = WatchedDoor()
    contracts.install_door(watched)
    return watched


def declare_resident(found):
    @operation("kerneltest.v1/resident", facts=("kerneltest.name",))
    def get_resident(*, resident_id: UUID, purpose: Purpose) -> Person: ...

    calls = []

    @provides(get_resident)
    def _provided(*, resident_id: UUID, purpose: Purpose) -> Person:
        calls.append(resident_id)
        return found

    return get_resident, calls


def declare_place():
    @operation("kerneltest.v1/place")
    def get_place(*, code: str, deep: bool = False) -> str: ...

    @provides(get_place)
    def _provided(*, code: str, deep: bool = False) -> str:
        return f"{code} {deep}"

    return get_place


def test_a_call_without_facts_needs_no_purpose_and_no_door():
    get_place = declare_place()
    assert get_place(code="T255") == "T255 False"
    assert get_place(code="T255", deep=True) == "T255 True"


@pytest.mark.parametrize(
    ("arguments", "keywords"),
    [(("T255",), {}), ((), {}), ((), {"code": "T255", "other": 1}), (("T255",), {"code": "T255"})],
)
def test_a_wrong_call_fails_as_a_python_call_does(arguments, keywords):
    with pytest.raises(TypeError):
        declare_place()(*arguments, **keywords)


def test_an_operation_with_facts_asks_the_door_and_logs_the_reading(door):
    person = Person(new_id(), "Gurpreet Kaur")
    get_resident, _calls = declare_resident(person)
    assert get_resident(resident_id=person.id, purpose=INCOME) is person
    assert door.readings == [("kerneltest.v1/resident", "kernel", INCOME, [person.id])]


def test_without_a_grant_the_owner_is_not_even_asked(door):
    get_resident, calls = declare_resident(Person(new_id()))
    with pytest.raises(NotPermitted, match="no grant"):
        get_resident(resident_id=new_id(), purpose=Purpose("REV-CASTE"))
    assert calls == []
    assert door.readings == []


def test_without_a_purpose_nothing_is_read(door):
    get_resident, calls = declare_resident(Person(new_id()))
    with pytest.raises(TypeError, match="purpose"):
        get_resident(resident_id=new_id())
    assert calls == []


def test_a_process_without_a_door_gives_no_facts():
    contracts._door.clear()
    get_resident, calls = declare_resident(Person(new_id()))
    with pytest.raises(NotPermitted, match="no door"):
        get_resident(resident_id=new_id(), purpose=INCOME)
    assert calls == []


def test_what_is_not_provided_here_is_unavailable(door):
    @operation("kerneltest.v1/lonely")
    def lonely() -> int: ...

    with pytest.raises(Unavailable, match="not provided"):
        lonely()


@pytest.mark.parametrize("kind", ["list", "none", "subject", "no id"])
def test_every_person_whose_facts_left_is_logged(door, kind):
    one, two = new_id(), new_id()
    results = {
        "list": ([Person(one), None, Person(two)], [one, two]),
        "none": (None, []),
        "subject": (Holding(id=two, subject=one), [one]),
        "no id": ("a name", []),
    }
    found, logged = results[kind]
    get_resident, _calls = declare_resident(found)
    get_resident(resident_id=one, purpose=INCOME)
    assert door.readings[0][3] == logged


def test_a_refusal_of_the_owner_is_not_a_reading(door):
    @operation("kerneltest.v1/nobody", facts=("kerneltest.name",))
    def nobody(*, purpose: Purpose) -> Person: ...

    @provides(nobody)
    def _provided(*, purpose: Purpose) -> Person:
        raise NotFound("There is nobody.")

    with pytest.raises(NotFound):
        nobody(purpose=INCOME)
    assert door.readings == []


@pytest.mark.django_db(transaction=True)
def test_a_call_inside_an_open_transaction_is_refused(door):
    get_place = declare_place()
    with transaction.atomic(), pytest.raises(RuntimeError, match="open transaction"):
        get_place(code="T255")
    assert get_place(code="T255") == "T255 False"


@pytest.mark.django_db
def test_a_call_inside_a_transaction_is_refused_in_a_test_case_too():
    get_place = declare_place()
    assert get_place(code="T255") == "T255 False"
    with transaction.atomic(), pytest.raises(RuntimeError, match="open transaction"):
        get_place(code="T255")


def test_a_contract_takes_keywords_only():
    with pytest.raises(TypeError, match="keyword arguments only"):
        operation("kerneltest.v1/wrong")(lambda code: code)


def test_an_operation_with_facts_takes_a_purpose():
    def wrong(*, code: str) -> str: ...

    with pytest.raises(TypeError, match="takes a purpose"):
        operation("kerneltest.v1/wrong", facts=("kerneltest.name",))(wrong)


def test_an_operation_is_declared_once():
    declare_place()
    with pytest.raises(TypeError, match="declared twice"):
        declare_place()


def test_a_provider_takes_what_the_contract_says():
    @operation("kerneltest.v1/right")
    def right(*, code: str) -> str: ...

    with pytest.raises(TypeError, match="contract says"):

        @provides(right)
        def _wrong(*, kode: str) -> str: ...


def test_a_fact_has_one_owner():
    declare_resident(None)
    assert contracts.fact_owners()["kerneltest.name"] == "kerneltest"

    @operation("other.v1/resident", facts=("kerneltest.name",))
    def copied(*, purpose: Purpose) -> Person: ...

    with pytest.raises(TypeError, match="two owners"):
        contracts.fact_owners()


def test_the_consumer_is_the_package_that_calls(door):
    person = Person(new_id())
    get_resident, _calls = declare_resident(person)
    caller = {
        "__name__": "sanjha.sewa.operations.submit_application",
        "call": get_resident,
        "person": person,
        "INCOME": INCOME,
    }
    exec("call(resident_id=person.id, purpose=INCOME)", caller)
    assert door.readings[0][1] == "sewa"


def contract_modules():
    return sorted(
        ".".join(path.relative_to(SOURCE).with_suffix("").parts)
        for path in (SOURCE / "sanjha").glob("*/contract.py")
    )


@pytest.mark.parametrize("module", ["sanjha.kernel.contracts", *contract_modules()])
def test_a_contract_is_light_to_import(module):
    """In a fresh interpreter without any settings: a remote consumer has neither models nor a store."""
    code = f"import {module}, sys; print(sorted(name for name in sys.modules if name.startswith('sanjha.')))"
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        env={"PYTHONPATH": str(SOURCE), "PATH": "/usr/bin:/bin"},
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "models" not in done.stdout.replace("'", ".").split(".")
