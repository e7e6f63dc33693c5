"""What an actor may see, as a condition of the query itself."""

from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from sanjha.kernel.actors import Actor, Kind
from sanjha.kernel.errors import NotFound
from sanjha.sewa import rules
from sanjha.sewa.models import Application, Draft, Task

NOTHING = Q(pk__in=[])


def applications_seen_by(actor: Actor) -> Q:
    """A citizen's own; those of the operator's kendra; those that were ever in a tray of the officer's office."""
    if actor.kind is Kind.SYSTEM:
        return Q()
    if actor.is_citizen:
        return Q(applicant=actor.person) | Q(beneficiary=actor.person) if actor.person else NOTHING
    if not actor.is_officer:
        return NOTHING
    seen = NOTHING
    if kendras := rules.kendra_codes(actor):
        seen |= Q(kendra_code__in=kendras)
    if offices := {held.office_code for held in actor.posts.values() if held.office_kind != rules.KENDRA}:
        in_office = Q(office_code__in=offices) | Q(post__in=list(actor.posts))
        seen |= Q(Exists(Task.objects.filter(in_office, application=OuterRef("pk"))))
    return seen


def drafts_owned_by(actor: Actor) -> Q:
    """The drafts on the actor's counters, or the resident's own."""
    if actor.is_citizen:
        return Q(resident=actor.person) if actor.person else NOTHING
    return Q(owner_post__in=list(actor.posts)) if actor.posts else NOTHING


def visible_application(actor: Actor, application_id: UUID) -> Application:
    """The application, if the actor may see it. Raises NotFound."""
    found = (
        Application.objects.filter(applications_seen_by(actor), pk=application_id)
        .select_related("service_version")
        .defer("service_version__content")
        .first()
    )
    if found is None:
        raise NotFound(_("There is no such application, or it is not yours to see."))
    return found


def draft_of(actor: Actor, draft_id: UUID) -> Draft:
    """The draft, if it is the actor's. Raises NotFound."""
    found = (
        Draft.objects.filter(drafts_owned_by(actor), pk=draft_id)
        .select_related("service_version")
        .defer("service_version__content")
        .first()
    )
    if found is None:
        raise NotFound(_("There is no such draft, or it is not yours."))
    return found
