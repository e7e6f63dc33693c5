"""Departments comment on rules in consultation; exceptions are asked for, granted by another, and run out by themselves."""

from datetime import timedelta

import pytest
from django.db import Error, IntegrityError, transaction

from sanjha.architecture import policy_queries, queries
from sanjha.architecture.models import PolicyComment, PolicyException
from sanjha.architecture.operations.ask_exception import ask_exception
from sanjha.architecture.operations.comment_rule import comment_rule
from sanjha.architecture.operations.end_exception import end_exception
from sanjha.architecture.operations.grant_exception import grant_exception
from sanjha.architecture.operations.refuse_exception import refuse_exception
from sanjha.architecture.policy import policy
from sanjha.architecture.tests.factories import ask, make_application
from sanjha.kernel import clock
from sanjha.kernel.actors import SYSTEM, Actor, Kind
from sanjha.kernel.audit_verify import verify
from sanjha.kernel.errors import Conflict, DomainError, NotFound, NotPermitted
from sanjha.kernel.ids import new_id
from sanjha.kernel.testing import citizen

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_morning")]
OPEN, CLOSED = "1.1", "6.1"
WITHOUT_POST = Actor(Kind.OFFICER, account=new_id(), person=new_id())


def in_days(days):
    return clock.today() + timedelta(days=days)


def test_a_department_comments_on_a_rule_in_consultation(clerk, architect):
    comment_rule(rule=OPEN, text="First ", actor=clerk)
    comment_rule(rule=OPEN, text="Second\nline", actor=architect)
    newest, oldest = policy_queries.comments_on(clerk, OPEN)
    assert (newest.text, oldest.text) == ("Second\nline", "First")
    assert (oldest.post, oldest.by, oldest.rule_version) == (next(iter(clerk.posts)), clerk.label, 1)
    assert policy_queries.comments_on(clerk, CLOSED) == []
    assert policy_queries.comments_on(citizen(), OPEN) == []


@pytest.mark.parametrize(
    ("rule", "text", "error"),
    [
        (CLOSED, "Words", Conflict),
        ("9.9", "Words", NotFound),
        (OPEN, "  \n", DomainError),
        (OPEN, "\u202ereversed", DomainError),
    ],
)
def test_a_comment_is_refused(clerk, rule, text, error):
    with pytest.raises(error):
        comment_rule(rule=rule, text=text, actor=clerk)
    assert not PolicyComment.objects.exists()


@pytest.mark.parametrize("actor", [citizen(), SYSTEM, WITHOUT_POST], ids=["citizen", "system", "no post"])
def test_only_posts_speak_for_departments(actor):
    with pytest.raises(NotPermitted):
        comment_rule(rule=OPEN, text="Words", actor=actor)
    with pytest.raises(NotPermitted):
        ask(actor)


def test_a_comment_stays_as_it_was_said(clerk):
    comment = comment_rule(rule=OPEN, text="Words", actor=clerk)
    for change in (
        lambda rows: rows.update(text="Other"),
        lambda rows: rows.delete(),
    ):
        with pytest.raises(Error), transaction.atomic():
            change(PolicyComment.objects.filter(pk=comment.pk))
    assert not verify().findings


def test_an_exception_is_asked_for_granted_and_runs_out(clerk, architect):
    asked = ask(clerk, until_date=in_days(10))
    assert asked.state == "ASKED"
    assert not asked.holds_on(clock.today())
    granted = grant_exception(exception_id=asked.id, answer="With logs", actor=architect)
    assert granted.holds_on(in_days(10))
    assert not granted.holds_on(in_days(11))
    assert policy_queries.exceptions_by_state() == {"waiting": 0, "holding": 1, "soon": 1, "run_out": 0}
    assert policy_queries.holding() == [granted]
    with clock.frozen(f"{in_days(11)}T10:00:00+05:30"):
        assert policy_queries.exceptions_by_state() == {"waiting": 0, "holding": 0, "soon": 0, "run_out": 1}
        assert policy_queries.holding() == []
        assert granted.has_run_out(clock.today())
    assert [deed.action for deed in queries.history_of(asked.id)] == ["EXCEPTION_GRANTED", "EXCEPTION_ASKED"]
    assert not verify().findings


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"reason": " "}, "reason"),
        ({"measure": ""}, "measure"),
        ({"application": "UNKNOWN"}, "application"),
        ({"days": -1}, "until_date"),
        ({"days": policy().longest_exception_days + 1}, "until_date"),
    ],
)
def test_what_is_not_in_order_is_refused_by_its_field(clerk, changed, field):
    days = changed.pop("days", 30)
    with pytest.raises(DomainError) as refused:
        ask(clerk, until_date=in_days(days), **changed)
    assert refused.value.field == field
    assert not PolicyException.objects.exists()


def test_the_first_and_the_last_day_that_may_be_asked_for(clerk):
    assert ask(clerk, until_date=clock.today()).until_date == clock.today()
    longest = in_days(policy().longest_exception_days)
    assert ask(clerk, rule="1.2", until_date=longest).until_date == longest


def test_services_and_applications_of_departments_may_have_exceptions(clerk):
    make_application()
    assert ask(clerk, application="EPOS-RATION").application == "EPOS-RATION"
    assert ask(clerk, application="sewa").application == "sewa"
    with pytest.raises(NotFound, match="no such rule"):
        ask(clerk, rule="9.9")


def test_the_same_is_asked_for_once_until_it_is_over(clerk, architect):
    asked = ask(clerk, until_date=in_days(5))
    with pytest.raises(Conflict):
        ask(clerk)
    grant_exception(exception_id=asked.id, actor=architect)
    with pytest.raises(Conflict):
        ask(clerk)
    with clock.frozen(f"{in_days(6)}T10:00:00+05:30"):
        assert ask(clerk).state == "ASKED"


def test_two_who_ask_at_the_same_moment(clerk, monkeypatch):
    ask(clerk)
    monkeypatch.setattr(policy_queries, "standing", lambda *_arguments: None)
    with pytest.raises(Conflict, match="waits for an answer or holds"):
        ask(clerk)


def test_nobody_answers_what_they_asked_for(architect, second_architect):
    asked = ask(architect)
    for operation in (grant_exception, refuse_exception):
        with pytest.raises(NotPermitted, match="Somebody else"):
            operation(exception_id=asked.id, answer="Yes", actor=architect)
    assert grant_exception(exception_id=asked.id, actor=second_architect).state == "GRANTED"


def test_only_keepers_answer(clerk, architect):
    asked = ask(architect)
    for operation in (grant_exception, refuse_exception, end_exception):
        with pytest.raises(NotPermitted):
            operation(exception_id=asked.id, answer="Yes", actor=clerk)
        with pytest.raises(NotFound):
            operation(exception_id=new_id(), answer="Yes", actor=architect)
    asked.refresh_from_db()
    assert asked.state == "ASKED"


def test_a_refusal_has_a_reason_and_is_final(clerk, architect):
    asked = ask(clerk)
    with pytest.raises(DomainError, match="Write the reason"):
        refuse_exception(exception_id=asked.id, answer=" ", actor=architect)
    refused = refuse_exception(exception_id=asked.id, answer="Can be kept", actor=architect)
    assert (refused.state, refused.answer) == ("REFUSED", "Can be kept")
    for operation in (grant_exception, refuse_exception):
        with pytest.raises(Conflict, match="answered already"):
            operation(exception_id=asked.id, answer="Again", actor=architect)
    assert ask(clerk).state == "ASKED"


def test_a_day_that_is_past_is_not_granted(clerk, architect):
    asked = ask(clerk, until_date=in_days(1))
    with clock.frozen(f"{in_days(2)}T10:00:00+05:30"), pytest.raises(Conflict, match="is past"):
        grant_exception(exception_id=asked.id, actor=architect)


def test_an_exception_is_ended_before_its_day_for_a_reason(clerk, architect):
    asked = ask(clerk, until_date=in_days(5))
    with pytest.raises(Conflict, match="does not hold"):
        end_exception(exception_id=asked.id, answer="Mended", actor=architect)
    grant_exception(exception_id=asked.id, actor=architect)
    with pytest.raises(DomainError, match="Write the reason"):
        end_exception(exception_id=asked.id, answer="", actor=architect)
    ended = end_exception(exception_id=asked.id, answer="Mended", actor=architect)
    assert not ended.holds_on(clock.today())
    with pytest.raises(Conflict, match="does not hold"):
        end_exception(exception_id=asked.id, answer="Again", actor=architect)
    assert not verify().findings


def test_the_register_shows_what_is_open_and_on_demand_the_rest(clerk, architect):
    late, early, refused = ask(clerk), ask(clerk, rule="1.2", until_date=in_days(2)), ask(clerk, rule="1.3")
    refuse_exception(exception_id=refused.id, answer="No", actor=architect)
    assert policy_queries.exceptions(clerk) == [early, late]
    assert len(policy_queries.exceptions(clerk, with_closed=True)) == 3
    assert policy_queries.exceptions(clerk, rule="1.2") == [early]
    assert policy_queries.exceptions(citizen()) == []


@pytest.mark.parametrize(
    "changed",
    [
        {"state": "GRANTED"},
        {"answered_by": "SYSTEM:-"},
        {"state": "REFUSED", "answered_by": "X", "answered_at": "2026-11-24T10:00:00+05:30"},
    ],
)
def test_the_store_refuses_answers_by_nobody_and_refusals_without_a_reason(clerk, changed):
    asked = ask(clerk)
    with pytest.raises(IntegrityError), transaction.atomic():
        PolicyException.objects.filter(pk=asked.pk).update(**changed)


def test_a_grant_made_behind_the_program_s_back_is_found(clerk):
    asked = ask(clerk)
    PolicyException.objects.filter(pk=asked.pk).update(
        state="GRANTED", answered_by="SYSTEM:-", answered_at=clock.now()
    )
    assert verify().findings


def test_asking_goes_through_the_operation_alone(clerk):
    made = ask_exception(
        rule=OPEN, application="sewa", reason="R", measure="M", until_date=in_days(1), actor=clerk
    )
    assert PolicyException.objects.get() == made
