"""Whatever people do in whatever order, what must hold holds."""

from contextlib import suppress
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db.models import Sum
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sanjha.kernel import clock, context
from sanjha.kernel.actors import SYSTEM
from sanjha.kernel.audit_verify import verify
from sanjha.kernel.errors import DomainError
from sanjha.kernel.models import Allocation
from sanjha.sewa.models import Application, Decision, FeeLine, FeeReceipt, Objection, Task
from sanjha.sewa.operations.answer_objection import answer_objection
from sanjha.sewa.operations.close_unanswered import close_unanswered
from sanjha.sewa.operations.record_issue import record_issue
from sanjha.sewa.operations.withdraw_application import withdraw_application
from sanjha.sewa.rules import Payment
from sanjha.sewa.tests.factories import (
    REASONS,
    a_pdf,
    attach,
    decide,
    make_application,
    open_papers,
    open_task,
    report_data,
)
from sanjha.sewa.tests.test_issuing import issued_document

ACTIONS = {
    "FORWARD": {},
    "RECOMMEND_REJECTION": {"grounds": ["OTHER"], "reasons": REASONS},
    "REPORT": {"report": report_data()},
    "REPORT_HIGH": {"report": report_data(assessed_income=900000, difference_reason="He owns a shop.")},
    "RECOMMEND": {"report": {"recommended_income": 200000, "opinion": "The shop is rented."}},
    "APPROVE": {"report": {}},
    "REJECT": {"grounds": ["OTHER"], "reasons": REASONS},
    "OBJECT": {"objections": ["PURPOSE_NOT_CLEAR"]},
    "SEND_BACK": {"to_step": "verification", "reasons": "Visit again."},
}
DEEDS = [*ACTIONS, "ANSWER", "WITHDRAW", "CLOSE", "ISSUE", "WAIT"]


@pytest.mark.parametrize("seed", range(4))
def test_any_sequence_of_deeds_keeps_the_case_in_order(operator, seed):
    """Hypothesis draws the sequences; each runs on an application of its own."""

    @given(st.lists(st.sampled_from(DEEDS), min_size=3, max_size=14))
    @settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
    def run(deeds):
        before = Application.objects.count()
        application = make_application(operator, copies=1 + len(deeds) % 3, payment=_fee(1 + len(deeds) % 3))
        now = clock.now()
        for deed in deeds[seed % 3 :]:
            now += timedelta(days=6) if deed == "WAIT" else timedelta(minutes=7)
            with clock.frozen(now), suppress(DomainError):
                do(operator, application, deed)
            application.refresh_from_db()
            assert_in_order(application)
        assert Application.objects.count() == before + 1

    run()
    assert Allocation.objects.get(series__startswith="PB/BNL/REV").last == Application.objects.count()
    assert Allocation.objects.get(series__startswith="R/PB-BNL-002").last == FeeReceipt.objects.count()
    assert not verify().findings


def _fee(copies):
    return Payment("CASH", Decimal(75) * copies)


def do(operator, application, deed):
    """One deed by whoever could do it now."""
    with context.request_scope(who=operator.actor):
        if deed in ACTIONS:
            if (task := open_task(application)) is not None:
                if deed == "REJECT":
                    open_papers(application)
                decide(None, application, deed.removesuffix("_HIGH"), **ACTIONS[deed])
                assert Task.objects.get(pk=task.pk).closed_at is not None
        elif deed == "ANSWER":
            if (
                objection := application.objections.filter(answered_at=None, lapsed_at=None).first()
            ) is not None:
                attach(operator, application.pk, content=a_pdf(str(clock.now())))
                answer_objection(objection_id=objection.pk, answer="For a scholarship.", actor=operator.actor)
        elif deed == "WITHDRAW":
            withdraw_application(application_id=application.pk, reasons="Not needed.", actor=operator.actor)
        elif deed == "CLOSE":
            close_unanswered(actor=SYSTEM)
        elif deed == "ISSUE":
            record_issue(
                application_id=application.pk,
                issued=issued_document(number=f"N/{application.number}", doc_id=str(application.pk.int)[:10]),
            )


def assert_in_order(application):
    tasks = list(application.tasks.order_by("number"))
    open_tasks = [task for task in tasks if task.closed_at is None]
    waiting = Objection.objects.filter(application=application, answered_at=None, lapsed_at=None).count()
    state = application.state
    assert len(open_tasks) == (1 if state == "SUBMITTED" else 0), state
    assert waiting == (1 if state == "WITH_CITIZEN" else 0), state
    assert [task.number for task in tasks] == list(range(1, len(tasks) + 1))
    decided = Decision.objects.filter(application=application)
    done_by_officer = [task for task in tasks if task.outcome not in {"", "WITHDRAW"}]
    assert decided.exclude(task=None).count() == len(done_by_officer)
    assert decided.filter(kind="SUBMIT").count() == 1
    ends = list(
        decided.filter(kind__in=["APPROVE", "REJECT", "WITHDRAW", "CLOSE"]).values_list("kind", flat=True)
    )
    expected = {
        "APPROVED": ["APPROVE"], "ISSUED": ["APPROVE"], "REJECTED": ["REJECT"], "WITHDRAWN": ["WITHDRAW"], "CLOSED": ["CLOSE"],
    }  # fmt: skip
    assert ends == expected.get(state, [])
    assert (application.closed_at is not None) is (state in {"ISSUED", "REJECTED", "WITHDRAWN", "CLOSED"})
    assert decided.filter(kind="OBJECT").count() <= 1
    assert decided.filter(kind="SEND_BACK").count() <= 1
    receipt = FeeReceipt.objects.get(application=application)
    assert FeeLine.objects.filter(receipt=receipt).aggregate(sum=Sum("amount"))["sum"] == receipt.total
    makers = set(
        decided.exclude(kind__in=["APPROVE", "REJECT"])
        .exclude(step="decision")
        .values_list("officer", flat=True)
    )
    for end in decided.filter(kind__in=["APPROVE", "REJECT"]):
        assert end.officer not in makers - {None}
