"""The correspondence side of a file: papers in the order in which they came, their pages numbered through."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sanjha.eoffice.models.file import File, Grading
from sanjha.eoffice.models.receipt import Receipt
from sanjha.eoffice.models.words import SignatoryField
from sanjha.kernel.models import BaseModel


class CorrespondenceItem(BaseModel):
    """One paper of the correspondence side. Serials and pages run without gaps; the store refuses changes."""

    class Kind(models.TextChoices):
        RECEIPT = "RECEIPT", _("Receipt")
        ISSUE = "ISSUE", _("Issue")
        REFERENCE = "REFERENCE", _("Reference")
        EXTRACT = "EXTRACT", _("Extract")

    file = models.ForeignKey(File, on_delete=models.PROTECT, related_name="correspondence")
    serial = models.PositiveIntegerField()
    kind = models.CharField(max_length=9, choices=Kind)
    title = models.CharField(max_length=300)
    paper_date = models.DateField(null=True)
    receipt = models.OneToOneField(Receipt, on_delete=models.PROTECT, null=True, related_name="in_file")
    page_from = models.PositiveIntegerField()
    page_to = models.PositiveIntegerField()
    blob = models.CharField(max_length=64, blank=True)
    media_type = models.CharField(max_length=60, blank=True)
    grading = models.SmallIntegerField(choices=Grading, default=Grading.NORMAL)
    added_by = SignatoryField()
    added_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["file", "serial"], name="correspondence_serial_once"),
            models.UniqueConstraint(fields=["file", "page_from"], name="correspondence_page_once"),
            models.CheckConstraint(condition=Q(page_to__gte=F("page_from")), name="correspondence_pages"),
        ]

    def __str__(self) -> str:
        return f"S.No. {self.serial} {self.kind}"


class Flag(BaseModel):
    """A flag on a paper: PUC for the paper under consideration, FR for newer receipts. The holder sets and takes it."""

    item = models.ForeignKey(CorrespondenceItem, on_delete=models.PROTECT, related_name="flags")
    label = models.CharField(max_length=12)
    set_by = SignatoryField()
    set_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["item", "label"], condition=Q(taken_at__isnull=True), name="flag_once"
            )
        ]

    def __str__(self) -> str:
        return self.label
