"""Several diarise, send and file at one moment, with real connections: numbers and pages stay without gaps."""

import threading

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sanjha.eoffice.models import CorrespondenceItem, Movement, Note, Receipt
from sanjha.eoffice.operations.load_desk_settings import load_desk_settings
from sanjha.eoffice.operations.put_in_file import put_in_file
from sanjha.eoffice.operations.send_receipt import Marking, send_receipt
from sanjha.eoffice.tests.dak import diarise, scan
from sanjha.eoffice.tests.factories import make_file, officer_of, own_post
from sanjha.kernel import clock
from sanjha.kernel.errors import Conflict, DomainError
from sanjha.kernel.ids import new_id
from sanjha.kernel.models import Allocation
from sanjha.offices.operations.load_demo_offices import load_demo_offices
from sanjha.places.operations.load_demo_places import load_demo_places

pytestmark = pytest.mark.django_db(transaction=True)
NOW = "2026-11-23T10:00:00+05:30"


@pytest.fixture(autouse=True)
def committed_world(db):
    load_demo_places()
    load_demo_offices()
    load_desk_settings()
    with clock.frozen(NOW):
        yield


def together(*deeds):
    """Run the deeds in threads that start at one moment; what each gave back or raised."""
    gate, outcomes = threading.Barrier(len(deeds)), [None] * len(deeds)

    def run(index, deed):
        try:
            with clock.frozen(NOW):
                gate.wait(timeout=20)
                outcomes[index] = deed()
        except Exception as error:  # the test looks at what was raised
            outcomes[index] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=one) for one in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return outcomes


@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(letters=st.lists(st.sampled_from(["good", "refused", "other branch"]), min_size=2, max_size=6))
def test_diary_numbers_run_without_a_gap_however_many_diarise(letters, committed_world):
    """Invariant: serials of a registry and year are 1 to n, each once, though letters are refused in between."""
    registry, branch = officer_of("REV-HQ-CRU/DIARIST"), officer_of("REV-HQ-REV2/SA1")
    subjects = {"good": "A letter", "refused": "", "other branch": "A letter"}
    outcomes = together(
        *(
            lambda kind=kind: diarise(branch if kind == "other branch" else registry, subject=subjects[kind])
            for kind in letters
        )
    )
    assert sum(isinstance(one, DomainError) for one in outcomes) == letters.count("refused")
    for code in ("REV-HQ-CRU", "REV-HQ-REV2"):
        serials = sorted(
            int(number.partition("/")[0])
            for number in Receipt.objects.filter(branch=code).values_list("number", flat=True)
        )
        assert serials == list(range(1, len(serials) + 1))
        last = Allocation.objects.filter(series=f"eoffice.receipt/{code}/2026").values_list("last", flat=True)
        assert list(last) == ([len(serials)] if serials else [])


def test_one_sheet_pressed_four_times_is_one_letter():
    registry, form = officer_of("REV-HQ-CRU/DIARIST"), new_id()
    outcomes = together(*[lambda: diarise(registry, form=form)] * 4)
    assert {one.number for one in outcomes} == {"1/2026/REV-HQ-CRU"}
    assert Receipt.objects.count() == 1
    assert diarise(registry).number == "2/2026/REV-HQ-CRU"


def test_two_who_send_one_receipt_send_it_once():
    registry, one, other = map(officer_of, ("REV-HQ-CRU/DIARIST", "REV-HQ-REV2/SA1", "REV-HQ-REV2/SUPDT"))
    receipt = diarise(registry)

    def send(to):
        marking = Marking(to_post=own_post(to))
        return send_receipt(receipt_id=receipt.pk, post=own_post(registry), marking=marking, actor=registry)

    outcomes = together(lambda: send(one), lambda: send(other))
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Conflict", "Movement"]
    assert Movement.objects.filter(receipt=receipt, closed_at__isnull=True).count() == 1
    assert isinstance(next(one for one in outcomes if isinstance(one, Exception)), Conflict)


def test_receipts_put_in_one_file_together_get_pages_one_after_the_other():
    assistant = officer_of("REV-HQ-REV2/SA1")
    file = make_file(assistant)
    receipts = [diarise(assistant, scans=[scan(pages)]) for pages in (1, 2, 3, 4)]
    outcomes = together(
        *(
            lambda receipt=receipt: put_in_file(
                receipt_id=receipt.pk, post=own_post(assistant), file_id=file.pk, actor=assistant
            )
            for receipt in receipts
        )
    )
    assert not [one for one in outcomes if isinstance(one, Exception)]
    items = list(CorrespondenceItem.objects.filter(file=file).order_by("serial"))
    assert [item.serial for item in items] == [1, 2, 3, 4]
    pages = [page for item in items for page in range(item.page_from, item.page_to + 1)]
    assert pages == list(range(1, 11))
    notes = Note.objects.filter(file=file).order_by("number").values_list("number", flat=True)
    assert list(notes) == [1, 2, 3, 4]
