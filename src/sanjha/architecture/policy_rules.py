"""Decisions on comments and exceptions, without a database."""

from datetime import date, timedelta

from django.utils.translation import gettext as _

from sanjha.architecture.models import PolicyException
from sanjha.architecture.policy import Rule, Status
from sanjha.kernel.actors import Actor, Holding
from sanjha.kernel.errors import Conflict, DomainError, NotFound, NotPermitted
from sanjha.ui.formatting import dmy

State = PolicyException.State


def post_of(actor: Actor) -> Holding:
    """The post for which the actor speaks: the first one held. Raises NotPermitted without one."""
    held = next(iter(actor.posts.values()), None)
    if not actor.is_officer or held is None:
        raise NotPermitted(_("A department speaks through an officer who holds a post."))
    return held


def check_rule(rule: Rule | None) -> Rule:
    """The rule. Raises NotFound."""
    if rule is None:
        raise NotFound(_("There is no such rule."))
    return rule


def check_can_comment(rule: Rule, text: str) -> None:
    """Raises DomainError without words, Conflict unless the rule is in consultation."""
    if rule.status is not Status.CONSULTATION:
        raise Conflict(_("Comments are taken while a rule is in consultation."), code="not-in-consultation")
    if not text.strip():
        raise DomainError(_("Write what you have to say."), code="text", field="text")


def check_can_ask(*, reason: str, measure: str, until_date: date, today: date, longest_days: int) -> None:
    """Raises DomainError, naming the field, without reason or measure, for a day that is past or too far away."""
    if not reason.strip():
        raise DomainError(_("Write why the rule cannot be kept."), code="reason", field="reason")
    if not measure.strip():
        raise DomainError(_("Write what is done instead."), code="measure", field="measure")
    last = today + timedelta(days=longest_days)
    if not today <= until_date <= last:
        raise DomainError(
            _("An exception ends on a day between today and %(last)s.") % {"last": dmy(last)},
            code="until-date",
            field="until_date",
        )


def check_can_answer(asked: PolicyException, actor: Actor) -> None:
    """Raises NotPermitted for whoever asked, Conflict when it has been answered."""
    if asked.asked_by == actor.label:
        raise NotPermitted(_("Somebody else must answer what you asked for yourself."), code="own-request")
    if asked.state != State.ASKED:
        raise Conflict(_("This request has been answered already."), code="answered")


def check_can_grant(asked: PolicyException, today: date) -> None:
    """Raises Conflict when the day that was asked for is past."""
    if asked.until_date < today:
        raise Conflict(_("The day that was asked for is past. It must be asked for anew."), code="past")


def check_can_end(granted: PolicyException, today: date) -> None:
    """Raises Conflict unless the exception holds today."""
    if not granted.holds_on(today):
        raise Conflict(_("This exception does not hold any more."), code="over")


def check_has_answer(answer: str) -> None:
    """Raises DomainError without a reason: whoever asked reads it."""
    if not answer.strip():
        raise DomainError(_("Write the reason."), code="answer", field="answer")
