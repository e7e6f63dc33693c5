"""Begin a search over the whole register for people who stand in it twice."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from sanjha.kernel import audit, clock
from sanjha.kernel.actors import Actor, Kind
from sanjha.kernel.errors import Conflict
from sanjha.people import duplicate_rules
from sanjha.people.models import DuplicateSearch, Resident


def start_duplicate_search(*, actor: Actor) -> DuplicateSearch:
    """Begin a search; its pieces are then looked at by the job. Raises NotPermitted, Conflict while one is under way."""
    if actor.kind is not Kind.SYSTEM:
        duplicate_rules.check_may_decide(actor)
    try:
        with transaction.atomic(durable=True):
            search = DuplicateSearch.objects.create(
                started_at=clock.now(),
                started_by=actor.label,
                total=Resident.objects.filter(merged_into__isnull=True).count(),
            )
            audit.record(actor, "DUPLICATE_SEARCH_BEGUN", stream=search.pk, rows=[search])
    except IntegrityError:
        raise Conflict(_("A search is under way already."), code="running") from None
    return search
