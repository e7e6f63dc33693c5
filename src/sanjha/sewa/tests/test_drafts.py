"""What was typed is kept, for its owner only, and never overwritten unseen."""

import json
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from sanjha.kernel import clock
from sanjha.kernel.actors import ANONYMOUS, SYSTEM, Actor, Kind
from sanjha.kernel.errors import Conflict, DomainError, NotFound, NotPermitted
from sanjha.kernel.ids import new_id
from sanjha.kernel.models import AuditEntry
from sanjha.sewa.models import Attachment, Draft, OnlinePayment
from sanjha.sewa.operations.discard_draft import discard_draft
from sanjha.sewa.operations.discard_stale_drafts import discard_stale_drafts
from sanjha.sewa.operations.save_draft import save_draft
from sanjha.sewa.queries.drafts import draft_of, drafts_of
from sanjha.sewa.tests.definitions import income_with
from sanjha.sewa.tests.factories import income_data, make_application, make_draft
from sanjha.sewa.tests.world import citizen, publish

NEW = {"service": "REV-INCOME", "channel": "COUNTER", "language": "en"}


def test_a_draft_lies_on_the_counter_that_began_it(operator):
    draft = save_draft(actor=operator.actor, data={"purpose": "SCHO"}, **NEW)

    assert (draft.owner_post, draft.resident, draft.kendra_code) == (operator.post, None, "PB-BNL-002")
    assert (draft.revision, draft.copies, draft.channel) == (1, 1, "COUNTER")
    assert Draft.objects.get().data == {"purpose": "SCHO"}
    assert AuditEntry.objects.filter(stream=str(draft.id)).get().action == "DRAFT_BEGUN"


def test_a_citizen_has_drafts_of_the_portal(world):
    someone = citizen()
    draft = save_draft(actor=someone.actor, data={}, service="REV-INCOME", channel="PORTAL")
    assert (draft.owner_post, draft.resident, draft.kendra_code) == (None, someone.actor.person, "")
    assert draft.language == "pa"


def test_saving_replaces_the_data_and_counts(operator):
    draft = save_draft(actor=operator.actor, data={"a": 1}, **NEW)
    saved = save_draft(
        actor=operator.actor, draft_id=draft.id, data={"b": 2}, revision=1, copies=3, language="pa"
    )
    assert (saved.id, saved.data, saved.revision, saved.copies, saved.language) == (
        draft.id,
        {"b": 2},
        2,
        3,
        "pa",
    )
    again = save_draft(actor=operator.actor, draft_id=draft.id, data={"c": 3})
    assert (again.copies, again.language, again.revision) == (3, "pa", 3)


def test_another_window_is_told(operator):
    draft = save_draft(actor=operator.actor, data={"a": 1}, **NEW)
    save_draft(actor=operator.actor, draft_id=draft.id, data={"a": 2}, revision=1)
    with pytest.raises(Conflict, match="changed in another window"):
        save_draft(actor=operator.actor, draft_id=draft.id, data={"a": 3}, revision=1)
    assert Draft.objects.get().data == {"a": 2}


def test_a_request_may_be_repeated(operator):
    wanted = new_id()
    first = save_draft(actor=operator.actor, draft_id=wanted, data={"a": 1}, **NEW)
    second = save_draft(actor=operator.actor, draft_id=wanted, data={"a": 1}, **NEW)
    assert first.id == second.id == wanted
    assert Draft.objects.count() == 1


def test_a_full_aadhaar_number_is_never_kept(operator):
    full = "999941057058"
    draft = save_draft(
        actor=operator.actor, data={"a": f"no. {full[:4]} {full[4:8]} {full[8:]}", "b": [full]}, **NEW
    )
    text = json.dumps(Draft.objects.get(pk=draft.id).data)
    assert full not in text.replace(" ", "")
    assert "7058" in text


@pytest.mark.parametrize(
    ("changes", "error", "message"),
    [
        ({"service": "XX-NONE"}, NotFound, "There is no service"),
        ({"channel": "PIGEON"}, DomainError, "not offered in this way"),
        ({"channel": "PORTAL"}, NotPermitted, "cannot apply in this way"),
        ({"copies": 0}, DomainError, "Between 1 and 20 copies"),
        ({"copies": 21}, DomainError, "Between 1 and 20 copies"),
        ({"language": "fr"}, DomainError, "Choose a language"),
        ({"data": ["no", "form"]}, DomainError, "not readable"),
        ({"data": {"a": "x" * 500_000}}, DomainError, "too much text"),
        ({"data": {"a": float("nan")}}, DomainError, "not readable"),
        ({"data": {"a": "\ud800"}}, DomainError, "not readable"),
        ({"data": {"a": object()}}, DomainError, "not readable"),
    ],
)
def test_a_draft_is_refused(operator, changes, error, message):
    with pytest.raises(error, match=message):
        save_draft(**{"actor": operator.actor, "data": {}} | NEW | changes)
    assert not Draft.objects.exists()


def test_signs_that_the_store_cannot_keep_do_not_break_it(operator):
    draft = save_draft(actor=operator.actor, data={"a\x00": "b\x00c", "t": "\\u0000"}, **NEW)
    assert Draft.objects.get(pk=draft.id).data == {"a\ufffd": "b\ufffdc", "t": "\\u0000"}


def test_only_operators_and_residents_begin_drafts(tehsildar, world):
    with pytest.raises(NotPermitted, match="Only the operator"):
        save_draft(actor=tehsildar.actor, data={}, **NEW)
    with pytest.raises(NotPermitted, match="Only the operator"):
        save_draft(actor=ANONYMOUS, data={}, **NEW)
    nobody_yet = Actor(Kind.CITIZEN, account=new_id())
    with pytest.raises(NotPermitted, match="Register yourself"):
        save_draft(actor=nobody_yet, data={}, service="REV-INCOME", channel="PORTAL")
    assert drafts_of(nobody_yet) == []


def test_another_counters_draft_is_not_found(operator, other_operator):
    draft = make_draft(operator)
    for act in (
        lambda: save_draft(actor=other_operator.actor, draft_id=draft.id, data={}),
        lambda: discard_draft(draft_id=draft.id, actor=other_operator.actor),
        lambda: draft_of(other_operator.actor, draft.id),
        lambda: draft_of(citizen().actor, draft.id),
        lambda: draft_of(ANONYMOUS, draft.id),
    ):
        with pytest.raises(NotFound):
            act()
    assert Draft.objects.get().data == draft.data


def test_a_submitted_draft_is_not_written_again(operator):
    application = make_application(operator)
    with pytest.raises(Conflict, match=f"submitted already, under the number {application.number}"):
        save_draft(actor=operator.actor, draft_id=application.id, data={}, **NEW)
    assert not Draft.objects.exists()


def test_discarding_takes_the_papers_off(operator):
    draft = make_draft(operator)
    discard_draft(draft_id=draft.id, actor=operator.actor)
    assert not Draft.objects.exists()
    assert Attachment.objects.filter(removed_at__isnull=True).count() == 0
    assert Attachment.objects.count() == 2
    with pytest.raises(NotFound):
        discard_draft(draft_id=draft.id, actor=operator.actor)


def test_a_paid_draft_is_not_thrown_away(world, monday_morning):
    someone = citizen()
    draft = make_draft(someone, channel="PORTAL", documents=())
    OnlinePayment.objects.create(
        case_id=draft.id,
        reference="R1",
        amount=75,
        state="PAID",
        requested_at=draft.created_at,
        paid_at=draft.created_at,
    )
    with pytest.raises(Conflict, match="The fee of this form is paid"):
        discard_draft(draft_id=draft.id, actor=someone.actor)


def test_what_nobody_goes_on_with_is_thrown_away(operator):
    stale, touched = make_draft(operator), make_draft(operator)
    paid = make_draft(operator, documents=())
    OnlinePayment.objects.create(
        case_id=paid.id,
        reference="R1",
        amount=75,
        state="PAID",
        requested_at=clock.now(),
        paid_at=clock.now(),
    )
    with clock.advanced(timedelta(days=89)):
        assert discard_stale_drafts(actor=SYSTEM) == 0
        save_draft(actor=operator.actor, draft_id=touched.id, data={})
    with clock.advanced(timedelta(days=90)):
        assert discard_stale_drafts(actor=SYSTEM) == 1
    assert set(Draft.objects.values_list("id", flat=True)) == {touched.id, paid.id}
    assert not Attachment.objects.filter(case_id=stale.id, removed_at__isnull=True).exists()


def test_saving_moves_a_draft_to_the_definition_in_force(operator):
    draft = make_draft(operator)
    publish(income_with(version=2))
    assert (
        save_draft(actor=operator.actor, draft_id=draft.id, data=income_data()).service_version.version == 2
    )


def test_lists_of_drafts_are_ones_own_and_cost_one_query(operator, other_operator, django_assert_num_queries):
    mine = [make_draft(operator, documents=()) for _each in range(3)]
    make_draft(other_operator, documents=())
    drafts_of(operator.actor)
    with django_assert_num_queries(1):
        listed = drafts_of(operator.actor)
        assert [draft.service_version.code for draft in listed] == ["REV-INCOME"] * 3
    assert {draft.id for draft in listed} == {draft.id for draft in mine}
    assert drafts_of(ANONYMOUS) == []


def test_the_store_wants_one_owner(operator):
    draft = make_draft(operator, documents=())
    with pytest.raises(IntegrityError, match="draft_has_one_owner"), transaction.atomic():
        Draft.objects.filter(pk=draft.pk).update(resident=new_id())
