"""What a consumer asks for and its owner answers."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sanjha.exchange.models.grants import Grant
from sanjha.kernel.models import BaseModel


class AccessRequest(BaseModel):
    """A consumer's wish to read facts; agreed, it has a grant."""

    class State(models.TextChoices):
        ASKED = "ASKED", _("Waits for an answer")
        AGREED = "AGREED", _("Agreed")
        REFUSED = "REFUSED", _("Refused")

    consumer = models.CharField(max_length=60)
    operation = models.CharField(max_length=100)
    purpose = models.CharField(max_length=60)
    legal_basis = models.CharField(max_length=300)
    facts = models.JSONField()
    from_date = models.DateField()
    until_date = models.DateField()
    per_minute = models.PositiveIntegerField()
    asked_by = models.CharField(max_length=120)
    asked_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.ASKED)
    decided_by = models.CharField(max_length=120, blank=True)
    decided_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=300, blank=True)
    grant = models.OneToOneField(Grant, null=True, on_delete=models.PROTECT, related_name="request")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["consumer", "-id"], name="request_of_consumer")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["consumer", "operation", "purpose"],
                condition=Q(state="ASKED"),
                name="request_once_open",
            ),
            models.CheckConstraint(
                condition=Q(until_date__gte=F("from_date")), name="request_dates_in_order"
            ),
            models.CheckConstraint(
                condition=Q(state="AGREED", grant__isnull=False) | ~Q(state="AGREED") & Q(grant__isnull=True),
                name="request_agreed_has_a_grant",
            ),
            models.CheckConstraint(
                condition=~Q(state="REFUSED") | ~Q(reason=""), name="request_refused_for_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.consumer} asks for {self.operation} for {self.purpose}"
