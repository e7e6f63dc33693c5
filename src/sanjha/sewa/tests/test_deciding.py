"""Each step is decided by the officer who has it, as the definition says, once."""

from dataclasses import replace

import pytest

from sanjha.kernel import clock
from sanjha.kernel.actors import Actor, Kind
from sanjha.kernel.errors import Conflict, DomainError, NotFound, NotPermitted
from sanjha.kernel.models import AuditEntry, OutboxEvent
from sanjha.sewa.models import Application, Attachment, AttachmentOpening, Decision, Task
from sanjha.sewa.operations.decide_step import decide_step
from sanjha.sewa.operations.open_attachment import open_attachment
from sanjha.sewa.tests.factories import (
    REASONS,
    a_jpeg,
    attach,
    bring_to,
    decide,
    make_application,
    open_papers,
    open_task,
    report_data,
)
from sanjha.sewa.tests.world import Person, citizen


def kinds(application):
    return list(application.decisions.order_by("decided_at", "id").values_list("kind", flat=True))


def test_four_officers_carry_it_to_the_approval(operator, dealing_hand, patwari, tehsildar):
    application = make_application(operator)

    decide(dealing_hand, application, "FORWARD")
    assert open_task(application).post == patwari.post
    decide(patwari, application, "REPORT", report=report_data())
    assert open_task(application).post == tehsildar.post
    decide(tehsildar, application, "APPROVE", report={})

    application.refresh_from_db()
    assert (application.state, application.closed_at) == (Application.State.APPROVED, None)
    assert kinds(application) == ["SUBMIT", "FORWARD", "VERIFY", "APPROVE"]
    assert open_task(application) is None
    assert OutboxEvent.objects.filter(kind="sewa.ApplicationApproved").count() == 1
    assert OutboxEvent.objects.filter(kind="sewa.StepDecided").count() == 3


def test_name_and_post_stay_as_they_were(operator, dealing_hand):
    application = make_application(operator)
    decision = decide(dealing_hand, application, "FORWARD", reasons="Complete.")
    assert decision.officer_name.en == dealing_hand.actor.name
    assert decision.post_title.pa == "ਡੀਲਿੰਗ ਹੈਂਡ 1, ਤਹਿਸੀਲ ਤਪਾ"
    assert decision.office_name.en == "Tehsil Office, Tapa"
    assert (decision.officer, decision.post) == (dealing_hand.actor.person, dealing_hand.post)
    assert decision.reasons == "Complete."


@pytest.mark.parametrize(
    ("assessed", "goes_to"),
    [
        (120000, "decision"),
        (144000, "decision"),
        (144001, "kanungo_report"),
        (96000, "decision"),
        (95999, "kanungo_report"),
    ],
)
def test_a_difference_above_twenty_per_cent_goes_to_the_kanungo(operator, kanungo, assessed, goes_to):
    application = make_application(operator, at="verification")
    reason = {} if assessed == 120000 else {"difference_reason": "Wages were counted anew."}
    decide(None, application, "REPORT", report=report_data(assessed_income=assessed, **reason))
    task = open_task(application)
    assert task.step == goes_to
    assert (task.post == kanungo.post) is (goes_to == "kanungo_report")


def test_the_patwari_may_ask_for_the_kanungo(operator, kanungo):
    application = make_application(operator, at="verification")
    decide(
        None, application, "REPORT", report=report_data(flagged=True, flag_reason="The land is in dispute.")
    )
    assert open_task(application).post == kanungo.post


def test_a_report_is_checked_like_any_form(operator, patwari):
    application = make_application(operator, at="verification")
    with pytest.raises(DomainError, match="entries of the report") as refusal:
        decide(patwari, application, "REPORT", report=report_data(assessed_income="lots", flagged=True))
    assert {error.path for error in refusal.value.errors} == {
        "assessed_income",
        "flag_reason",
    }
    assert open_task(application).step == "verification"
    with pytest.raises(DomainError, match="entries of the report"):
        decide(patwari, application, "REPORT")


def test_the_report_is_kept_with_the_decision(operator):
    application = make_application(operator, at="decision")
    report = application.decisions.get(kind="VERIFY").report
    assert (report["assessed_income"], report["differs"]) == (120000, False)


def test_the_photograph_of_the_house_has_to_be_there(operator, patwari):
    application = make_application(operator, at="verification")
    with pytest.raises(DomainError, match="picture is not there") as refusal:
        decide(patwari, application, "REPORT", report=report_data(photo="a" * 64))
    assert [error.path for error in refusal.value.errors] == ["photo"]
    picture = attach(patwari, application.id, "FIELD_PHOTO", a_jpeg(), "house.jpg")
    assert picture.step == "verification"
    assert (
        decide(patwari, application, "REPORT", report=report_data(photo=picture.blob)).report["photo"]
        == picture.blob
    )


@pytest.mark.parametrize("who", ["patwari", "tehsildar", "kanungo", "operator"])
def test_only_the_post_that_has_it_decides(operator, who, request):
    application = make_application(operator)
    with pytest.raises((NotPermitted, NotFound)):
        decide(request.getfixturevalue(who), application, "FORWARD")
    assert kinds(application) == ["SUBMIT"]


@pytest.mark.parametrize("stranger", ["other_operator", "sdm"])
def test_strangers_do_not_even_learn_of_it(operator, stranger, request):
    application = make_application(operator)
    with pytest.raises(NotFound):
        decide(request.getfixturevalue(stranger), application, "FORWARD")
    with pytest.raises(NotFound):
        decide(citizen(), application, "FORWARD")


def test_the_applicant_sees_the_work_but_cannot_do_it(operator):
    application = make_application(operator)
    with pytest.raises(NotPermitted, match="Only the officer who holds the post"):
        decide(citizen(application.applicant), application, "FORWARD")


def test_a_decided_step_tells_who_decided_what_and_when(operator, dealing_hand):
    application = make_application(operator)
    task = open_task(application)
    decide(dealing_hand, application, "FORWARD")
    with pytest.raises(Conflict) as refusal:
        decide_step(task_id=task.id, action="FORWARD", actor=dealing_hand.actor)
    assert dealing_hand.actor.name in str(refusal.value)
    assert "23-11-2026 at 10:00: Forwarded" in str(refusal.value)
    assert kinds(application) == ["SUBMIT", "FORWARD"]


def test_an_action_the_step_does_not_offer_is_refused(operator, dealing_hand):
    application = make_application(operator)
    with pytest.raises(DomainError, match="not a decision that this step offers"):
        decide(dealing_hand, application, "APPROVE")


def test_a_guarded_action_is_refused_while_its_condition_does_not_hold(operator, dealing_hand, tehsildar):
    application = make_application(operator)
    decide(dealing_hand, application, "RECOMMEND_REJECTION", grounds=["OTHER"], reasons=REASONS)
    with pytest.raises(DomainError, match="not offered as things stand"):
        decide(tehsildar, application, "APPROVE", report={})


def test_a_recommendation_to_reject_needs_its_ground(operator, dealing_hand):
    application = make_application(operator)
    with pytest.raises(DomainError, match="Choose the ground"):
        decide(dealing_hand, application, "RECOMMEND_REJECTION", reasons=REASONS)
    decide(dealing_hand, application, "RECOMMEND_REJECTION", grounds=["OTHER"], reasons=REASONS)
    assert open_task(application).step == "decision"


def test_whoever_took_the_application_does_not_approve_it(operator, tehsildar):
    application = make_application(operator, at="decision")
    both = Person(replace(tehsildar.actor, person=operator.actor.person), tehsildar.post)
    with pytest.raises(NotPermitted, match="already acted on this application as Counter 1"):
        decide(both, application, "APPROVE", report={})
    assert open_task(application).step == "decision"


def test_whoever_did_a_step_does_not_decide_it(operator, dealing_hand, tehsildar):
    application = make_application(operator, at="decision")
    acting_too = Person(replace(tehsildar.actor, person=dealing_hand.actor.person), tehsildar.post)
    with pytest.raises(NotPermitted, match="Another officer has to decide it") as refusal:
        decide(acting_too, application, "APPROVE", report={})
    assert refusal.value.code == "maker-is-checker"
    open_papers(application, acting_too)
    with pytest.raises(NotPermitted):
        decide(acting_too, application, "REJECT", grounds=["OTHER"], reasons=REASONS)


def test_an_officer_may_decide_what_came_back_to_the_same_step(operator, tehsildar):
    application = make_application(operator, at="decision")
    decide(tehsildar, application, "SEND_BACK", to_step="verification", reasons="Visit again.")
    bring_to(application, "decision")
    assert decide(tehsildar, application, "APPROVE", report={}).kind == "APPROVE"


def test_sending_back_needs_a_step_and_remarks_and_happens_once(operator, tehsildar, patwari):
    application = make_application(operator, at="decision")
    with pytest.raises(DomainError, match="Choose the step"):
        decide(tehsildar, application, "SEND_BACK", reasons="Again.")
    with pytest.raises(DomainError, match="Write your remarks"):
        decide(tehsildar, application, "SEND_BACK", to_step="verification")
    decision = decide(tehsildar, application, "SEND_BACK", to_step="verification", reasons="Visit again.")
    assert (decision.to_step, open_task(application).post) == ("verification", patwari.post)
    bring_to(application, "decision")
    with pytest.raises(DomainError, match="sent back before"):
        decide(tehsildar, application, "SEND_BACK", to_step="verification", reasons="And again.")


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"reasons": REASONS}, "Choose the ground"),
        ({"grounds": ["NONSENSE"], "reasons": REASONS}, "Choose the ground"),
        ({"grounds": ["OTHER"]}, "at least 20 letters"),
        ({"grounds": ["OTHER"], "reasons": "No. " * 30 + "!!!"[:0]}, None),
        ({"grounds": ["OTHER"], "reasons": ".................................."}, "at least 20 letters"),
        ({"grounds": ["OTHER"], "reasons": "x" * 4001}, "too long"),
        ({"grounds": ["OTHER"], "reasons": REASONS + "\x00"}, "cannot be printed"),
    ],
)
def test_a_rejection_speaks(operator, tehsildar, given, message):
    application = make_application(operator, at="decision")
    open_papers(application)
    if message is None:
        assert decide(tehsildar, application, "REJECT", **given).kind == "REJECT"
        return
    with pytest.raises(DomainError, match=message):
        decide(tehsildar, application, "REJECT", **given)
    assert open_task(application).step == "decision"


def test_a_rejection_speaks_the_applicants_language(operator, tehsildar):
    application = make_application(operator, language="pa", at="decision")
    open_papers(application)
    with pytest.raises(DomainError, match="The applicant chose Punjabi"):
        decide(tehsildar, application, "REJECT", grounds=["OTHER"], reasons=REASONS)
    reasons = "ਪਰਿਵਾਰ ਇਸ ਪਿੰਡ ਵਿੱਚ ਰਹਿੰਦਾ ਨਹੀਂ ਮਿਲਿਆ, ਗੁਆਂਢੀਆਂ ਨੇ ਵੀ ਇਹੀ ਦੱਸਿਆ।"
    assert decide(tehsildar, application, "REJECT", grounds=["OTHER"], reasons=reasons).reasons == reasons


def test_nothing_is_rejected_before_every_paper_was_opened(operator, tehsildar):
    application = make_application(operator, at="decision")
    with pytest.raises(DomainError, match=r"Open every document.*Proof of identity and residence"):
        decide(tehsildar, application, "REJECT", grounds=["OTHER"], reasons=REASONS)
    first = Attachment.objects.filter(case_id=application.id).order_by("id").first()
    open_attachment(attachment_id=first.id, actor=tehsildar.actor)
    with pytest.raises(DomainError, match="Not opened yet: Other proof of income"):
        decide(tehsildar, application, "REJECT", grounds=["OTHER"], reasons=REASONS)
    open_papers(application, tehsildar)
    decide(tehsildar, application, "REJECT", grounds=["OTHER"], reasons=REASONS)

    application.refresh_from_db()
    assert (application.state, application.closed_at) == ("REJECTED", clock.now())
    event = OutboxEvent.objects.get(kind="sewa.ApplicationRejected")
    assert event.payload["appeal_by"] == "2026-12-23"
    assert event.payload["grounds"] == ["OTHER"]


def test_another_officers_looks_do_not_count(operator, tehsildar, patwari):
    application = make_application(operator, at="verification")
    open_papers(application, patwari)
    bring_to(application, "decision")
    with pytest.raises(DomainError, match="Open every document"):
        decide(tehsildar, application, "REJECT", grounds=["OTHER"], reasons=REASONS)


def test_every_deed_is_in_the_chain(operator):
    application = make_application(operator, at="approved")
    actions = (
        AuditEntry.objects.filter(stream=str(application.id))
        .order_by("number")
        .values_list("action", flat=True)
    )
    assert list(actions) == [
        "DRAFT_BEGUN",
        "DOCUMENT_ATTACHED",
        "DOCUMENT_ATTACHED",
        "APPLICATION_SUBMITTED",
        "STEP_FORWARD",
        "STEP_VERIFY",
        "STEP_APPROVE",
    ]


def test_late_work_is_announced_as_late(operator, dealing_hand):
    application = make_application(operator)
    due = open_task(application).due_date
    with clock.frozen(due.replace(day=due.day + 3)):
        decide(dealing_hand, application, "FORWARD")
    assert OutboxEvent.objects.get(kind="sewa.StepDecided").payload["days_late"] == 3


def test_a_post_that_was_given_away_does_not_decide_any_more(operator, dealing_hand):
    application = make_application(operator)
    former = Actor(
        Kind.OFFICER, account=dealing_hand.actor.account, person=dealing_hand.actor.person, name="Former"
    )
    with pytest.raises(NotFound):
        decide(Person(former), application, "FORWARD")


def test_a_decision_costs_a_bounded_number_of_queries(operator, dealing_hand, django_assert_max_num_queries):
    application = make_application(operator)
    with django_assert_max_num_queries(45):
        decide(dealing_hand, application, "FORWARD")


def test_openings_are_written_down(operator, dealing_hand, patwari):
    application = make_application(operator)
    open_papers(application, dealing_hand)
    assert set(AttachmentOpening.objects.values_list("officer", flat=True)) == {dealing_hand.actor.person}
    opening = AttachmentOpening.objects.first()
    assert (opening.post, opening.opened_at) == (dealing_hand.post, clock.now())
    assert Task.objects.count() == 1
    assert Decision.objects.count() == 1
