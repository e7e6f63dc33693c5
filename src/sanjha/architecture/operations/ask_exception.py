"""Ask for an exception from a rule of the policy."""

from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from sanjha.architecture import policy, policy_queries, policy_rules
from sanjha.architecture.models import PolicyException
from sanjha.kernel import audit, clock
from sanjha.kernel.actors import Actor
from sanjha.kernel.errors import Conflict, DomainError


def ask_exception(
    *, rule: str, application: str, reason: str, measure: str, until_date: date, actor: Actor
) -> PolicyException:
    """The request, which waits for the chief architect. `until_date` is the last day on which the rule need not be kept.

    Raises NotFound for the rule, NotPermitted for whoever holds no post, DomainError naming the field for an unknown
    application, no reason, no measure, a day that is not in order; Conflict when the same waits or holds already.
    """
    whole, today = policy.policy(), clock.today()
    found = policy_rules.check_rule(whole.rule(rule))
    post = policy_rules.post_of(actor)
    policy_rules.check_can_ask(
        reason=reason,
        measure=measure,
        until_date=until_date,
        today=today,
        longest_days=whole.longest_exception_days,
    )
    if not policy_queries.knows_application(application):
        raise DomainError(
            _("Choose a service or an application of the inventory."), code="application", field="application"
        )
    try:
        with transaction.atomic(durable=True):
            if policy_queries.standing(found.number, application, today):
                raise _asked_already()
            asked = PolicyException.objects.create(
                rule=found.number,
                rule_version=found.version,
                application=application,
                reason=reason,
                measure=measure,
                until_date=until_date,
                asked_by=actor.label,
                asked_post=post.post,
                asked_at=clock.now(),
            )
            record(asked, "EXCEPTION_ASKED", actor, reason=reason)
    except IntegrityError as error:
        # Two asked at the same moment: the store let one through.
        raise _asked_already() from error
    return asked


def _asked_already() -> Conflict:
    return Conflict(_("For this application the same waits for an answer or holds already."), code="asked")


def record(row: PolicyException, action: str, actor: Actor, **details: object) -> None:
    """The deed's entry in the exception's own stream, last in its transaction: the history on its page."""
    audit.record(
        actor,
        action,
        stream=row.id,
        rows=[row],
        rule=row.rule,
        application=row.application,
        until_date=row.until_date,
        **details,
    )
