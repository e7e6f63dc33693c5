"""Two counters at the same moment, over real connections: a person is entered once, no fact is lost."""

import threading
from collections.abc import Callable, Iterator
from uuid import UUID

import pytest
from django.db import connection

from sanjha.kernel import clock
from sanjha.kernel.actors import SYSTEM
from sanjha.kernel.errors import Conflict, DomainError
from sanjha.kernel.ids import new_id
from sanjha.people.models import Fact, RecordedRequest, Resident
from sanjha.people.operations.record_resident import record_resident
from sanjha.people.tests.factories import address, person, recorded
from sanjha.places.tests.factories import make_barnala

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _places(transactional_db) -> None:
    make_barnala()


def at_once(works: list[Callable[[], Resident]]) -> list[Resident | DomainError]:
    results: list[Resident | DomainError] = []
    gate = threading.Barrier(len(works))

    def run(work: Callable[[], Resident]) -> None:
        try:
            with clock.frozen("2026-11-23T10:00:00+05:30"):
                gate.wait(timeout=10)
                results.append(work())
        except DomainError as error:
            results.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert len(results) == len(works)
    return results


def entering(request_ids: Iterator[UUID], **changes: object) -> Callable[[], Resident]:
    data, request_id = person(**{"mobile": "9876512345", **changes}), next(request_ids)
    return lambda: record_resident(data=data, source="APPLICATION", request_id=request_id, actor=SYSTEM)


def fresh() -> Iterator[UUID]:
    while True:
        yield new_id()


def test_the_same_request_sent_four_times_at_once_enters_one_person():
    one = new_id()
    results = at_once([entering(iter([one])) for _time in range(4)])
    assert {result.pk for result in results} == {Resident.objects.get().pk}
    assert (Fact.objects.count(), RecordedRequest.objects.count()) == (6, 1)


def test_two_counters_that_enter_one_person_enter_one():
    results = at_once([entering(fresh()) for _time in range(4)])
    assert {result.pk for result in results} == {Resident.objects.get().pk}
    assert (Fact.objects.count(), RecordedRequest.objects.count()) == (6, 4)


def test_different_people_get_references_without_gaps():
    at_once([entering(fresh(), mobile="", name_en=f"Manpreet Kaur {letter}") for letter in "ABCDEFGH"])
    references = sorted(Resident.objects.values_list("reference", flat=True))
    assert [reference[7:15] for reference in references] == [f"{number:08d}" for number in range(1, 9)]


def test_corrections_at_once_leave_one_fact_in_force_and_keep_all():
    resident = recorded(mobile="9876512345")
    at_once(
        [
            entering(fresh(), resident_id=resident.id, address=address(house=str(number)))
            for number in range(1, 5)
        ]
    )
    addresses = Fact.objects.filter(resident=resident, name="ADDRESS")
    assert addresses.count() == 5
    in_force = addresses.get(superseded_at__isnull=True)
    resident.refresh_from_db()
    assert resident.address.house == in_force.value["house"]


def test_two_people_made_into_one_at_once_is_refused_to_one():
    first, second = recorded(mobile="9876500001"), recorded(mobile="9876500002")
    results = at_once([entering(fresh(), resident_id=row.id) for row in (first, second)])
    assert sum(isinstance(result, Conflict) for result in results) == 1
    assert Resident.objects.filter(mobile="9876512345").count() == 1
