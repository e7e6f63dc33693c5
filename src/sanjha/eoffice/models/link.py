"""What binds files together, and how a file is closed, reopened, or taken over from paper."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sanjha.eoffice.models.file import File
from sanjha.eoffice.models.words import SignatoryField
from sanjha.kernel.models import BaseModel


class FileLink(BaseModel):
    """A file's tie to another. SEE_ALSO, PREVIOUS and LATER are references: both files go their own ways.

    An ATTACHED file travels inside the other until it is detached; a part that is MERGED_INTO its main file stays there.
    """

    class Kind(models.TextChoices):
        SEE_ALSO = "SEE_ALSO", _("See also")
        PREVIOUS = "PREVIOUS", _("Previous reference")
        LATER = "LATER", _("Later reference")
        ATTACHED = "ATTACHED", _("Attached to")
        MERGED_INTO = "MERGED_INTO", _("Merged into")

    file = models.ForeignKey(File, on_delete=models.PROTECT, related_name="links")
    to = models.ForeignKey(File, on_delete=models.PROTECT, related_name="linked_from")
    kind = models.CharField(max_length=11, choices=Kind)
    reason = models.CharField(max_length=500, blank=True)
    made_by = SignatoryField()
    made_at = models.DateTimeField()
    ended_by = SignatoryField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["file", "to", "kind"], condition=Q(ended_at__isnull=True), name="file_link_once"
            ),
            models.UniqueConstraint(
                fields=["file"],
                condition=Q(ended_at__isnull=True, kind__in=["ATTACHED", "MERGED_INTO"]),
                name="file_inside_one_other",
            ),
            models.CheckConstraint(condition=~Q(file=F("to")), name="file_link_to_another"),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by__isnull=True)
                | Q(ended_at__isnull=False, ended_by__isnull=False) & ~Q(kind="MERGED_INTO"),
                name="file_link_ended_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.kind


class FileClosing(BaseModel):
    """A proposal to close a file, or to reopen one, with its reason and what was decided."""

    class Kind(models.TextChoices):
        CLOSE = "CLOSE", _("Close")
        REOPEN = "REOPEN", _("Reopen")

    class Decision(models.TextChoices):
        APPROVED = "APPROVED", _("Approved")
        REFUSED = "REFUSED", _("Refused")

    file = models.ForeignKey(File, on_delete=models.PROTECT, related_name="closings")
    kind = models.CharField(max_length=6, choices=Kind)
    reason = models.CharField(max_length=500)
    proposed_by = SignatoryField()
    proposed_at = models.DateTimeField()
    decision = models.CharField(max_length=8, choices=Decision, blank=True)
    remarks = models.CharField(max_length=500, blank=True)
    decided_by = SignatoryField(null=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["file"], condition=Q(decision=""), name="one_closing_at_a_time"),
            models.CheckConstraint(
                condition=Q(decision="", decided_at__isnull=True, decided_by__isnull=True)
                | ~Q(decision="") & Q(decided_at__isnull=False, decided_by__isnull=False),
                name="file_closing_decided_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.decision}"


class PaperBundle(BaseModel):
    """A bundle of paper files taken over together. `counted` is how many lay on the shelf, `listed` how many the list named."""

    name = models.CharField(max_length=120)
    branch = models.CharField(max_length=30)
    offices = models.JSONField(default=list)
    counted = models.PositiveIntegerField()
    listed = models.PositiveIntegerField()
    refused = models.JSONField(default=list)
    """[line, number, why] of the lines that were not taken over."""
    made_by = SignatoryField()
    made_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["branch", "-made_at"], name="paper_bundle_by_branch")]

    def __str__(self) -> str:
        return self.name


class MigratedFile(BaseModel):
    """One paper file that was taken over: its scans, and the check of a second person where it is in the sample."""

    class Check(models.TextChoices):
        WAITING = "WAITING", _("To be checked")
        AGREES = "AGREES", _("Agrees with the paper")
        FAULTY = "FAULTY", _("Does not agree")

    bundle = models.ForeignKey(PaperBundle, on_delete=models.PROTECT, related_name="files")
    file = models.OneToOneField(File, on_delete=models.PROTECT, related_name="migrated")
    line = models.PositiveIntegerField()
    pages = models.PositiveIntegerField()
    pages_listed = models.PositiveIntegerField(null=True)
    check_state = models.CharField(max_length=8, choices=Check, blank=True)
    """Empty for a file outside the sample."""
    remarks = models.CharField(max_length=500, blank=True)
    checked_by = SignatoryField(null=True)
    checked_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["bundle", "line"], name="migrated_line_once"),
            models.CheckConstraint(
                condition=Q(check_state__in=["", "WAITING"], checked_at__isnull=True)
                | Q(check_state__in=["AGREES", "FAULTY"], checked_at__isnull=False),
                name="migrated_checked_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.line}"
