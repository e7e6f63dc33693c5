"""Drafts of files: which an officer may see, and one with its versions and what may be done with it."""

from dataclasses import dataclass
from itertools import pairwise
from uuid import UUID

from django.db.models import Max
from django.utils.translation import gettext as _

from sanjha.eoffice import changes
from sanjha.eoffice.models import Act, Dispatch, Draft, DraftVersion, File, Issue
from sanjha.eoffice.queries.access import files_seen_by
from sanjha.eoffice.queries.hands import Hand, hands_of
from sanjha.kernel.actors import Actor
from sanjha.kernel.errors import NotFound


@dataclass(frozen=True)
class Change:
    """What one version changed in the one before."""

    version: DraftVersion
    pieces: list[changes.Piece]


@dataclass(frozen=True)
class DraftPage:
    """A draft as its page shows it. `hand` is the reader at the desk that holds the file, None for anybody else."""

    draft: Draft
    versions: list[DraftVersion]
    issue: Issue | None
    dispatches: list[Dispatch]
    hand: Hand | None

    @property
    def present(self) -> DraftVersion:
        return self.versions[-1]

    @property
    def changed(self) -> list[Change]:
        """The changes of every version, the newest first."""
        return [
            Change(new, changes.between(_all_words(old), _all_words(new)))
            for old, new in reversed(list(pairwise(self.versions)))
        ]

    @property
    def may_edit(self) -> bool:
        return self._may(Act.DRAFT) and self.draft.is_open

    @property
    def may_submit(self) -> bool:
        return self._may(Act.DRAFT) and self.draft.state == Draft.State.EDITING

    @property
    def may_approve(self) -> bool:
        return self._may(Act.APPROVE) and not self._prepares and self.draft.is_open

    @property
    def may_withdraw(self) -> bool:
        if self.draft.state == Draft.State.APPROVED:
            return self._may(Act.APPROVE) and not self._prepares
        return self.may_edit

    @property
    def may_sign(self) -> bool:
        return (
            self.hand is not None
            and self._may(Act.SIGN)
            and not self._prepares
            and self.draft.state in {Draft.State.APPROVED, Draft.State.SIGNED}
            and self.draft.signing_post == self.hand.post
        )

    @property
    def _prepares(self) -> bool:
        return self.hand is None or self.hand.prepares_only

    def _may(self, act: Act) -> bool:
        return self.hand is not None and self.hand.may(act)


def visible_draft(actor: Actor, draft_id: UUID) -> Draft:
    """The draft, if the actor may see its file. Raises NotFound."""
    found = (
        Draft.objects.select_related("file")
        .filter(pk=draft_id, file__in=File.objects.filter(files_seen_by(actor)))
        .first()
    )
    if found is None:
        raise NotFound(_("There is no such draft, or it is not yours to see."))
    return found


def draft_page(actor: Actor, draft_id: UUID) -> DraftPage:
    """The draft with all that belongs to it. Raises NotFound."""
    draft = visible_draft(actor, draft_id)
    holder = draft.file.movements.filter(closed_at__isnull=True).values_list("to_post", flat=True).first()
    issue = Issue.objects.select_related("paper", "key").filter(draft=draft).first()
    dispatches = issue.dispatches.prefetch_related("events").order_by("serial") if issue else []
    return DraftPage(
        draft=draft,
        versions=list(draft.versions.order_by("number")),
        issue=issue,
        dispatches=list(dispatches),
        hand=hands_of(actor).get(holder) if holder else None,
    )


def drafts_of(file: File) -> list[Draft]:
    """The drafts of a file that the caller has made sure may be seen, with the number of their newest version."""
    return list(
        file.drafts.annotate(version=Max("versions__number")).select_related("issue").order_by("number")
    )


def _all_words(version: DraftVersion) -> str:
    who = "\n".join(
        ", ".join(part for part in (each.name, each.designation, each.address) if part)
        for each in version.addressees.each
    )
    return f"{version.subject}\n{who}\n{version.text}"
