"""The file: what it is called, what it is about, and how it stands. Where it is, its open movement says."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sanjha.eoffice.models.words import SignatoryField
from sanjha.kernel.models import BaseModel


class Grading(models.IntegerChoices):
    """How secret a paper is; a reader's clearance must reach it."""

    NORMAL = 0, _("Normal")
    CONFIDENTIAL = 1, _("Confidential")
    SECRET = 2, _("Secret")
    TOP_SECRET = 3, _("Top secret")


class File(BaseModel):
    """A file of a branch. `computer_number` is the key for people, never used again; `number` what stands on the cover.

    `branch` is the office that opened it, `offices` that office and all above it: they decide who may look for it.
    A PART or VOLUME belongs to its `main` file and is the `sequence`th of its kind.
    """

    class Scheme(models.TextChoices):
        FUNCTIONAL = "FUNCTIONAL", _("Functional heads")
        SUBJECT = "SUBJECT", _("Subject heads")
        FREE = "FREE", _("Number given by hand")
        MIGRATED = "MIGRATED", _("Number of the paper file")

    class Kind(models.TextChoices):
        MAIN = "MAIN", _("Main file")
        PART = "PART", _("Part file")
        VOLUME = "VOLUME", _("Volume")

    class Medium(models.TextChoices):
        ELECTRONIC = "ELECTRONIC", _("Electronic")
        PAPER = "PAPER", _("Paper")

    class State(models.TextChoices):
        ACTIVE = "ACTIVE", _("Active")
        ATTACHED = "ATTACHED", _("Attached to another file")
        CLOSING = "CLOSING", _("Closing proposed")
        CLOSED = "CLOSED", _("Closed")
        MERGED = "MERGED", _("Merged into its main file")
        RECORDED = "RECORDED", _("In the record room")
        WEEDED = "WEEDED", _("Weeded")

    computer_number = models.BigIntegerField(unique=True)
    number = models.CharField(max_length=100, unique=True)
    scheme = models.CharField(max_length=10, choices=Scheme)
    kind = models.CharField(max_length=6, choices=Kind, default=Kind.MAIN)
    medium = models.CharField(max_length=10, choices=Medium, default=Medium.ELECTRONIC)
    state = models.CharField(max_length=10, choices=State, default=State.ACTIVE)
    grading = models.SmallIntegerField(choices=Grading, default=Grading.NORMAL)
    branch = models.CharField(max_length=30)
    offices = ArrayField(models.UUIDField())
    head = models.CharField(max_length=40, blank=True)
    serial = models.PositiveIntegerField(null=True)
    year = models.PositiveSmallIntegerField()
    subject = models.CharField(max_length=300)
    main = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="parts")
    sequence = models.PositiveSmallIntegerField(default=0)
    category = models.CharField(max_length=40, blank=True)
    opened_by = SignatoryField()
    opened_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["branch", "head", "year", "serial"],
                condition=Q(serial__isnull=False, kind="MAIN"),
                name="file_serial_once",
            ),
            models.UniqueConstraint(
                fields=["main", "kind", "sequence"], condition=Q(main__isnull=False), name="file_part_once"
            ),
            models.CheckConstraint(
                condition=Q(kind="MAIN", main__isnull=True, sequence=0)
                | ~Q(kind="MAIN") & Q(main__isnull=False, sequence__gte=1),
                name="file_part_has_its_main",
            ),
            models.CheckConstraint(condition=~Q(main=F("id")), name="file_not_its_own_part"),
        ]
        indexes: ClassVar = [
            GinIndex(fields=["offices"], name="file_by_offices"),
            models.Index(fields=["branch", "-opened_at"], name="file_by_branch"),
        ]

    def __str__(self) -> str:
        return self.number
