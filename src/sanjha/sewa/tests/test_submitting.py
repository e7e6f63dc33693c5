"""An application is accepted whole or not at all."""

from copy import deepcopy
from datetime import date
from decimal import Decimal

import pytest

from sanjha.kernel import clock, context, numbers
from sanjha.kernel.errors import Conflict, DomainError, NotFound, NotPermitted
from sanjha.kernel.models import Allocation, AuditEntry, OutboxEvent
from sanjha.people.models import Resident
from sanjha.sewa.models import Application, Attachment, Decision, Draft, FeeLine, FeeReceipt, Task
from sanjha.sewa.operations.preview_draft import preview_draft
from sanjha.sewa.operations.save_draft import save_draft
from sanjha.sewa.operations.submit_application import submit_application
from sanjha.sewa.rules import Payment
from sanjha.sewa.tests.definitions import income_with
from sanjha.sewa.tests.factories import (
    CASH,
    DOCUMENTS,
    address,
    income_data,
    make_application,
    make_draft,
    person,
    submit,
)
from sanjha.sewa.tests.world import publish


def test_an_application_is_accepted_and_lies_with_the_dealing_hand(operator, dealing_hand):
    application = make_application(operator)

    assert application.state == Application.State.SUBMITTED
    assert application.number.startswith("PB/BNL/REV-INCOME/2026/0000001-")
    assert numbers.is_valid(application.number)
    assert (application.place, application.tehsil, application.district) == ("V040040", "T276", "D605")
    assert application.place_name.en == "Pakho"
    assert application.received_at == clock.now()
    assert application.data["total_income"] == 120000
    assert not Draft.objects.exists()
    task = Task.objects.get()
    assert (task.post, task.step, task.number, task.closed_at) == (dealing_hand.post, "scrutiny", 1, None)
    assert task.office_name.en == "Tehsil Office, Tapa"


def test_the_due_date_counts_working_days_from_the_day_after(operator):
    application = make_application(operator)
    # 15 working days after Monday 23-11-2026; Guru Tegh Bahadur's day (24-11) and the closed days left out
    assert application.due_date > date(2026, 12, 11)
    assert Task.objects.get().due_date > date(2026, 11, 23)


def test_the_fee_is_receipted_by_heads(operator):
    application = make_application(operator, copies=2, payment=Payment("CASH", Decimal("150.00")))
    receipt = FeeReceipt.objects.get()
    assert receipt.number.startswith("R/PB-BNL-002/2026/000001-")
    assert (receipt.total, receipt.mode, receipt.post) == (Decimal("150.00"), "CASH", operator.post)
    line = FeeLine.objects.get()
    assert (line.head, line.quantity, line.amount, line.status) == (
        "FACILITATION",
        2,
        Decimal("150.00"),
        "DRAFT",
    )
    assert line.payee.pa == "ਪੰਜਾਬ ਰਾਜ ਈ-ਗਵਰਨੈਂਸ ਸੋਸਾਇਟੀ"
    assert application.receipt == receipt


def test_the_doorstep_costs_its_own_head(operator):
    make_application(operator, channel="DOORSTEP", payment=Payment("CASH", Decimal(125)))
    assert list(FeeLine.objects.order_by("position").values_list("head", flat=True)) == [
        "FACILITATION",
        "DOORSTEP",
    ]


def test_the_deed_bears_the_operators_name_and_post_as_they_are(operator):
    application = make_application(operator)
    deed = Decision.objects.get()
    assert (deed.kind, deed.officer, deed.post, deed.task) == (
        "SUBMIT",
        operator.actor.person,
        operator.post,
        None,
    )
    assert deed.officer_name.en == operator.actor.name
    assert deed.office_name.en == "Sewa Kendra, Tapa"
    assert AuditEntry.objects.filter(stream=str(application.id), action="APPLICATION_SUBMITTED").count() == 1


def test_it_is_announced_once(operator):
    application = make_application(operator)
    event = OutboxEvent.objects.get(kind="sewa.ApplicationSubmitted")
    assert event.payload["number"] == application.number
    assert event.payload["fee"] == "75.00"
    assert event.payload["due_date"] == application.due_date.isoformat()
    assert "Kaur" not in str(event.payload)


def test_papers_stay_with_the_case_without_being_moved(operator):
    application = make_application(operator)
    held = Attachment.objects.filter(case_id=application.id).values_list("document", flat=True)
    assert set(held) == set(DOCUMENTS)


def test_applicant_and_beneficiary_are_entered_into_the_register(operator):
    child = person("Simran", born_on="2012-03-02")
    data = income_data(same_as_applicant=False, relation_to_applicant="DAUGHTER", beneficiary=child)
    application = make_application(operator, data=data, documents=(*DOCUMENTS, "BIRTH_PROOF"))
    assert Resident.objects.count() == 2
    assert application.applicant != application.beneficiary
    assert "simran" in application.search_text


def test_submitting_twice_is_one_application(operator):
    draft = make_draft(operator)
    first, second = submit(operator, draft), submit(operator, draft)
    assert first == second
    assert (Application.objects.count(), FeeReceipt.objects.count(), Task.objects.count()) == (1, 1, 1)
    assert Allocation.objects.get(series__startswith="PB/BNL/REV").last == 1


def test_another_counter_does_not_learn_what_became_of_a_draft(operator, other_operator):
    draft = make_draft(operator)
    submit(operator, draft)
    with pytest.raises(NotFound):
        submit(other_operator, draft)


@pytest.mark.parametrize(
    ("changes", "path", "code"),
    [
        ({"declaration": False}, "declaration", None),
        ({"purpose": "TOURISM"}, "purpose", None),
        ({"family": []}, "family", None),
        ({"applicant": "nobody"}, "applicant", None),
        ({"applicant": {}}, "applicant.name_en", None),
        ({"family": [{"salary": "much"}]}, "family.0.salary", None),
        ({"financial_year": "2019-20"}, "financial_year", None),
    ],
)
def test_every_wrong_field_is_named_and_nothing_is_written(operator, changes, path, code):
    draft = make_draft(operator, data=income_data() | changes)
    with pytest.raises(DomainError, match="have to be mended") as refusal:
        submit(operator, draft)
    assert path in {error.path for error in refusal.value.errors}
    assert_nothing_written(draft)


def test_missing_papers_are_named(operator):
    draft = make_draft(operator, documents=())
    with pytest.raises(DomainError, match="have to be mended") as refusal:
        submit(operator, draft)
    assert "documents.ID_RESIDENCE" in {error.path for error in refusal.value.errors}
    assert_nothing_written(draft)


@pytest.mark.parametrize(
    ("payment", "message"),
    [
        (Payment("CASH", Decimal(65)), "The fee is ₹ 75.00"),
        (Payment("NIL", Decimal(75)), "it is not nil"),
        (Payment("BARTER", Decimal(75)), "Choose how the fee was paid"),
        (Payment("ONLINE", Decimal(75)), "reference number of the online payment"),
        (Payment("ONLINE", Decimal(75), "a\x00b"), "cannot be printed"),
        (Payment("CASH", Decimal("1e40")), "The fee is ₹ 75.00"),
    ],
)
def test_the_payment_has_to_fit(operator, payment, message):
    draft = make_draft(operator)
    with pytest.raises(DomainError, match=message):
        submit(operator, draft, payment)
    assert_nothing_written(draft)


def test_an_online_payment_counts_once(operator):
    paid = Payment("ONLINE", Decimal(75), "UPI-1")
    submit(operator, make_draft(operator), paid)
    second = make_draft(operator)
    with pytest.raises(Conflict, match="used for another application"):
        submit(operator, second, paid)
    assert Application.objects.count() == 1
    assert Allocation.objects.get(series__startswith="PB/BNL/REV").last == 1
    assert Draft.objects.filter(pk=second.pk).exists()


def test_a_draft_changed_in_another_window_is_not_submitted(operator):
    draft = make_draft(operator)
    save_draft(actor=operator.actor, draft_id=draft.id, data=draft.data)
    with pytest.raises(Conflict, match="another window"):
        submit(operator, draft)
    assert_nothing_written(draft)


def test_a_new_definition_has_to_be_looked_through_first(operator):
    draft = make_draft(operator)
    publish(income_with(version=2))
    with pytest.raises(Conflict, match="form of this service has changed"):
        submit(operator, draft)
    assert_nothing_written(draft)


def test_one_live_certificate_for_a_person_and_year(operator, other_operator):
    data = income_data("Jasleen")
    first = make_application(operator, data=data)
    again = make_draft(other_operator, data=deepcopy(data))
    with pytest.raises(Conflict, match=f"already applied for or issued.*{first.number}, In progress"):
        submit(other_operator, again)
    assert Application.objects.count() == 1
    assert preview_draft(draft_id=again.id, actor=other_operator.actor).live == first


def test_after_a_rejection_the_person_may_apply_again(operator):
    data = income_data("Jasleen")
    make_application(operator, data=data, at="rejected")
    assert make_application(operator, data=deepcopy(data)).state == "SUBMITTED"


def test_an_unserved_place_is_refused_before_anything_is_taken(operator):
    far = person("Amrit", mobile="9876501234", email="") | {
        "address": address(district="D027", tehsil="T255", village="V037174")
    }
    draft = make_draft(operator, data=income_data() | {"applicant": far})
    with pytest.raises(DomainError):
        submit(operator, draft)
    assert_nothing_written(draft)


def test_the_register_of_residents_speaks_with_the_paths_of_the_form(operator):
    data = income_data()
    data["applicant"]["address"]["since_year"] = 1950
    draft = make_draft(operator, data=data)
    with pytest.raises(DomainError, match="between the birth and this year") as refusal:
        submit(operator, draft)
    assert [error.path for error in refusal.value.errors] == ["applicant.address.since_year"]
    assert_nothing_written(draft)


def test_who_may_not_read_the_register_cannot_submit(operator):
    draft = make_draft(operator)
    with context.request_scope(), pytest.raises(NotPermitted):
        submit_application(draft_id=draft.id, revision=1, payment=CASH, actor=operator.actor)
    assert_nothing_written(draft)


def test_a_preview_tells_everything_beforehand(operator, django_assert_max_num_queries):
    draft = make_draft(operator)
    preview = preview_draft(draft_id=draft.id, actor=operator.actor)
    with django_assert_max_num_queries(25):
        preview_draft(draft_id=draft.id, actor=operator.actor)

    assert preview.is_ready
    assert preview.examined.total == Decimal(75)
    assert preview.officer.designation == "dealing_hand"
    assert (preview.limit, preview.time_limit.status) == (15, "DRAFT")
    application = submit(operator, draft)
    assert application.due_date == preview.due_date


def test_a_preview_of_an_empty_form_is_only_a_list_of_what_is_missing(operator):
    draft = make_draft(operator, data={}, documents=())
    preview = preview_draft(draft_id=draft.id, actor=operator.actor)
    assert not preview.is_ready
    assert preview.officer is None
    assert {state.asked.code for state in preview.documents} >= {"ID_RESIDENCE"}


def assert_nothing_written(draft):
    assert Draft.objects.filter(pk=draft.pk).exists()
    assert not Application.objects.exists()
    assert not FeeReceipt.objects.exists()
    assert not Task.objects.exists()
    assert not OutboxEvent.objects.filter(kind="sewa.ApplicationSubmitted").exists()
    assert not Allocation.objects.filter(series__startswith="PB/BNL/REV").exists()
