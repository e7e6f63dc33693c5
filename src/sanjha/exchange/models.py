"""Grants (who may call what, why, until when) and readings (who read whose facts)."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from sanjha.kernel.models import BaseModel


class Grant(BaseModel):
    """The owner's permission that a consumer calls an operation for a purpose. Ended, never deleted."""

    consumer = models.CharField(max_length=60)
    operation = models.CharField(max_length=100)
    purpose = models.CharField(max_length=60)
    legal_basis = models.CharField(max_length=300)
    from_date = models.DateField()
    until_date = models.DateField(null=True)
    granted_by = models.CharField(max_length=120)
    granted_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["consumer", "operation", "purpose", "from_date"], name="grant_once"),
            models.CheckConstraint(
                condition=Q(until_date__isnull=True) | Q(until_date__gte=F("from_date")), name="grant_dates_in_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.consumer} may call {self.operation} for {self.purpose}"


class Reading(BaseModel):
    """One look at facts of persons: append-only."""

    at = models.DateTimeField()
    operation = models.CharField(max_length=100)
    facts = models.JSONField()
    consumer = models.CharField(max_length=60)
    purpose = models.CharField(max_length=60)
    case = models.CharField(max_length=120, blank=True)
    reader = models.CharField(max_length=120)
    subject = models.UUIDField()
    request_id = models.CharField(max_length=80, blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["subject", "-at"], name="reading_by_subject"),
            models.Index(fields=["reader", "-at"], name="reading_by_reader"),
        ]

    def __str__(self) -> str:
        return f"{self.reader} read {self.operation} for {self.purpose}"
