"""Where files and receipts are and were. A file or a receipt has one open movement: it is with one post."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sanjha.eoffice.models.file import File
from sanjha.eoffice.models.receipt import Receipt
from sanjha.eoffice.models.words import SignatoryField, WordsField
from sanjha.kernel.models import BaseModel


class Priority(models.IntegerChoices):
    """How urgent; the state's manual knows three, the legislature has its own covers."""

    ORDINARY = 0, _("Ordinary")
    PRIORITY = 1, _("Priority")
    IMMEDIATE = 2, _("Immediate")
    ASSEMBLY = 3, _("Vidhan Sabha")
    COURT = 4, _("Court")


class Movement(BaseModel):
    """One stay of a file or a receipt with a post: sent, read, and sent on. The open one is an entry of a tray.

    The store lets only `read_at`, `closed_at`, `wake_on`, `priority` and `due_date` change, and each moment once; movements of
    one object form a path, numbered without gaps. `after_note` is the last note's number when it was sent.
    """

    class Kind(models.TextChoices):
        OPENED = "OPENED", _("Opened")
        SENT = "SENT", _("Sent")
        RETURNED = "RETURNED", _("Returned")
        PULLED_BACK = "PULLED_BACK", _("Pulled back")
        PULLED_UP = "PULLED_UP", _("Pulled up")
        PARKED = "PARKED", _("Parked")
        WOKEN = "WOKEN", _("Taken up again")
        TRANSFERRED = "TRANSFERRED", _("Transferred with the charge")
        ATTACHED = "ATTACHED", _("Attached")
        DETACHED = "DETACHED", _("Detached")
        CLOSED = "CLOSED", _("Closed")
        REOPENED = "REOPENED", _("Reopened")
        MERGED = "MERGED", _("Merged")
        RECORDED = "RECORDED", _("Sent to the record room")

    AT_REST = (Kind.ATTACHED, Kind.CLOSED, Kind.MERGED, Kind.RECORDED)
    """A file that stays so lies in no tray: it is closed, or travels inside another."""

    file = models.ForeignKey(File, on_delete=models.PROTECT, null=True, related_name="movements")
    receipt = models.ForeignKey(Receipt, on_delete=models.PROTECT, null=True, related_name="movements")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=12, choices=Kind)
    from_post = models.UUIDField(null=True)
    to_post = models.UUIDField()
    to_title = WordsField()
    sender = SignatoryField()
    remarks = models.CharField(max_length=500, blank=True)
    priority = models.SmallIntegerField(choices=Priority, default=Priority.ORDINARY)
    due_date = models.DateField(null=True)
    wake_on = models.DateField(null=True)
    after_note = models.PositiveIntegerField(default=0)
    sent_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(file__isnull=False, receipt__isnull=True)
                | Q(file__isnull=True, receipt__isnull=False),
                name="movement_of_one_object",
            ),
            models.UniqueConstraint(
                fields=["file"], condition=Q(closed_at__isnull=True), name="file_with_one_post"
            ),
            models.UniqueConstraint(
                fields=["receipt"], condition=Q(closed_at__isnull=True), name="receipt_with_one_post"
            ),
            models.UniqueConstraint(fields=["file", "number"], name="file_movement_once"),
            models.UniqueConstraint(fields=["receipt", "number"], name="receipt_movement_once"),
            models.CheckConstraint(
                condition=(Q(read_at__isnull=True) | Q(read_at__gte=F("sent_at")))
                & (Q(closed_at__isnull=True) | Q(closed_at__gte=F("sent_at")))
                & (Q(closed_at__isnull=True) | Q(read_at__isnull=True) | Q(closed_at__gte=F("read_at"))),
                name="movement_in_order",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["to_post", "-priority", "due_date", "sent_at"],
                name="movement_tray",
                condition=Q(closed_at__isnull=True),
            ),
            models.Index(fields=["from_post", "-sent_at"], name="movement_sent"),
            models.Index(fields=["to_post", "-sent_at"], name="movement_to"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} #{self.number}"
