"""Two people press together: one wins, the other is told; numbers stay without gaps. With real connections."""

import threading
from copy import deepcopy
from decimal import Decimal

import pytest
from django.db import connection

from sanjha.kernel import clock, context
from sanjha.kernel.actors import SYSTEM
from sanjha.kernel.errors import Conflict, DomainError
from sanjha.kernel.models import Allocation, OutboxEvent
from sanjha.sewa.models import (
    Application,
    Attachment,
    Decision,
    Draft,
    FeeReceipt,
    Objection,
    OnlinePayment,
    ServiceVersion,
    Task,
)
from sanjha.sewa.operations.answer_objection import answer_objection
from sanjha.sewa.operations.close_unanswered import close_unanswered
from sanjha.sewa.operations.confirm_payment import confirm_payment
from sanjha.sewa.operations.decide_step import decide_step
from sanjha.sewa.operations.save_draft import save_draft
from sanjha.sewa.operations.submit_application import submit_application
from sanjha.sewa.operations.withdraw_application import withdraw_application
from sanjha.sewa.rules import Payment
from sanjha.sewa.tests.definitions import income_definition
from sanjha.sewa.tests.factories import (
    CASH,
    REASONS,
    a_pdf,
    attach,
    income_data,
    make_application,
    make_draft,
    objection_of,
    open_papers,
    open_task,
)
from sanjha.sewa.tests.world import officer_of, prepare_world, publish

pytestmark = pytest.mark.django_db(transaction=True)
NOW = "2026-11-23T10:00:00+05:30"


@pytest.fixture(autouse=True)
def committed_world(db):
    with clock.frozen(NOW):
        prepare_world()
        yield


@pytest.fixture
def operator():
    return officer_of("PB-BNL-002/COUNTER-1")


@pytest.fixture
def neighbour():
    return officer_of("PB-BNL-002/COUNTER-2")


@pytest.fixture
def tehsildar():
    return officer_of("BNL-TEH-TAP/TEHSILDAR")


def together(*deeds, at=NOW):
    """Run the deeds in threads that start at one moment; returns what each gave back or raised."""
    gate = threading.Barrier(len(deeds))
    outcomes = [None] * len(deeds)

    def run(index, actor, deed):
        try:
            with clock.frozen(at), context.request_scope(who=actor):
                gate.wait(timeout=10)
                outcomes[index] = deed()
        except Exception as error:  # the test looks at what was raised
            outcomes[index] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(index, *deed)) for index, deed in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
        assert not thread.is_alive()
    return outcomes


def submission(owner, draft, payment=CASH):
    return (
        owner.actor,
        lambda: submit_application(
            draft_id=draft.id, revision=draft.revision, payment=payment, actor=owner.actor
        ),
    )


def decision(owner, task, action, **values):
    return owner.actor, lambda: decide_step(task_id=task.id, action=action, actor=owner.actor, **values)


def winners(outcomes):
    return [outcome for outcome in outcomes if not isinstance(outcome, Exception)]


def losers(outcomes):
    return [outcome for outcome in outcomes if isinstance(outcome, Exception)]


def assert_gapless(series_start, count):
    assert Allocation.objects.get(series__startswith=series_start).last == count


def test_a_draft_submitted_four_times_is_one_application(operator):
    draft = make_draft(operator)
    outcomes = together(*[submission(operator, draft)] * 4)
    assert losers(outcomes) == []
    assert {outcome.number for outcome in outcomes} == {Application.objects.get().number}
    assert (FeeReceipt.objects.count(), Task.objects.count(), Draft.objects.count()) == (1, 1, 0)
    assert OutboxEvent.objects.filter(kind="sewa.ApplicationSubmitted").count() == 1
    assert_gapless("PB/BNL/REV", 1)


def test_two_counters_at_once_get_numbers_without_gaps(operator, neighbour):
    drafts = [(owner, make_draft(owner)) for owner in (operator, neighbour) for _each in range(3)]
    outcomes = together(*[submission(owner, draft) for owner, draft in drafts])
    assert losers(outcomes) == []
    numbers = sorted(outcome.number.rsplit("/", 1)[1][:7] for outcome in outcomes)
    assert numbers == [f"{number:07d}" for number in range(1, 7)]
    receipts = sorted(receipt.number.rsplit("/", 1)[1][:6] for receipt in FeeReceipt.objects.all())
    assert receipts == [f"{number:06d}" for number in range(1, 7)]


def test_one_person_at_two_counters_gets_one_application(operator, neighbour):
    data = income_data("Jasleen")
    drafts = [
        (operator, make_draft(operator, data=data)),
        (neighbour, make_draft(neighbour, data=deepcopy(data))),
    ]
    outcomes = together(*[submission(owner, draft) for owner, draft in drafts])
    (accepted,), (refused,) = winners(outcomes), losers(outcomes)
    assert isinstance(refused, Conflict), refused
    if refused.code == "already-live":
        assert accepted.number in str(refused)
    assert Application.objects.count() == FeeReceipt.objects.count() == 1
    assert_gapless("PB/BNL/REV", 1)
    assert_gapless("R/PB-BNL-002", 1)
    assert Draft.objects.count() == 1


def test_one_payment_for_two_applications_pays_one(operator, neighbour):
    paid = Payment("ONLINE", Decimal(75), "UPI-77")
    outcomes = together(
        submission(operator, make_draft(operator), paid), submission(neighbour, make_draft(neighbour), paid)
    )
    (refused,) = losers(outcomes)
    assert (type(refused), refused.code) == (Conflict, "payment-used")
    assert_gapless("PB/BNL/REV", 1)


def test_saving_and_submitting_at_once_loses_nothing(operator):
    draft = make_draft(operator)
    outcomes = together(
        submission(operator, draft),
        (
            operator.actor,
            lambda: save_draft(actor=operator.actor, draft_id=draft.id, data=income_data(), revision=1),
        ),
    )
    (refused,) = losers(outcomes)
    assert isinstance(refused, Conflict)
    assert Application.objects.count() + Draft.objects.count() == 1


def test_a_paper_attached_while_submitting_belongs_to_the_case_or_is_refused(operator):
    draft = make_draft(operator)
    outcomes = together(
        submission(operator, draft), (operator.actor, lambda: attach(operator, draft.id, "J_FORM"))
    )
    assert Application.objects.count() == 1
    for refused in losers(outcomes):
        assert isinstance(refused, DomainError), refused
    assert (
        Attachment.objects.filter(case_id=draft.id, document="J_FORM").count() == len(winners(outcomes)) - 1
    )


def test_two_approvals_at_once_are_one(operator, tehsildar):
    application = make_application(operator, at="decision")
    task = open_task(application)
    outcomes = together(*[decision(tehsildar, task, "APPROVE", report={})] * 3)
    assert len(winners(outcomes)) == 1
    for refused in losers(outcomes):
        assert isinstance(refused, Conflict)
        assert f"{tehsildar.actor.name}, Tehsildar, Tapa, has already decided this" in str(refused)
    assert Decision.objects.filter(kind="APPROVE").count() == 1
    assert OutboxEvent.objects.filter(kind="sewa.ApplicationApproved").count() == 1


def test_an_approval_and_a_rejection_at_once_are_one_of_them(operator, tehsildar):
    application = make_application(operator, at="decision")
    open_papers(application)
    task = open_task(application)
    outcomes = together(
        decision(tehsildar, task, "APPROVE", report={}),
        decision(tehsildar, task, "REJECT", grounds=["OTHER"], reasons=REASONS),
    )
    (won,), (refused,) = winners(outcomes), losers(outcomes)
    assert isinstance(refused, Conflict)
    application.refresh_from_db()
    assert application.state == {"APPROVE": "APPROVED", "REJECT": "REJECTED"}[won.kind]


def test_an_objection_and_an_approval_at_once_are_one_of_them(operator, tehsildar):
    application = make_application(operator, at="decision")
    task = open_task(application)
    outcomes = together(
        decision(tehsildar, task, "APPROVE", report={}),
        decision(tehsildar, task, "OBJECT", objections=["PURPOSE_NOT_CLEAR"]),
    )
    assert (len(winners(outcomes)), len(losers(outcomes))) == (1, 1)
    application.refresh_from_db()
    assert (application.state == "WITH_CITIZEN") is (Objection.objects.count() == 1)


def test_a_withdrawal_and_an_approval_at_once_are_one_of_them(operator, tehsildar):
    application = make_application(operator, at="decision")
    outcomes = together(
        decision(tehsildar, open_task(application), "APPROVE", report={}),
        (
            operator.actor,
            lambda: withdraw_application(
                application_id=application.id, reasons="Not needed.", actor=operator.actor
            ),
        ),
    )
    (refused,) = losers(outcomes)
    assert isinstance(refused, Conflict)
    assert Decision.objects.filter(kind__in=["APPROVE", "WITHDRAW"]).count() == 1


def test_an_answer_and_the_end_of_its_time_at_once_are_one_of_them(operator):
    application = make_application(operator, at="objected")
    attach(operator, application.id, content=a_pdf("new"))
    objection = objection_of(application)
    outcomes = together(
        (
            operator.actor,
            lambda: answer_objection(objection_id=objection.id, answer="Mended.", actor=operator.actor),
        ),
        (SYSTEM, lambda: close_unanswered(actor=SYSTEM)),
        at="2026-12-09T00:05:00+05:30",
    )
    objection.refresh_from_db()
    application.refresh_from_db()
    assert (objection.answered_at is None) is (application.state == "CLOSED")
    assert (objection.answered_at is None) is (outcomes[1] == 1)
    assert isinstance(outcomes[0], Conflict) is (application.state == "CLOSED")


def test_two_answers_at_once_are_one(operator, neighbour):
    application = make_application(operator, at="objected")
    attach(operator, application.id, content=a_pdf("new"))
    objection = objection_of(application)
    outcomes = together(
        *[
            (
                who.actor,
                lambda who=who: answer_objection(
                    objection_id=objection.id, answer="Mended.", actor=who.actor
                ),
            )
            for who in (operator, neighbour)
        ]
    )
    assert len(losers(outcomes)) == 1, outcomes
    assert isinstance(losers(outcomes)[0], Conflict)
    assert Task.objects.filter(closed_at__isnull=True).count() == 1


def test_a_payment_confirmed_twice_at_once_is_paid_once(operator):
    draft = make_draft(operator)
    for reference in ("SJ1", "SJ2"):
        OnlinePayment.objects.create(
            case_id=draft.id, reference=reference, amount=75, requested_at=clock.now()
        )
    outcomes = together(
        *[
            (
                SYSTEM,
                lambda reference=reference: confirm_payment(
                    reference=reference, gateway_reference="G", amount=Decimal(75), actor=SYSTEM
                ),
            )
            for reference in ("SJ1", "SJ2", "SJ1")
        ]
    )
    assert OnlinePayment.objects.filter(state="PAID").count() == 1
    assert len(losers(outcomes)) >= 1


def test_publishing_twice_at_once_is_one_version():
    outcomes = together(*[(SYSTEM, lambda: publish(income_definition()))] * 3)
    assert losers(outcomes) == []
    assert ServiceVersion.objects.count() == 1
