"""What the register of residents gave is kept with source and date, disputed and not overwritten, and followed."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from sanjha.exchange.models import Reading
from sanjha.kernel import audit_verify, clock, context, contracts, relay, replicas
from sanjha.kernel.contracts import Purpose
from sanjha.kernel.errors import NotFound, Unavailable
from sanjha.kernel.models import OutboxEvent
from sanjha.people import contract as people
from sanjha.people.models import Dispute, Fact, Resident
from sanjha.people.operations.correct_disputed_fact import correct_disputed_fact
from sanjha.sewa import registered
from sanjha.sewa.models import FactCorrectedSince, RegisteredApplicant
from sanjha.sewa.operations.dispute_registered import dispute_registered
from sanjha.sewa.operations.note_correction import note_correction
from sanjha.sewa.operations.reuse_resident import reuse_resident
from sanjha.sewa.operations.save_draft import save_draft
from sanjha.sewa.tests.factories import income_data, make_application, make_draft, submit


@pytest.fixture
def resident(operator):
    """Somebody whom an earlier application made known."""
    return make_application(operator, data=income_data("Sukhwinder"), at="rejected").applicant


@pytest.fixture
def draft(operator, resident):
    """A new form of the same person, filled in from the register."""
    empty = make_draft(operator, data=income_data() | {"applicant": {"identity": IDENTITY}})
    return reuse(operator, empty, resident)


IDENTITY = {"type": "VOTER", "number": "ABC1234567"}


def reuse(person, draft, resident):
    with context.request_scope(who=person.actor):
        return reuse_resident(
            draft_id=draft.id, resident_id=resident, revision=draft.revision, actor=person.actor
        )


def dispute(person, draft, fact):
    with context.request_scope(who=person.actor):
        return dispute_registered(draft_id=draft.pk, fact=fact, actor=person.actor)


def changed(draft, **applicant):
    return {**draft.data, "applicant": {**draft.data["applicant"], **applicant}}


def test_each_fact_is_kept_with_its_source_and_date(draft, resident):
    known = registered.read(draft.registered).of("applicant")
    assert known.resident == resident
    name = known.fact("NAME")
    assert name.values == {"name_en": "Sukhwinder Kaur", "name_pa": draft.data["applicant"]["name_pa"]}
    assert (name.source.en, name.as_of) == ("Told in an application", clock.today())
    assert Fact.objects.get(pk=name.fact).name == "NAME"
    assert [fact.name for fact in known.facts] == [
        "NAME",
        "RELATIVE",
        "BIRTH_DATE",
        "GENDER",
        "MOBILE",
        "ADDRESS",
    ]


def test_the_reading_is_logged_once_with_its_case(draft, resident):
    found = Reading.objects.filter(operation="people.v1/resident-with-sources")
    (reading,) = found
    assert (reading.subject, reading.purpose, reading.case) == (resident, "REV-INCOME", str(draft.pk))


def test_what_is_typed_over_a_registered_fact_is_not_taken(operator, draft):
    typed = changed(draft, name_en="Somebody Else", born_on="2001-01-01", email="s@example.org")
    kept = save_draft(actor=operator.actor, data=typed, draft_id=draft.pk)
    assert kept.data["applicant"]["name_en"] == "Sukhwinder Kaur"
    assert kept.data["applicant"]["born_on"] == draft.data["applicant"]["born_on"]
    assert kept.data["applicant"]["email"] == "s@example.org"


def test_one_press_opens_a_ticket_and_lets_the_person_state_otherwise(operator, draft, resident):
    before = Resident.objects.get(pk=resident)
    draft = dispute(operator, draft, "NAME")
    ticket = Dispute.objects.get()
    assert ticket.resident_id == resident
    assert ticket.opened_by == operator.actor.label
    assert registered.read(draft.registered).of("applicant").fact("NAME").ticket == ticket.number
    draft = save_draft(
        actor=operator.actor, data=changed(draft, name_en="Sukhvinder Kaur"), draft_id=draft.pk
    )
    application = submit(operator, draft)
    assert application.applicant == resident
    assert application.data["applicant"]["name_en"] == "Sukhvinder Kaur"
    assert application.register.given["facts"][0]["values"]["name_en"] == "Sukhwinder Kaur"
    assert Resident.objects.get(pk=resident).name_en == before.name_en
    assert not audit_verify.verify().findings


def test_pressing_again_gives_the_same_ticket(operator, draft, resident):
    first = dispute(operator, draft, "ADDRESS")
    again = dispute(operator, first, "ADDRESS")
    other = reuse(operator, make_draft(operator, data={}), resident)
    other = dispute(operator, other, "ADDRESS")
    assert Dispute.objects.count() == 1
    numbers = {
        registered.read(each.registered).of("applicant").fact("ADDRESS").ticket
        for each in (first, again, other)
    }
    assert numbers == {Dispute.objects.get().number}


def test_a_fact_that_was_not_given_cannot_be_called_wrong(operator, draft, other_operator):
    with pytest.raises(NotFound):
        dispute(operator, draft, "AADHAAR_LAST4")
    with pytest.raises(NotFound):
        dispute(other_operator, draft, "NAME")


def test_the_register_learns_what_it_did_not_know_and_nothing_else(operator, draft, resident):
    aadhaar = {"type": "AADHAAR", "number": "2341 2341 2346"}
    draft = save_draft(actor=operator.actor, data=changed(draft, identity=aadhaar), draft_id=draft.pk)
    facts = Fact.objects.filter(resident=resident).count()
    submit(operator, draft)
    assert Resident.objects.get(pk=resident).aadhaar_last4 == "2346"
    assert Fact.objects.filter(resident=resident).count() == facts + 1


def test_an_open_application_is_told_of_a_correction(operator, tehsildar, draft, resident):
    application = submit(operator, dispute(operator, draft, "BIRTH_DATE"))
    relay.deliver_all()
    assert not FactCorrectedSince.objects.exists()
    with clock.frozen(clock.now() + timedelta(hours=1)):
        born = clock.today() - timedelta(days=40 * 365)
        with context.request_scope(who=tehsildar.actor):
            correct_disputed_fact(
                dispute_id=Dispute.objects.get().pk, changes={"born_on": born}, actor=tehsildar.actor
            )
        relay.deliver_all()
    (row,) = FactCorrectedSince.objects.all()
    assert (row.application, row.fact) == (application, "BIRTH_DATE")
    OutboxEvent.objects.filter(kind="people.FactCorrected").update(delivered_at=None, next_try_at=clock.now())
    relay.deliver_all()
    again = note_correction(
        resident=resident, fact="BIRTH_DATE", corrected_at=row.corrected_at, actor=operator.actor
    )
    assert (again, FactCorrectedSince.objects.count()) == (0, 1)
    assert not audit_verify.verify().findings


def test_what_the_register_gave_cannot_be_changed(operator, draft):
    submit(operator, draft)
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        RegisteredApplicant.objects.update(resident=None)


@pytest.fixture
def silent_register(monkeypatch):
    """The register of residents runs elsewhere and does not answer."""
    operation = contracts.declared_operations()["people.v1/resident-with-sources"]

    def fail(**_arguments):
        raise Unavailable("people does not answer")

    monkeypatch.setattr(operation, "implementation", fail)


def test_while_the_register_is_silent_the_person_states_the_facts(operator, resident, silent_register):
    draft = reuse(operator, make_draft(operator, data=income_data("Harbans")), resident)
    known = registered.read(draft.registered).of("applicant")
    assert known.resident is None
    assert known.silent_since is not None
    application = submit(operator, draft)
    assert registered.read_one(application.register.given).silent_since == known.silent_since
    assert application.data["applicant"]["name_en"] == "Harbans Kaur"


def test_the_copy_in_applications_is_declared_and_raises_the_alarm_when_stale(operator, draft):
    submit(operator, draft)
    relay.deliver_all()
    copies = {age.labels: age for age in replicas.ages()}
    assert ("resident.name", "sewa") in copies
    assert not any(age.is_stale for age in copies.values())
    event = OutboxEvent.objects.filter(kind="people.ResidentRecorded").first()
    now = clock.now()
    OutboxEvent.objects.create(
        kind="people.FactCorrected",
        payload=event.payload,
        happened_at=now - timedelta(hours=2),
        next_try_at=now,
    )
    assert {age.labels for age in replicas.ages() if age.is_stale} >= {("resident.name", "sewa")}


def test_the_contract_answers_with_sources_to_whoever_may_know(operator, resident):
    with context.request_scope(who=operator.actor):
        known = people.get_resident_with_sources(resident_id=resident, purpose=Purpose("REV-INCOME"))
    assert known.id == known.resident.id == resident
    assert {fact.source for fact in known.facts} == {"APPLICATION"}
    assert known.facts[0].title.pa
