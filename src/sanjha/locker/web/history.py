"""A document's life as the pages tell it."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sanjha.kernel import clock
from sanjha.kernel.text import Text
from sanjha.locker.models import Delivery, Document
from sanjha.locker.queries import History
from sanjha.ui.components import Moment, Row, State
from sanjha.ui.formatting import dmy

TONES = {"REVOKED": "danger", "SUPERSEDED": "warn"}


def standing_of(document: Document) -> tuple[str, str]:
    """The tone and the words for how a document stands today."""
    if document.state == Document.State.ISSUED and document.valid_to and document.valid_to < clock.today():
        return "warn", _("Its time has passed")
    if document.state == Document.State.ISSUED:
        return "ok", _("In force")
    return TONES[document.state], str(document.get_state_display())


def facts_of(document: Document) -> list[Row]:
    """What the register says, for the page's summary."""
    signatory = document.contents.signatory
    until = dmy(document.valid_to) if document.valid_to else _("without end")
    return [
        Row(_("Number"), document.number),
        Row(_("Issued"), dmy(document.issued_at)),
        Row(_("Valid"), _("%(begin)s to %(end)s") % {"begin": dmy(document.valid_from), "end": until}),
        Row(_("Issued by"), f"{Text(**signatory['post'])}, {Text(**signatory['office'])}"),
        Row(_("Signed by"), Text(**signatory["name"])),
        Row(_("DigiLocker address"), document.uri),
    ]


def moments_of(document: Document, history: History) -> list[Moment]:
    """The document's moments, oldest first."""
    signatory = document.contents.signatory
    moments = [
        Moment(
            _("Issued and signed"),
            by=f"{Text(**signatory['name'])}, {Text(**signatory['post'])}",
            at=document.issued_at,
        ),
        *(_delivered(delivery) for delivery in history.deliveries),
    ]
    if history.verifications:
        words = ngettext(
            "Verified by somebody %(count)d time",
            "Verified by somebody %(count)d times",
            history.verifications,
        )
        moments.append(Moment(words % {"count": history.verifications}, at=history.last_verified_at))
    revocation = getattr(document, "revocation", None)
    if revocation:
        moments.append(
            Moment(
                str(document.get_state_display()),
                by=Text(**revocation.post_title),
                at=revocation.revoked_at,
                note=revocation.reason,
                tone="danger",
            )
        )
    elif document.valid_to:
        ended = document.valid_to < clock.today()
        state = State.DONE if ended else State.NEXT
        moments.append(Moment(_("Valid until"), state, at=document.valid_to))
    return moments


def _delivered(delivery: Delivery) -> Moment:
    if delivery.channel == Delivery.Channel.LOCKER:
        return Moment(_("Put into the locker"), at=delivery.at)
    where = Text(**delivery.office_name) if delivery.office_name else ""
    return Moment(_("Handed over at the counter"), by=where, at=delivery.at)
