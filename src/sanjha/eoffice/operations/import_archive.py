"""Take the package of another house in, read only, once everything in it holds."""

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from sanjha.eoffice import archives, rules
from sanjha.eoffice.models import Act, ImportedArchive
from sanjha.eoffice.queries.records import keeper_of
from sanjha.kernel import audit, blobs, clock
from sanjha.kernel.actors import SYSTEM, Actor
from sanjha.kernel.errors import Conflict, DomainError


def import_archive(*, members: Mapping[str, bytes], actor: Actor, trusted_key: str = "") -> ImportedArchive:
    """Keep the package as it came, for the records officer. `trusted_key` is the fingerprint that must have signed it.

    Raises DomainError naming the first faults, Conflict for a package that is here already.
    """
    if actor is not SYSTEM:
        keeper = keeper_of(actor)
        rules.check_acts(keeper.acts if keeper else (), Act.RECORD)
    checked = archives.check(members)
    if checked.faults:
        raise DomainError(
            _("The archive does not hold: %(faults)s") % {"faults": "; ".join(checked.faults[:5])},
            code="archive-broken",
        )
    if trusted_key and trusted_key.strip().lower() != checked.key:
        raise DomainError(_("Another key has signed this archive."), code="other-key", field="trusted_key")
    if ImportedArchive.objects.filter(digest=checked.digest).exists():
        raise Conflict(_("This archive is here already."), code="imported")
    kept = {name: blobs.put(data) for name, data in members.items()}
    with transaction.atomic(durable=True):
        made = ImportedArchive.objects.create(
            number=checked.manifest["file"]["number"],
            subject=checked.manifest["file"]["subject"],
            key=checked.key,
            digest=checked.digest,
            manifest=dict(checked.manifest),
            members=kept,
            imported_by=actor.name or actor.label,
            imported_at=clock.now(),
        )
        audit.record(actor, "ARCHIVE_IMPORTED", stream=made.pk, rows=[made], key=checked.key)
    return made
