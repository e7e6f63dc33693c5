"""Take in a letter that came by e-mail: it waits in the list of its registry until somebody diarises it or sets it aside."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from sanjha.eoffice import dak_rules, mail_parsing, scans
from sanjha.eoffice.mail_parsing import Attached
from sanjha.eoffice.models import IncomingMail
from sanjha.eoffice.queries.hands import hand_at, hands_of
from sanjha.eoffice.queries.mails import visible_mail
from sanjha.eoffice.scans import Upload
from sanjha.kernel import audit, blobs, clock
from sanjha.kernel.actors import Actor
from sanjha.kernel.errors import Conflict, DomainError, NotPermitted

MOST_ATTACHMENTS = dak_rules.MOST_SCANS


def take_in_mail(*, raw: bytes, branch: str, actor: Actor) -> IncomingMail:
    """Keep the message as it came, and its papers as scans. The same Message-ID again changes nothing.

    A paper that is refused (a program, a macro, something hidden) stands in the list with the reason, and the message
    stays whole in the store. Raises DomainError for one of more than 40 MB.
    """
    if len(raw) > mail_parsing.LARGEST:
        raise DomainError(_("The e-mail is larger than 40 MB."), code="too-large")
    letter = mail_parsing.read(raw)
    known = IncomingMail.objects.filter(branch=branch, message_id=letter.message_id).first()
    if known is not None:
        return known
    kept, blob = [_kept(one) for one in letter.attachments[:MOST_ATTACHMENTS]], blobs.put(raw)
    with transaction.atomic(durable=True):
        mail, is_new = IncomingMail.objects.get_or_create(
            branch=branch,
            message_id=letter.message_id,
            defaults={
                "sender": letter.sender,
                "subject": letter.subject,
                "sent_on": letter.sent_on,
                "text": letter.text,
                "raw": blob,
                "attachments": kept,
                "came_at": clock.now(),
            },
        )
        if is_new:
            audit.record(actor, "MAIL_TAKEN_IN", stream=mail.pk, rows=[mail])
    return mail


def set_mail_aside(*, mail_id: UUID, reason: str, actor: Actor) -> IncomingMail:
    """Take out of the list what is no letter to this office; the reason stays. Raises Conflict when somebody was faster."""
    seen = visible_mail(actor, mail_id)
    post = next((hand.post for hand in hands_of(actor).values() if hand.office_code == seen.branch), None)
    if post is None:
        raise NotPermitted(_("This is not with one of your posts."), code="not-your-desk")
    hand = hand_at(actor, post)
    reason = dak_rules.reason_of(reason, field="reason")[:300]
    with transaction.atomic(durable=True):
        mail = IncomingMail.objects.select_for_update(of=("self",)).get(pk=mail_id)
        if mail.state != IncomingMail.State.WAITING:
            raise Conflict(_("Somebody has dealt with this e-mail already."), code="mail-settled")
        mail.state, mail.reason = IncomingMail.State.SET_ASIDE, reason
        mail.settled_by, mail.settled_at = hand.signatory, clock.now()
        mail.save(update_fields=["state", "reason", "settled_by", "settled_at"])
        audit.record(actor, "MAIL_SET_ASIDE", stream=mail.pk, rows=[mail])
    return mail


def _kept(attached: Attached) -> dict[str, Any]:
    name = scans.name_of(attached.name)
    try:
        kept = scans.keep(Upload(name, attached.data))
    except DomainError as error:
        return {"name": name, "refused": str(error)[:300]}
    return {
        "name": kept.name,
        "blob": kept.blob,
        "media_type": kept.media_type,
        "size": kept.size,
        "pages": kept.pages,
    }
