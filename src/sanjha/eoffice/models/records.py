"""The record room: how long files are kept, who has them out, what must not be weeded, and what was."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sanjha.eoffice.models.file import File
from sanjha.eoffice.models.words import SignatoryField, WordsField
from sanjha.kernel.models import BaseModel


class RecordClass(models.TextChoices):
    """The classes of the manual: A and B are for ever, C for a limited time."""

    A = "A", _("A: kept for ever, precious")
    B = "B", _("B: kept for ever")
    C = "C", _("C: kept for some years")


class RetentionRule(BaseModel):
    """How long a department keeps a class of files. Without a confirmed source it is a draft.

    `keep_years` is null for what is kept for ever; `review_years` says when somebody looks at it again.
    """

    department = models.CharField(max_length=12, blank=True)
    """Empty for the rule of all departments that have none of their own."""
    record_class = models.CharField(max_length=1, choices=RecordClass)
    title = WordsField()
    keep_years = models.PositiveSmallIntegerField(null=True)
    review_years = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=200, blank=True)
    is_draft = models.BooleanField(default=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["department", "record_class"], name="retention_rule_once"),
            models.CheckConstraint(
                condition=Q(keep_years__isnull=True) | Q(record_class="C"), name="only_class_c_ends"
            ),
            models.CheckConstraint(condition=Q(is_draft=True) | ~Q(source=""), name="retention_rule_sourced"),
        ]

    def __str__(self) -> str:
        return f"{self.department} {self.record_class}"


class RecordEntry(BaseModel):
    """A closed file in the record room, with its class. `destroy_on` is null for what is kept for ever."""

    file = models.OneToOneField(File, on_delete=models.PROTECT, related_name="record")
    record_class = models.CharField(max_length=1, choices=RecordClass)
    rule = models.ForeignKey(RetentionRule, on_delete=models.PROTECT, related_name="entries")
    location = models.CharField(max_length=120, blank=True)
    recorded_on = models.DateField()
    review_on = models.DateField()
    destroy_on = models.DateField(null=True)
    recorded_by = SignatoryField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(destroy_on__isnull=True) | Q(record_class="C"),
                name="record_for_ever_not_destroyed",
            ),
            models.CheckConstraint(condition=Q(review_on__gt=F("recorded_on")), name="record_reviewed_later"),
        ]
        indexes: ClassVar = [models.Index(fields=["review_on"], name="record_review")]

    def __str__(self) -> str:
        return f"{self.record_class} {self.review_on}"


class RecordReview(BaseModel):
    """What a review decided: keep until the next review, or put on a weeding list."""

    class Outcome(models.TextChoices):
        KEEP = "KEEP", _("Keep")
        WEED = "WEED", _("Weed")

    entry = models.ForeignKey(RecordEntry, on_delete=models.PROTECT, related_name="reviews")
    outcome = models.CharField(max_length=4, choices=Outcome)
    remarks = models.CharField(max_length=500)
    next_review_on = models.DateField(null=True)
    reviewed_by = SignatoryField()
    reviewed_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(outcome="WEED") | Q(next_review_on__isnull=False), name="kept_until_next_review"
            )
        ]

    def __str__(self) -> str:
        return self.outcome


class LegalHold(BaseModel):
    """While it stands nothing of the file is weeded."""

    class Ground(models.TextChoices):
        COURT = "COURT", _("Court case")
        RTI = "RTI", _("Request for information")
        AUDIT = "AUDIT", _("Audit")

    file = models.ForeignKey(File, on_delete=models.PROTECT, related_name="holds")
    ground = models.CharField(max_length=5, choices=Ground)
    reference = models.CharField(max_length=200)
    placed_by = SignatoryField()
    placed_at = models.DateTimeField()
    lifted_by = SignatoryField(null=True)
    lifted_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["file", "ground", "reference"],
                condition=Q(lifted_at__isnull=True),
                name="legal_hold_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.ground} {self.reference}"


class Requisition(BaseModel):
    """A slip with which a desk asks for a recorded file to read. Issued, it stands on the need-to-know list until returned."""

    file = models.ForeignKey(File, on_delete=models.PROTECT, related_name="requisitions")
    post = models.UUIDField()
    purpose = models.CharField(max_length=500)
    asked_by = SignatoryField()
    asked_at = models.DateTimeField()
    until = models.DateField()
    is_issued = models.BooleanField(null=True)
    """Null while nobody has decided."""
    remarks = models.CharField(max_length=500, blank=True)
    decided_by = SignatoryField(null=True)
    decided_at = models.DateTimeField(null=True)
    returned_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["file", "post"],
                condition=Q(returned_at__isnull=True) & (Q(is_issued__isnull=True) | Q(is_issued=True)),
                name="requisition_once",
            ),
            models.CheckConstraint(
                condition=Q(returned_at__isnull=True) | Q(is_issued=True), name="returned_what_was_issued"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.file_id} {self.until}"
