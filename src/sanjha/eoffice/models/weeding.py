"""What leaves the record room: lists of files to be weeded, and archives of other houses taken in."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from sanjha.eoffice.models.file import File
from sanjha.eoffice.models.words import SignatoryField
from sanjha.kernel.models import BaseModel


class WeedingList(BaseModel):
    """Files that are to be weeded together, drawn by the branch and approved by the records officer."""

    number = models.CharField(max_length=60, unique=True)
    department = models.CharField(max_length=12)
    offices = models.JSONField(default=list)
    drawn_by = SignatoryField()
    drawn_at = models.DateTimeField()
    approved_by = SignatoryField(null=True)
    approved_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.number


class WeedingEntry(BaseModel):
    """One file of a weeding list; once weeded, the tombstone that stays: numbers and hashes of notes and papers."""

    weeding = models.ForeignKey(WeedingList, on_delete=models.PROTECT, related_name="entries")
    file = models.ForeignKey(File, on_delete=models.PROTECT, related_name="weedings")
    reason = models.CharField(max_length=500)
    tombstone = models.JSONField(default=dict)
    weeded_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["weeding", "file"], name="weeding_entry_once"),
            models.UniqueConstraint(
                fields=["file"], condition=Q(weeded_at__isnull=False), name="weeded_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.file_id}"


class ImportedArchive(BaseModel):
    """A file of another house, kept as it came: its package's members by their hashes. Read only."""

    number = models.CharField(max_length=100)
    subject = models.CharField(max_length=300)
    key = models.CharField(max_length=64)
    """The fingerprint of the key that signed the package."""
    digest = models.CharField(max_length=64, unique=True)
    manifest = models.JSONField()
    members = models.JSONField()
    imported_by = models.CharField(max_length=120)
    imported_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.number
