"""Readings fact by fact, by the public number of their case, and for both entries of a person that were merged."""

from datetime import timedelta

import pytest
from django.db import transaction

from sanjha.exchange import contract
from sanjha.exchange.models import NamedPurpose, StandsFor
from sanjha.exchange.operations.follow_merge import follow_merge
from sanjha.exchange.tests.factories import make_reading
from sanjha.kernel import audit_verify, clock, context, events, relay
from sanjha.kernel.actors import SYSTEM
from sanjha.kernel.errors import Unavailable
from sanjha.kernel.ids import new_id
from sanjha.people.events import MergeUndone, ResidentsMerged

pytestmark = pytest.mark.django_db
PAGE = "/my/readings/"


def text_of(response):
    return " ".join(response.content.decode().split())


def happen(*happened):
    with transaction.atomic():
        for each in happened:
            events.publish(each)
    relay.deliver_all()


def test_readings_are_counted_fact_by_fact_without_ones_own(resident):
    NamedPurpose.objects.create(code="REV-INCOME", name_en="Income certificate", name_pa="ਆਮਦਨ ਸਰਟੀਫਿਕੇਟ")
    make_reading(subject=resident.person, facts=["resident.name"])
    with clock.frozen("2026-11-23T10:05:00+05:30"):
        make_reading(subject=resident.person, facts=["resident.name", "resident.mobile"], reader="SYSTEM:-")
    make_reading(subject=resident.person, reader=resident.label)
    make_reading()
    with context.request_scope(who=resident):
        found = {row.fact: row for row in contract.readings_by_fact(subject=resident.person)}
    assert {fact: row.times for fact, row in found.items()} == {"resident.name": 2, "resident.mobile": 1}
    last = found["resident.name"]
    assert last.last_at.isoformat() == "2026-11-23T04:35:00+00:00"
    assert (last.reader, last.purpose.pa) == ("Sanjha itself, without a person", "ਆਮਦਨ ਸਰਟੀਫਿਕੇਟ")


def test_the_page_shows_the_readings_of_one_fact(as_resident, resident):
    make_reading(subject=resident.person, facts=["resident.gender"], purpose="REV-CASTE")
    make_reading(subject=resident.person, facts=["resident.name"], purpose="REV-RURAL")
    shown = text_of(as_resident.get(f"{PAGE}?fact=resident.gender"))
    assert "REV-CASTE" in shown
    assert "REV-RURAL" not in shown
    assert "Only readings of: Gender" in shown
    assert "REV-RURAL" in text_of(as_resident.get(f"{PAGE}?fact=nonsense"))


@pytest.fixture
def case_numbers(monkeypatch):
    """A service that knows the numbers of cases, and answers with what is put in here."""
    known = []
    monkeypatch.setattr(
        contract, "_case_numbers", [lambda case_ids: [row for row in known if row.id in case_ids]]
    )
    return known


def test_a_case_is_shown_by_its_number_though_it_got_it_later(as_resident, resident, case_numbers):
    case = new_id()
    make_reading(subject=resident.person, case=str(case))
    assert str(case) in text_of(as_resident.get(PAGE))
    case_numbers.append(provider_row(case, "PB/BNL/REV-INCOME/2026/0000007-X"))
    shown = text_of(as_resident.get(PAGE))
    assert "PB/BNL/REV-INCOME/2026/0000007-X" in shown
    assert str(case) not in shown


class provider_row:  # noqa: N801 a value
    def __init__(self, key, number):
        self.id, self.number = key, number


def test_the_page_opens_while_the_numbers_cannot_be_told(as_resident, resident, monkeypatch):
    def fail(case_ids):
        raise Unavailable("sewa does not answer")

    monkeypatch.setattr(contract, "_case_numbers", [fail])
    case = new_id()
    make_reading(subject=resident.person, case=str(case))
    assert str(case) in text_of(as_resident.get(PAGE))


def test_readings_follow_a_merge_and_its_undoing(as_resident, resident):
    other = new_id()
    make_reading(subject=other, purpose="REV-CASTE")
    make_reading(subject=resident.person, purpose="REV-RURAL")
    assert "REV-CASTE" not in text_of(as_resident.get(PAGE))
    now = clock.now()
    happen(ResidentsMerged(resident.person, other, now))
    shown = text_of(as_resident.get(PAGE))
    assert "REV-CASTE" in shown
    assert "REV-RURAL" in shown
    with context.request_scope(who=resident):
        (row,) = (row for row in contract.readings_by_fact(subject=other) if row.fact == "resident.name")
    assert row.times == 2
    happen(MergeUndone(resident.person, other, now + timedelta(minutes=1)))
    assert "REV-CASTE" not in text_of(as_resident.get(PAGE))
    assert not [found for found in audit_verify.verify().findings if found.table == "exchange_standsfor"]


def test_whoever_was_signed_in_as_the_merged_entry_sees_both(as_resident, resident):
    kept = new_id()
    make_reading(subject=kept, purpose="REV-CASTE")
    happen(ResidentsMerged(kept, resident.person, clock.now()))
    assert "REV-CASTE" in text_of(as_resident.get(PAGE))


def test_an_older_happening_that_comes_late_changes_nothing():
    subject, kept, now = new_id(), new_id(), clock.now()
    with transaction.atomic():
        follow_merge(subject=subject, kept=None, at=now, actor=SYSTEM)
        follow_merge(subject=subject, kept=kept, at=now - timedelta(minutes=5), actor=SYSTEM)
    assert StandsFor.objects.get().kept is None
