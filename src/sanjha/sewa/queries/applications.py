"""Applications by what they are: the live one of a key, those of a citizen, those a kendra looks for."""

from uuid import UUID

from django.db.models import Q

from sanjha.kernel.actors import Actor
from sanjha.sewa import rules
from sanjha.sewa.models import Application
from sanjha.sewa.queries.access import applications_seen_by

LIVE = (
    Application.State.SUBMITTED,
    Application.State.WITH_CITIZEN,
    Application.State.APPROVED,
    Application.State.ISSUED,
)


def live_application(uniqueness_key: str) -> Application | None:
    """The application that holds the key now, if any: a second one is not accepted."""
    if not uniqueness_key:
        return None
    return Application.objects.filter(uniqueness_key=uniqueness_key, state__in=LIVE).first()


def applications_of(actor: Actor, *, most: int = 100) -> list[Application]:
    """A citizen's own applications, as applicant or as beneficiary, the newest first."""
    if not actor.is_citizen or actor.person is None:
        return []
    return applications_of_resident(actor.person, most=most)


def applications_of_resident(resident: UUID, *, most: int = 100) -> list[Application]:
    """A resident's applications, the newest first; the caller has the right to see them."""
    return list(
        Application.objects.filter(Q(applicant=resident) | Q(beneficiary=resident))
        .select_related("service_version", "certificate")
        .defer("service_version__content")
        .order_by("-received_at", "-id")[:most]
    )


def search(actor: Actor, text: str, *, most: int = 50) -> list[Application]:
    """Applications the actor may see whose number, names or mobile hold every word typed, the newest first."""
    words = [word for word in rules.words_typed(text) if word]
    if not words:
        return []
    found = Application.objects.filter(applications_seen_by(actor))
    for word in words:
        found = found.filter(Q(search_text__contains=word) | Q(number__icontains=word))
    return list(
        found.select_related("service_version")
        .defer("service_version__content")
        .order_by("-received_at", "-id")[:most]
    )
