"""Files in which a receipt may be put: those that lie at the reader's desks, found by number or subject."""

from django.db.models import Q

from sanjha.eoffice.models import File, Movement
from sanjha.eoffice.queries.access import files_seen_by
from sanjha.eoffice.queries.hands import desks_of
from sanjha.kernel.actors import Actor

MOST = 12


def files_to_put_in(actor: Actor, text: str = "") -> list[File]:
    """Active files at the actor's desks that fit every word, the newest first."""
    here = Movement.objects.filter(to_post__in=desks_of(actor), closed_at__isnull=True, file__isnull=False)
    found = File.objects.filter(files_seen_by(actor), state=File.State.ACTIVE, pk__in=here.values("file_id"))
    for word in text.split()[:8]:
        fits = Q(number__icontains=word) | Q(subject__icontains=word)
        if word.isdecimal() and len(word) < 18:
            fits |= Q(computer_number=int(word))
        found = found.filter(fits)
    return list(found.order_by("-opened_at", "-pk")[:MOST])
