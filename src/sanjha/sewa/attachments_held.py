"""Which bytes of the store attachments of applications still need."""

from collections.abc import Collection

from sanjha.kernel import blobs, peers
from sanjha.sewa.models import Attachment


def attachments_held(digests: Collection[str]) -> Collection[str]:
    """Of these digests, those of attachments."""
    return set(Attachment.objects.filter(blob__in=digests).values_list("blob", flat=True))


if peers.runs_here("sewa"):  # elsewhere there are no tables of this service to ask
    blobs.register_holder(attachments_held)
