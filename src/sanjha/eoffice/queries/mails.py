"""Letters that came by e-mail and wait to be diarised, for those who diarise in that registry."""

from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from sanjha.eoffice.models import Act, IncomingMail
from sanjha.eoffice.queries.hands import Hand, hands_of
from sanjha.kernel.actors import Actor
from sanjha.kernel.errors import NotFound


def mails_for(actor: Actor) -> "QuerySet[IncomingMail]":
    """What waits in the mailboxes of the actor's registries, the oldest first."""
    branches = {hand.office_code for hand in hands_of(actor).values() if hand.may(Act.DIARISE)}
    return IncomingMail.objects.filter(branch__in=branches, state=IncomingMail.State.WAITING).order_by(
        "came_at", "pk"
    )


def visible_mail(actor: Actor, mail_id: UUID) -> IncomingMail:
    """The e-mail, if the actor diarises in its registry. Raises NotFound."""
    found = mails_for(actor).filter(pk=mail_id).first()
    if found is None:
        raise NotFound(_("There is no such e-mail, or somebody has dealt with it."))
    return found


def waiting_mail(hand: Hand, mail_id: UUID) -> IncomingMail:
    """The e-mail that waits in the registry of this desk. Raises NotFound."""
    found = IncomingMail.objects.filter(
        pk=mail_id, branch=hand.office_code, state=IncomingMail.State.WAITING
    ).first()
    if found is None:
        raise NotFound(_("There is no such e-mail, or somebody has dealt with it."))
    return found
