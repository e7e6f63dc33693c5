"""The note sheet. A note is a working draft (yellow), confirmed (green), then sealed with the act that sends the file on."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from sanjha.eoffice.models.file import File
from sanjha.eoffice.models.words import SignatoryField
from sanjha.kernel.models import BaseModel


class SigningKey(BaseModel):
    """An officer's key. Its private half is in a key file of this house, in a token, or with the officer, never here."""

    class Source(models.TextChoices):
        SOFTWARE = "SOFTWARE", _("Key file of this house")
        TOKEN = "TOKEN", _("Token")

    officer = models.UUIDField()
    source = models.CharField(max_length=8, choices=Source)
    public_key = models.TextField()
    registered_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["officer"], condition=Q(ended_at__isnull=True), name="signing_key_one_an_officer"
            )
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.id}"


class Note(BaseModel):
    """One note. Sealed, it has its number in the file, and the store refuses every change.

    `body` is HTML of few elements (`markup`), `text` its words; `body_hash` the Merkle root over its paragraphs, each with a
    salt made from `salt`, so that one paragraph can be proved or blacked out without the others. `sealed_text` is the
    exact text that was signed: it holds `body_hash`, author, time and the previous note's `hash`; `hash` is its SHA-256.
    """

    class Kind(models.TextChoices):
        NOTE = "NOTE", _("Note")
        MINUTE = "MINUTE", _("Minute")
        DOCKET = "DOCKET", _("Docket")
        MIGRATED = "MIGRATED", _("Notes of the paper file")

    class State(models.TextChoices):
        YELLOW = "YELLOW", _("Yellow")
        GREEN = "GREEN", _("Green, not yet sent")
        SEALED = "SEALED", _("Sealed")
        DISCARDED = "DISCARDED", _("Discarded")

    file = models.ForeignKey(File, on_delete=models.PROTECT, related_name="notes")
    number = models.PositiveIntegerField(null=True)
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.NOTE)
    state = models.CharField(max_length=9, choices=State)
    language = models.CharField(max_length=2)
    body = models.TextField()
    text = models.TextField()
    author = SignatoryField()
    written_at = models.DateTimeField()
    sealed_at = models.DateTimeField(null=True)
    salt = models.BinaryField()
    body_hash = models.CharField(max_length=64, blank=True)
    sealed_text = models.TextField(blank=True)
    hash = models.CharField(max_length=64, blank=True)
    signature = models.BinaryField(default=b"")
    key = models.ForeignKey(SigningKey, on_delete=models.PROTECT, null=True, related_name="notes")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["file", "number"], name="note_number_once"),
            models.UniqueConstraint(
                fields=["file"], condition=Q(state__in=["YELLOW", "GREEN"]), name="one_unsealed_note_a_file"
            ),
            models.CheckConstraint(
                condition=Q(state="SEALED", number__isnull=False, sealed_at__isnull=False)
                & ~Q(hash="")
                & ~Q(sealed_text="")
                | ~Q(state="SEALED") & Q(number__isnull=True, sealed_at__isnull=True),
                name="note_sealed_whole",
            ),
            models.CheckConstraint(
                condition=~Q(state="SEALED") | Q(kind__in=["DOCKET", "MIGRATED"]) | Q(key__isnull=False),
                name="note_sealed_with_a_key",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.number or '-'} {self.state}"

    @property
    def markup(self) -> SafeString:
        """The body for a page: it holds nothing but what a note may be made of since it was written."""
        return mark_safe(self.body)  # noqa: S308 cleaned by markup.cleaned before it is kept
