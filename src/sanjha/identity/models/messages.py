"""Short messages: those sent, and the phones of the demonstration."""

from typing import ClassVar

from django.db import models

from sanjha.kernel.models import BaseModel


class OutgoingSms(BaseModel):
    """A message on its way to a phone. Its text lies encrypted until it is sent, then it is erased."""

    class State(models.TextChoices):
        QUEUED = "QUEUED"
        SENDING = "SENDING"
        SENT = "SENT"
        REFUSED = "REFUSED"

    mobile = models.CharField(max_length=10)
    template = models.CharField(max_length=60)
    language = models.CharField(max_length=2)
    sealed_text = models.TextField(blank=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    queued_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    gateway_reference = models.CharField(max_length=100, blank=True)
    last_error = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["mobile", "-queued_at"], name="outgoing_sms_by_mobile")]

    def __str__(self) -> str:
        return f"message {self.id} ({self.state})"


class PhoneMessage(BaseModel):
    """A message as it arrived on a phone of the demonstration."""

    mobile = models.CharField(max_length=10)
    text = models.TextField()
    language = models.CharField(max_length=2)
    arrived_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["mobile", "-arrived_at"], name="phone_message_by_mobile")]

    def __str__(self) -> str:
        return f"message on the phone {self.mobile}"
