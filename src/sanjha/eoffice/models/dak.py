"""What surrounds a receipt: letters that came by e-mail, what the sender is told, and what somebody wants to be reminded of."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sanjha.eoffice.models.receipt import Receipt, SenderField
from sanjha.eoffice.models.words import SignatoryField
from sanjha.kernel.models import BaseModel


class IncomingMail(BaseModel):
    """A letter that came by e-mail and waits to be diarised. `message_id` (RFC 5322, 3.6.4) keeps it from coming twice.

    `raw` is the blob of the message as it came; `attachments` what was kept of it: name, media type, blob, size, pages, and
    in `refused` why one was not.
    """

    class State(models.TextChoices):
        WAITING = "WAITING", _("Waits to be diarised")
        DIARISED = "DIARISED", _("Diarised")
        SET_ASIDE = "SET_ASIDE", _("Set aside")

    message_id = models.CharField(max_length=250)
    branch = models.CharField(max_length=30)
    state = models.CharField(max_length=9, choices=State, default=State.WAITING)
    sender = SenderField()
    subject = models.CharField(max_length=300)
    sent_on = models.DateField()
    text = models.TextField(blank=True)
    raw = models.CharField(max_length=64)
    attachments = models.JSONField(default=list)
    came_at = models.DateTimeField()
    receipt = models.OneToOneField(Receipt, on_delete=models.PROTECT, null=True, related_name="mail")
    settled_by = SignatoryField(null=True)
    settled_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["branch", "message_id"], name="incoming_mail_once"),
            models.CheckConstraint(
                condition=Q(state="DIARISED", receipt__isnull=False)
                | ~Q(state="DIARISED") & Q(receipt__isnull=True),
                name="incoming_mail_diarised_with_a_receipt",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["branch", "came_at"], name="incoming_mail_waiting", condition=Q(state="WAITING")
            )
        ]

    def __str__(self) -> str:
        return self.subject


class Acknowledgement(BaseModel):
    """What the sender is told: that the letter came, and its diary number. By e-mail and by SMS where the letter names them."""

    class Way(models.TextChoices):
        EMAIL = "EMAIL", _("By e-mail")
        SMS = "SMS", _("By SMS")
        LETTER = "LETTER", _("By letter")

    receipt = models.ForeignKey(Receipt, on_delete=models.PROTECT, related_name="acknowledgements")
    way = models.CharField(max_length=6, choices=Way)
    address = models.CharField(max_length=250, blank=True)
    asked_by = SignatoryField()
    asked_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    failure = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["receipt", "way"], name="acknowledgement_once_a_way"),
            models.CheckConstraint(
                condition=Q(way="LETTER") | ~Q(address=""), name="acknowledgement_with_an_address"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.way} {self.address}"


class FollowUp(BaseModel):
    """A reminder of one desk: what is expected of this receipt, by when."""

    receipt = models.ForeignKey(Receipt, on_delete=models.PROTECT, related_name="follow_ups")
    post = models.UUIDField()
    due_on = models.DateField()
    words = models.CharField(max_length=300)
    set_by = SignatoryField()
    set_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(done_at__isnull=True) | Q(done_at__gte=F("set_at")), name="follow_up_in_order"
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["post", "due_on"], name="follow_up_open", condition=Q(done_at__isnull=True))
        ]

    def __str__(self) -> str:
        return f"{self.due_on} {self.words}"
