"""Which files and receipts an officer may see, as a condition of the query itself."""

from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from sanjha.eoffice.models import Act, Clearance, File, Grading, Movement, NeedToKnow, Receipt
from sanjha.eoffice.queries.hands import Hand, hands_of
from sanjha.eoffice.rules_secrecy import ADMINISTRATORS
from sanjha.kernel import clock
from sanjha.kernel.actors import Actor
from sanjha.kernel.errors import NotFound

NOTHING = Q(pk__in=[])
IN_RECORDS = (File.State.CLOSED, File.State.MERGED, File.State.RECORDED, File.State.WEEDED)
"""What the records officer sees of the offices below."""


def files_seen_by(actor: Actor) -> Q:
    """Files that are or were with one of the officer's desks, those of the own branch, those below an overseer,
    and closed ones of a records officer's offices. An administrator sees none for the office's sake.

    A graded file is seen only by an officer cleared for it whose desk it passed, or who stands on its need-to-know list.
    """
    return _seen_by(actor, "file")


def receipts_seen_by(actor: Actor) -> Q:
    """The same for receipts."""
    return _seen_by(actor, "receipt")


def visible_file(actor: Actor, file_id: UUID) -> File:
    """The file, if the actor may see it. Raises NotFound."""
    found = File.objects.filter(files_seen_by(actor), pk=file_id).first()
    if found is None:
        raise NotFound(_("There is no such file, or it is not yours to see."))
    return found


def visible_receipt(actor: Actor, receipt_id: UUID) -> Receipt:
    """The receipt, if the actor may see it. Raises NotFound."""
    found = Receipt.objects.filter(receipts_seen_by(actor), pk=receipt_id).first()
    if found is None:
        raise NotFound(_("There is no such receipt, or it is not yours to see."))
    return found


def clearance_of(actor: Actor) -> int:
    """Up to which grading the officer may read today."""
    if actor.person is None:
        return Grading.NORMAL
    today = clock.today()
    found = (
        Clearance.objects.filter(
            Q(to_date__isnull=True) | Q(to_date__gt=today), officer=actor.person, from_date__lte=today
        )
        .order_by("-grading")
        .values_list("grading", flat=True)
        .first()
    )
    return found or Grading.NORMAL


def _seen_by(actor: Actor, noun: str) -> Q:
    hands = hands_of(actor)
    if not hands:
        return NOTHING
    passed = Q(
        Exists(
            Movement.objects.filter(
                Q(to_post__in=list(hands)) | Q(from_post__in=list(hands)), **{noun: OuterRef("pk")}
            )
        )
    )
    in_reach = Q(
        grading=Grading.NORMAL,
        branch__in={hand.office_code for hand in hands.values() if hand.designation not in ADMINISTRATORS},
    )
    if noun == "file" and (kept := [hand.office for hand in hands.values() if hand.may(Act.RECORD)]):
        in_reach |= Q(grading=Grading.NORMAL, offices__overlap=kept, state__in=IN_RECORDS)
    if overseen := [hand.office for hand in hands.values() if _oversees(hand)]:
        in_reach |= Q(grading=Grading.NORMAL, offices__overlap=overseen)
    known = passed
    if noun == "file":
        known |= Q(
            Exists(
                NeedToKnow.objects.filter(file=OuterRef("pk"), post__in=list(hands), ended_at__isnull=True)
            )
        )
    return in_reach | known & Q(grading__lte=clearance_of(actor))


def _oversees(hand: Hand) -> bool:
    return hand.may(Act.OVERSEE) and not hand.prepares_only
