"""Residents are entered once, facts corrected with their source, and nothing is ever lost."""

from datetime import date, timedelta

import pytest
from django.db import DataError, IntegrityError, connection, transaction

from sanjha.identity.testing import sign_in_citizen
from sanjha.kernel import audit_verify, clock, numbers
from sanjha.kernel.actors import ANONYMOUS, SYSTEM, Actor, Kind
from sanjha.kernel.errors import Conflict, DomainError, NotFound, NotPermitted
from sanjha.kernel.ids import new_id
from sanjha.kernel.models import AuditEntry, OutboxEvent
from sanjha.kernel.testing import officer_with
from sanjha.people.models import Fact, RecordedRequest, Resident
from sanjha.people.operations.record_resident import record_resident
from sanjha.people.tests.factories import HOME, address, person, recorded

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_morning", "barnala")]


def record(data, *, actor: Actor = SYSTEM, source: str = "APPLICATION", **more):
    return record_resident(
        data=data, source=source, request_id=more.pop("request_id", new_id()), actor=actor, **more
    )


def in_force(resident: Resident) -> dict[str, Fact]:
    return {fact.name: fact for fact in Fact.objects.filter(resident=resident, superseded_at__isnull=True)}


def test_a_resident_is_entered_with_every_fact_its_source_and_date(operator):
    data = person(aadhaar_last4="4321", name_hi="मनप्रीत कौर")
    resident = record(data, actor=operator, case="PB/BNL/1", as_of=date(2026, 11, 20))

    resident = Resident.objects.get(pk=resident.pk)
    assert resident.name_en == "Manpreet Kaur"
    assert numbers.is_valid(resident.reference)
    assert resident.reference.startswith("PB/RES/00000001-")
    assert resident.address.place == "V040050"
    assert len(resident.aadhaar_reference) == 24
    facts = in_force(resident)
    assert set(facts) == {"NAME", "RELATIVE", "BIRTH_DATE", "GENDER", "MOBILE", "ADDRESS", "AADHAAR_LAST4"}
    assert facts["NAME"].value == {"en": "Manpreet Kaur", "pa": "ਮਨਪ੍ਰੀਤ ਕੌਰ", "hi": "मनप्रीत कौर"}
    kept = facts["ADDRESS"]
    assert (kept.source, kept.case_number, kept.as_of) == ("APPLICATION", "PB/BNL/1", date(2026, 11, 20))
    assert (kept.recorded_at, kept.recorded_by) == (clock.now(), operator.label)
    assert AuditEntry.objects.get().action == "RESIDENT_RECORDED"
    assert OutboxEvent.objects.get().kind == "people.ResidentRecorded"


def test_the_trail_and_the_events_hold_no_facts_of_the_person():
    resident = recorded(mobile="9876512345")
    record(person(resident_id=resident.id, mobile="9876554321"))
    texts = [entry.body for entry in AuditEntry.objects.all()] + [
        str(event.payload) for event in OutboxEvent.objects.all()
    ]
    for fact in ("Manpreet", "ਮਨਪ੍ਰੀਤ", "9876512345", "9876554321", "1994"):
        assert not [text for text in texts if fact in text]


def test_the_same_request_again_writes_nothing():
    request_id, data = new_id(), person()
    first = record(data, request_id=request_id)
    again = record(data, request_id=request_id)
    assert first.pk == again.pk
    assert again.address.pin == "148108"
    assert (Resident.objects.count(), AuditEntry.objects.count(), RecordedRequest.objects.count()) == (
        1,
        1,
        1,
    )


def test_a_request_id_is_not_used_for_other_facts():
    request_id, data = new_id(), person()
    record(data, request_id=request_id)
    with pytest.raises(Conflict, match="sent before with other facts"):
        record(person(name_en="Somebody Else"), request_id=request_id)
    assert Resident.objects.count() == 1


def test_who_agrees_in_name_birth_date_gender_and_number_is_one_person():
    first = recorded(mobile="9876512345")
    again = recorded(mobile="9876512345", name_en="Manprit Kaur", address=address(house="114"))
    assert again.pk == first.pk
    assert Resident.objects.get().name_en == "Manprit Kaur"
    assert in_force(first)["ADDRESS"].value["house"] == "114"


@pytest.mark.parametrize(
    "other",
    [
        {"name_en": "Harpreet Kaur"},
        {"born_on": date(1994, 3, 1)},
        {"gender": "M"},
        {"mobile": "9876554321"},
        {"mobile": ""},
    ],
)
def test_who_differs_in_one_of_them_is_another_person(other):
    recorded(mobile="9876512345")
    recorded(**{"mobile": "9876512345", **other})
    assert Resident.objects.count() == 2


def test_people_without_a_number_are_never_taken_for_one_another():
    assert recorded(mobile="").pk != recorded(mobile="").pk


def test_a_correction_keeps_the_old_fact_with_its_end(operator):
    resident = recorded()
    with clock.advanced(timedelta(days=3)):
        moved = address(house="7", place="V040026", pin="148104", since_year=2026)
        record(
            person(resident_id=resident.id, mobile=resident.mobile, address=moved),
            actor=operator,
            source="FIELD_REPORT",
            case="PB/2",
        )
        later = clock.now()

    resident.refresh_from_db()
    assert resident.address.place == "V040026"
    assert resident.changed_at == later
    old, new = Fact.objects.filter(resident=resident, name="ADDRESS").order_by("recorded_at")
    assert (old.value["house"], old.superseded_at, old.source) == ("112", later, "APPLICATION")
    assert (new.value["house"], new.superseded_at, new.source, new.case_number) == (
        "7",
        None,
        "FIELD_REPORT",
        "PB/2",
    )
    assert Fact.objects.filter(resident=resident).count() == 7
    kinds = OutboxEvent.objects.order_by("id").values_list("kind", flat=True)
    assert list(kinds) == ["people.ResidentRecorded", "people.FactCorrected"]
    assert OutboxEvent.objects.latest("id").payload["fact"] == "ADDRESS"


def test_unchanged_facts_write_nothing_but_the_request():
    resident = recorded()
    record(person(resident_id=resident.id, mobile=resident.mobile))
    assert AuditEntry.objects.count() == 1
    assert Fact.objects.count() == 6
    assert RecordedRequest.objects.count() == 2


def test_what_is_left_out_erases_nothing():
    resident = recorded(aadhaar_last4="4321", name_hi="मनप्रीत कौर", relative_name_hi="गुरचरण सिंह")
    token = resident.aadhaar_reference
    record(person(resident_id=resident.id, mobile="", aadhaar_last4="", address=address(house="1")))
    resident.refresh_from_db()
    assert (resident.aadhaar_last4, resident.aadhaar_reference) == ("4321", token)
    assert resident.mobile != ""
    assert (resident.name_hi, resident.relative_hi) == ("मनप्रीत कौर", "गुरचरण सिंह")


def test_a_new_name_does_not_keep_the_old_hindi_one():
    resident = recorded(name_hi="मनप्रीत कौर")
    record(person(resident_id=resident.id, mobile=resident.mobile, name_en="Simran Kaur", name_pa="ਸਿਮਰਨ ਕੌਰ"))
    resident.refresh_from_db()
    assert resident.name_hi == ""
    assert "SIMRN" in resident.name_keys
    assert "MMPRIT" not in resident.name_keys


def test_other_digits_of_aadhaar_get_another_reference():
    resident = recorded(aadhaar_last4="4321")
    record(person(resident_id=resident.id, mobile=resident.mobile, aadhaar_last4="1234"))
    changed = Resident.objects.get(pk=resident.pk)
    assert changed.aadhaar_last4 == "1234"
    assert changed.aadhaar_reference not in ("", resident.aadhaar_reference)


def test_a_correction_that_makes_one_person_of_two_is_refused():
    recorded(mobile="9876512345")
    other = recorded(mobile="9876554321")
    with pytest.raises(Conflict, match="Another resident has this name"):
        record(person(resident_id=other.id, mobile="9876512345"))
    other.refresh_from_db()
    assert other.mobile == "9876554321"
    assert AuditEntry.objects.count() == 2


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"name_en": "<b>"}, "name_en"),
        ({"address": address(place="V999999")}, "address.place"),
        ({"address": address(place="T276")}, "address.place"),
        ({"address": address(area="URBAN")}, "address.place"),
    ],
)
def test_wrong_facts_are_refused_and_nothing_is_written(changes, path):
    with pytest.raises(DomainError) as refused:
        record(person(**changes))
    assert [wrong.path for wrong in refused.value.errors] == [path]
    assert not Resident.objects.exists()
    assert not AuditEntry.objects.exists()


@pytest.mark.parametrize(
    ("more", "words"),
    [({"source": "RUMOUR"}, "known sources"), ({"as_of": date(2026, 11, 24)}, "lies in the future")],
)
def test_a_source_must_be_known_and_its_date_past(more, words):
    with pytest.raises(DomainError, match=words):
        record(person(), **more)


def test_nobody_is_corrected_who_does_not_exist():
    with pytest.raises(NotFound):
        record(person(resident_id=new_id()))


def test_an_urban_address_needs_a_town():
    resident = recorded(address=address(area="URBAN", place="U248378"))
    assert resident.address.place == "U248378"


def test_visitors_and_officers_without_post_enter_nobody():
    without = Actor(Kind.OFFICER, account=new_id(), person=new_id())
    for actor in (ANONYMOUS, without):
        with pytest.raises(NotPermitted):
            record(person(), actor=actor)
    assert not Resident.objects.exists()


def test_a_citizen_enters_the_own_household_only(client):
    account = sign_in_citizen(client, mobile="9876512345")
    citizen = Actor(Kind.CITIZEN, account=account.id)
    daughter = record(person(mobile="9876512345"), actor=citizen, source="SELF")
    assert in_force(daughter)["NAME"].source == "SELF"
    with pytest.raises(NotPermitted, match="your own mobile number only"):
        record(person(mobile="9876554321"), actor=citizen)

    stranger = recorded(mobile="9876554321")
    with pytest.raises(NotPermitted, match="your own mobile number only"):
        record(person(resident_id=stranger.id, mobile="9876512345", name_en="Stolen Name"), actor=citizen)
    stranger.refresh_from_db()
    assert stranger.name_en == "Manpreet Kaur"


def test_the_store_refuses_to_change_or_delete_a_fact():
    resident = recorded()
    fact = Fact.objects.filter(resident=resident).first()
    for change in ({"value": "x"}, {"source": "SELF"}, {"resident_id": new_id()}):
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            Fact.objects.filter(pk=fact.pk).update(**change)
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        Fact.objects.filter(pk=fact.pk).delete()
    Fact.objects.filter(pk=fact.pk).update(superseded_at=clock.now())
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        Fact.objects.filter(pk=fact.pk).update(superseded_at=None)


def test_the_store_takes_no_full_aadhaar_number():
    resident = recorded()
    with pytest.raises(DataError, match="too long"), transaction.atomic():
        Resident.objects.filter(pk=resident.pk).update(aadhaar_last4="234123412346")


def test_the_audit_holds_after_a_life_and_finds_what_was_changed_behind_it(operator):
    resident = recorded(aadhaar_last4="4321")
    record(
        person(
            resident_id=resident.id,
            mobile=resident.mobile,
            name_en="Manpreet Kaur Sidhu",
            name_pa="ਮਨਪ੍ਰੀਤ ਕੌਰ ਸਿੱਧੂ",
        ),
        actor=operator,
    )
    record(person(resident_id=resident.id, mobile="9876500009", address=address(house="7")), actor=operator)
    assert audit_verify.verify().findings == []

    with connection.cursor() as cursor:
        cursor.execute("UPDATE people_residentaddress SET house = '999'")
    findings = audit_verify.verify().findings
    assert [(found.table, found.key) for found in findings] == [("people_residentaddress", str(resident.id))]


def test_references_have_no_gaps():
    with pytest.raises(DomainError):
        recorded(name_en="")
    references = [recorded().reference for _number in range(3)]
    assert [reference[:15] for reference in references] == [
        "PB/RES/00000001",
        "PB/RES/00000002",
        "PB/RES/00000003",
    ]
    assert all(numbers.is_valid(reference) for reference in references)


def test_the_address_given_is_the_address_read():
    assert recorded().address.since_year == HOME.since_year


def test_an_officers_posts_are_needed_not_only_the_kind():
    assert recorded(actor=officer_with("dealing_hand"))
