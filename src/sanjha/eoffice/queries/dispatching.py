"""The dispatch register: what waits to go out, what went, and letters that came from other offices on this system."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from sanjha.eoffice.models import Act, Dispatch, Draft, File, Grading, InsideLetter, Issue
from sanjha.eoffice.queries.access import files_seen_by
from sanjha.eoffice.queries.hands import Hand, hands_of
from sanjha.kernel.actors import Actor
from sanjha.kernel.errors import NotFound
from sanjha.offices import contract as offices

LARGEST_PAGE = 200
REGISTRY, BRANCH = "REGISTRY", "BRANCH"


@dataclass(frozen=True)
class Lines:
    """What the register is asked for; empty means all."""

    state: str = ""
    mode: str = ""
    text: str = ""
    from_date: date | None = None
    to_date: date | None = None


def dispatching_hands(actor: Actor) -> list[Hand]:
    """The desks at which the officer may dispatch."""
    return [hand for hand in hands_of(actor).values() if hand.may(Act.DISPATCH)]


def issues_for(actor: Actor) -> "QuerySet[Issue]":
    """Issued letters that the officer may dispatch: of files that may be seen, and of the branches that a registry serves.

    A registry sees nothing of a graded file.
    """
    hands = dispatching_hands(actor)
    if not hands:
        return Issue.objects.none()
    reach = files_seen_by(actor)
    if served := _served_branches(hands):
        reach |= Q(grading=Grading.NORMAL, branch__in=served)
    return Issue.objects.filter(~Q(signed_blob=""), file__in=File.objects.filter(reach))


def issue_for(actor: Actor, issue_id: UUID) -> Issue:
    """One issued letter to be dispatched. Raises NotFound."""
    found = issues_for(actor).select_related("draft", "file").filter(pk=issue_id).first()
    if found is None:
        raise NotFound(_("There is no such letter, or it is not yours to dispatch."))
    return found


def waiting_issues(actor: Actor, *, limit: int = 50) -> list[Issue]:
    """Letters that no one has begun to dispatch, the oldest first."""
    gone = Dispatch.objects.filter(issue=OuterRef("pk"))
    return list(
        issues_for(actor)
        .filter(~Exists(gone), draft__state=Draft.State.ISSUED)
        .select_related("draft", "file", "paper")
        .order_by("signed_at")[:limit]
    )


def register(
    actor: Actor, lines: Lines = Lines(), *, page: int = 1, size: int = 50
) -> tuple[list[Dispatch], bool]:
    """One page of the register, newest first, and whether there is more."""
    found = dispatches_for(actor).select_related("issue__draft", "issue__paper").prefetch_related("events")
    if lines.state:
        found = found.filter(state=lines.state)
    if lines.mode:
        found = found.filter(mode=lines.mode)
    if lines.from_date:
        found = found.filter(dispatched_at__date__gte=lines.from_date)
    if lines.to_date:
        found = found.filter(dispatched_at__date__lte=lines.to_date)
    for word in lines.text.split()[:8]:
        found = found.filter(
            Q(issue__number__icontains=word)
            | Q(issue__system_number__icontains=word)
            | Q(tracking_number__icontains=word)
            | Q(recipient__name__icontains=word)
        )
    size = max(1, min(size, LARGEST_PAGE))
    start = (max(page, 1) - 1) * size
    rows = list(found.order_by("-dispatched_at", "-id")[start : start + size + 1])
    return rows[:size], len(rows) > size


def dispatches_for(actor: Actor) -> "QuerySet[Dispatch]":
    """The lines of the register that the officer may see."""
    return Dispatch.objects.filter(issue__in=issues_for(actor))


def dispatch_for(actor: Actor, dispatch_id: UUID) -> Dispatch:
    """One line of the register. Raises NotFound."""
    found = (
        dispatches_for(actor)
        .select_related("issue__draft", "issue__paper", "issue__file")
        .filter(pk=dispatch_id)
        .first()
    )
    if found is None:
        raise NotFound(_("There is no such dispatch, or it is not yours to see."))
    return found


def inside_letters(actor: Actor, *, accepted: bool = False, limit: int = 100) -> list[InsideLetter]:
    """Letters from other offices that came to the officer's desks or offices, the oldest first."""
    return list(
        inside_letters_for(actor)
        .filter(accepted_at__isnull=not accepted)
        .select_related("dispatch__issue__draft", "dispatch__issue__paper", "receipt")
        .order_by("arrived_at")[:limit]
    )


def inside_letters_for(actor: Actor) -> "QuerySet[InsideLetter]":
    """Those that the officer may accept: addressed to a desk where the officer acts, or to an office whose dak the officer diarises.

    A graded one is for the addressed desk alone.
    """
    hands = hands_of(actor)
    diarising = [hand for hand in hands.values() if hand.may(Act.DIARISE)]
    codes = {hand.office_code for hand in diarising} | set(_served_branches(diarising))
    return InsideLetter.objects.filter(
        Q(to_post__in=list(hands))
        | Q(to_office_code__in=codes, dispatch__issue__file__grading=Grading.NORMAL)
    )


def inside_letter_for(actor: Actor, letter_id: UUID) -> InsideLetter:
    """One letter from another office. Raises NotFound."""
    found = (
        inside_letters_for(actor)
        .select_related("dispatch__issue__draft", "dispatch__issue__file", "dispatch__issue__paper")
        .filter(pk=letter_id)
        .first()
    )
    if found is None:
        raise NotFound(_("There is no such letter, or it is not yours to see."))
    return found


def _served_branches(hands: list[Hand]) -> list[str]:
    """The codes of the head offices and branches that a registry serves."""
    codes: list[str] = []
    for office_id in {hand.office for hand in hands}:
        registry = offices.office(office_id=office_id)
        if registry.kind != REGISTRY or registry.parent is None:
            continue
        codes.append(offices.office(office_id=registry.parent).code)
        codes += [
            branch.code for branch in offices.offices_of_kind(kind=BRANCH) if branch.parent == registry.parent
        ]
    return codes
