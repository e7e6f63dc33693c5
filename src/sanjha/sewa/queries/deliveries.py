"""Documents that lie ready to be given out at a Sewa Kendra, and those that were."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Max, Q

from sanjha.kernel.actors import Actor
from sanjha.sewa import rules
from sanjha.sewa.models import Application, IssuedCertificate


@dataclass(frozen=True)
class ReadyDocument:
    """A document of an application that the kendra took; `delivered_at` is the last time it was given out."""

    application: Application
    certificate: IssuedCertificate
    delivered_at: datetime | None


def ready_documents(actor: Actor, *, text: str = "", most: int = 50) -> list[ReadyDocument]:
    """The documents of the actor's kendra, those not given out yet first, then the newest.

    `text` holds words of the application's or the document's number, of names, or of the mobile number.
    """
    found = IssuedCertificate.objects.filter(application__kendra_code__in=rules.kendra_codes(actor))
    for word in rules.words_typed(text):
        found = found.filter(
            Q(application__search_text__contains=word)
            | Q(application__number__icontains=word)
            | Q(number__icontains=word)
        )
    found = (
        found.select_related("application")
        .annotate(delivered_at=Max("application__deliveries__delivered_at"))
        .order_by(F("delivered_at").desc(nulls_first=True), "-issued_at", "-id")[:most]
    )
    return [ReadyDocument(each.application, each, each.delivered_at) for each in found]
