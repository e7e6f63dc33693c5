"""The life of a file beyond its notes: what it is bound to, how it ends. And lists of what waits for a decision."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from sanjha.eoffice import ledger
from sanjha.eoffice.models import Act, File, FileClosing, FileLink, MigratedFile, Movement, PaperBundle
from sanjha.eoffice.queries.access import files_seen_by, visible_file
from sanjha.eoffice.queries.hands import Hand, hands_of
from sanjha.kernel.actors import Actor
from sanjha.kernel.errors import DomainError, NotFound

MOST = 200


@dataclass(frozen=True)
class FileLife:
    """`links` lead from the file to others, `inward` from others to it; those that the reader may not see are left out."""

    file: File
    now: Movement
    hands: Mapping[UUID, Hand]
    parts: list[File]
    links: list[FileLink]
    inward: list[FileLink]
    closings: list[FileClosing]
    migrated: MigratedFile | None

    @property
    def is_here(self) -> bool:
        """Whether the file lies at one of the reader's desks."""
        return self.now.to_post in self.hands

    @property
    def proposal(self) -> FileClosing | None:
        """What waits for a decision."""
        return next((closing for closing in self.closings if not closing.decision), None)

    def desk(self, act: Act | None = None) -> Hand | None:
        """At which desk the reader acts on the file: where it lies, else in its branch, else any; one with the power first."""
        ranked = sorted(
            self.hands.values(),
            key=lambda hand: (
                act is not None and not hand.may(act),
                hand.post != self.now.to_post,
                hand.office_code != self.file.branch,
            ),
        )
        return ranked[0] if ranked else None

    def may(self, act: Act) -> bool:
        hand = self.desk(act)
        return hand is not None and hand.may(act) and not hand.prepares_only


def file_life(actor: Actor, file_id: UUID) -> FileLife:
    """The life of a file. Raises NotFound for a file that the actor may not see."""
    file = visible_file(actor, file_id)
    seen = File.objects.filter(files_seen_by(actor))
    main = file.main_id or file.pk
    return FileLife(
        file=file,
        now=ledger.open_movement(file.pk),
        hands=hands_of(actor),
        parts=list(seen.filter(Q(main=main) | Q(pk=main)).exclude(pk=file.pk).order_by("kind", "sequence")),
        links=list(
            FileLink.objects.filter(file=file, ended_at__isnull=True, to__in=seen).select_related("to")
        ),
        inward=list(
            FileLink.objects.filter(to=file, ended_at__isnull=True, file__in=seen).select_related("file")
        ),
        closings=list(FileClosing.objects.filter(file=file).order_by("-proposed_at")),
        migrated=MigratedFile.objects.filter(file=file).select_related("bundle").first(),
    )


def file_by_number(actor: Actor, number: str) -> File:
    """The file of that number, or computer number, if the actor may see it. Raises DomainError."""
    wanted = Q(number=number.strip())
    if number.strip().isdecimal() and len(number.strip()) < 16:
        wanted |= Q(computer_number=int(number))
    found = File.objects.filter(files_seen_by(actor)).filter(wanted).first()
    if found is None:
        raise DomainError(
            _("There is no file of this number that you may see."), code="unknown-file", field="number"
        )
    return found


def closings_for(actor: Actor) -> list[FileClosing]:
    """Proposals that wait for a decision of the actor, the oldest first."""
    offices = [hand.office for hand in hands_of(actor).values() if hand.may(Act.APPROVE_CLOSE)]
    if not offices:
        return []
    seen = File.objects.filter(files_seen_by(actor), offices__overlap=offices)
    return list(
        FileClosing.objects.filter(decision="", file__in=seen)
        .exclude(proposed_by__officer=str(actor.person))
        .select_related("file")
        .order_by("proposed_at")[:MOST]
    )


def paper_bundles(actor: Actor) -> list[PaperBundle]:
    """The bundles of paper that the actor's branches took over, the newest first."""
    branches = {hand.office_code for hand in hands_of(actor).values() if hand.may(Act.OPEN_FILE)}
    return list(PaperBundle.objects.filter(branch__in=branches).order_by("-made_at")[:MOST])


@dataclass(frozen=True)
class Reconciled:
    """A bundle beside what was taken over: files and pages that were counted, listed and scanned, and the sample's checks."""

    bundle: PaperBundle
    files: list[MigratedFile]

    @property
    def sample(self) -> list[MigratedFile]:
        return [entry for entry in self.files if entry.check_state]

    @property
    def checked(self) -> int:
        return sum(entry.checked_at is not None for entry in self.sample)

    @property
    def faulty(self) -> int:
        return sum(entry.check_state == MigratedFile.Check.FAULTY for entry in self.sample)

    @property
    def not_listed(self) -> int:
        """Paper files on the shelf that are in no list; below zero where the list names more than were counted."""
        return self.bundle.counted - self.bundle.listed

    @property
    def pages(self) -> int:
        return sum(entry.pages for entry in self.files)

    @property
    def other_pages(self) -> list[MigratedFile]:
        """Files whose scan has not as many pages as their cover says."""
        return [entry for entry in self.files if entry.pages_listed not in {None, entry.pages}]

    @property
    def agrees(self) -> bool:
        """Whether every counted file was taken over, with as many pages as listed, and the sample found no fault."""
        return (
            self.bundle.counted == len(self.files)
            and not self.other_pages
            and self.checked == len(self.sample)
            and not self.faulty
        )


def reconciled(actor: Actor, bundle_id: UUID) -> Reconciled:
    """One bundle with its files. Raises NotFound for a bundle of another branch."""
    bundle = next((found for found in paper_bundles(actor) if found.pk == bundle_id), None)
    if bundle is None:
        raise NotFound(_("There is no such bundle, or it is another branch's."))
    return Reconciled(bundle, list(bundle.files.select_related("file").order_by("line")))
