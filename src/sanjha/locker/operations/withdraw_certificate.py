"""Stop believing a certificate."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sanjha.kernel import audit, clock
from sanjha.kernel.actors import Actor, Kind
from sanjha.kernel.errors import DomainError, NotFound, NotPermitted
from sanjha.kernel.text import normalise
from sanjha.locker.models import SignerCertificate
from sanjha.locker.operations.register_certificates import STREAM


def withdraw_certificate(*, fingerprint: str, reason: str, actor: Actor) -> SignerCertificate:
    """Stop believing what a certificate signs from now on (its key was lost, its office closed).

    Documents signed before keep their value: the register proves when they were signed. Raises NotPermitted for
    other actors than the system and administrators, NotFound, DomainError without a reason.
    """
    if actor.kind is not Kind.SYSTEM and not actor.holds("office_admin"):
        raise NotPermitted(_("Only an administrator withdraws a certificate."))
    reason = normalise(reason, field="reason")
    if not reason or len(reason) > 300:
        raise DomainError(_("Give the reason in up to 300 characters."), code="reason", field="reason")
    with transaction.atomic(durable=True):
        entry = SignerCertificate.objects.select_for_update().filter(fingerprint=fingerprint).first()
        if entry is None:
            raise NotFound(_("There is no such certificate."))
        if entry.state == SignerCertificate.State.ACTIVE:
            entry.state = SignerCertificate.State.WITHDRAWN
            entry.withdrawn_at, entry.withdrawn_reason = clock.now(), reason
            entry.save(update_fields=["state", "withdrawn_at", "withdrawn_reason"])
            audit.record(
                actor, "SIGNER_WITHDRAWN", stream=STREAM, rows=[entry], fingerprint=fingerprint, reason=reason
            )
    return entry
