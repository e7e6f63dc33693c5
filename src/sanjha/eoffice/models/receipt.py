"""Dak that was diarised: a receipt with its diary number, its sender and its scan."""

from typing import ClassVar

import msgspec
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sanjha.eoffice.models.file import Grading
from sanjha.eoffice.models.words import SignatoryField, StructField
from sanjha.kernel.models import BaseModel


class Sender(msgspec.Struct, frozen=True, omit_defaults=True):
    """Who wrote: a person or an office, as the letter says it."""

    name: str
    designation: str = ""
    organisation: str = ""
    address: str = ""
    email: str = ""
    mobile: str = ""


class SenderField(StructField):
    """The sender of a letter."""

    kind = Sender


class Receipt(BaseModel):
    """One letter. Its number runs without gaps in each registry or branch and calendar year.

    `original` is set on an information copy. `alike` is what letters from one sender with one number share: a second one
    is pointed out as a possible duplicate.
    """

    class Mode(models.TextChoices):
        HAND = "HAND", _("By hand")
        POST = "POST", _("By post")
        EMAIL = "EMAIL", _("By e-mail")
        OFFICE = "OFFICE", _("From an office on this system")
        COUNTER = "COUNTER", _("From a Sewa Kendra")

    class State(models.TextChoices):
        WITH_POST = "WITH_POST", _("With a post")
        IN_FILE = "IN_FILE", _("In a file")
        CLOSED = "CLOSED", _("Closed")

    number = models.CharField(max_length=60, unique=True)
    branch = models.CharField(max_length=30)
    offices = ArrayField(models.UUIDField())
    state = models.CharField(max_length=9, choices=State, default=State.WITH_POST)
    sender = SenderField()
    subject = models.CharField(max_length=300)
    letter_number = models.CharField(max_length=80, blank=True)
    letter_date = models.DateField(null=True)
    received_on = models.DateField()
    mode = models.CharField(max_length=8, choices=Mode)
    language = models.CharField(max_length=2)
    grading = models.SmallIntegerField(choices=Grading, default=Grading.NORMAL)
    details = models.JSONField(default=dict)
    """What else the diary keeps: category, enclosures, VIP, remarks, follow-up."""
    alike = models.CharField(max_length=64, blank=True)
    original = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="copies")
    diarised_by = SignatoryField()
    diarised_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state="CLOSED", closed_at__isnull=False)
                | ~Q(state="CLOSED") & Q(closed_at__isnull=True),
                name="receipt_closed_when_over",
            )
        ]
        indexes: ClassVar = [
            GinIndex(fields=["offices"], name="receipt_by_offices"),
            models.Index(fields=["branch", "-diarised_at"], name="receipt_by_branch"),
            models.Index(fields=["alike"], name="receipt_alike", condition=~Q(alike="")),
        ]

    def __str__(self) -> str:
        return self.number


class Scan(BaseModel):
    """A scan or upload of a receipt: the bytes by their hash, how many pages, and their text where it could be read."""

    receipt = models.ForeignKey(Receipt, on_delete=models.PROTECT, related_name="scans")
    position = models.PositiveSmallIntegerField()
    blob = models.CharField(max_length=64)
    media_type = models.CharField(max_length=60)
    name = models.CharField(max_length=150)
    size = models.PositiveIntegerField()
    pages = models.PositiveIntegerField()
    text = models.TextField(blank=True)
    text_from = models.CharField(max_length=10, blank=True)
    """Where the text was got: PDF, OCR, MAIL; empty while there is none."""

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["receipt", "position"], name="scan_position_once")
        ]

    def __str__(self) -> str:
        return self.name
