"""Reads of comments and exceptions. All officers see all of them."""

from datetime import date, timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from sanjha.architecture.models import OutsideApplication, PolicyComment, PolicyException
from sanjha.kernel import clock
from sanjha.kernel.actors import Actor
from sanjha.kernel.errors import NotFound

MOST = 500
SOON = timedelta(days=30)
"""So long before its end an exception stands out."""

State = PolicyException.State


def comments_on(actor: Actor, rule: str) -> list[PolicyComment]:
    """The comments on a rule, the newest first; none for others than officers."""
    if not actor.is_officer:
        return []
    return list(PolicyComment.objects.filter(rule=rule).order_by("-id")[:MOST])


def exceptions(actor: Actor, *, rule: str = "", with_closed: bool = False) -> list[PolicyException]:
    """Exceptions that wait, hold or have run out, what ends first on top; `with_closed` also refused and ended ones.

    None for others than officers.
    """
    if not actor.is_officer:
        return []
    found: QuerySet[PolicyException] = PolicyException.objects.all()
    if rule:
        found = found.filter(rule=rule)
    if not with_closed:
        found = found.filter(state__in=[State.ASKED, State.GRANTED])
    return list(found.order_by("until_date", "id")[:MOST])


def exceptions_by_state() -> dict[str, int]:
    """How many wait, hold, end soon, and have run out."""
    today = clock.today()
    granted = PolicyException.objects.filter(state=State.GRANTED)
    holding = granted.filter(until_date__gte=today)
    return {
        "waiting": PolicyException.objects.filter(state=State.ASKED).count(),
        "holding": holding.count(),
        "soon": holding.filter(until_date__lte=today + SOON).count(),
        "run_out": granted.filter(until_date__lt=today).count(),
    }


def holding() -> list[PolicyException]:
    """The exceptions that hold today, what ends first on top."""
    found = PolicyException.objects.filter(state=State.GRANTED, until_date__gte=clock.today())
    return list(found.order_by("until_date", "id")[:MOST])


def exception(exception_id: UUID, *, locked: bool = False) -> PolicyException:
    """One exception. Raises NotFound."""
    rows = PolicyException.objects.select_for_update(of=("self",)) if locked else PolicyException.objects
    found = rows.filter(pk=exception_id).first()
    if found is None:
        raise NotFound(_("There is no such exception."))
    return found


def standing(rule: str, application: str, today: date) -> PolicyException | None:
    """The request that waits or the exception that holds for this rule and application."""
    open_ones = Q(state=State.ASKED) | Q(state=State.GRANTED, until_date__gte=today)
    return PolicyException.objects.filter(open_ones, rule=rule, application=application).first()


def knows_application(code: str) -> bool:
    """Whether a service or a department's application has this code."""
    return code in settings.SERVICES or OutsideApplication.objects.filter(code=code).exists()
