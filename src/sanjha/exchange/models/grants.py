"""Grants (who may call what, why, until when), purposes by name, and readings (who read whose facts)."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.db.models import F, Q

from sanjha.kernel.models import BaseModel
from sanjha.kernel.text import Text


class Grant(BaseModel):
    """The owner's permission that a consumer calls an operation for a purpose. Ended, never deleted.

    `facts` are those that may be given out, all of the operation's when null; `per_minute` are the calls in one minute
    that are answered, without a limit when null.
    """

    consumer = models.CharField(max_length=60)
    operation = models.CharField(max_length=100)
    purpose = models.CharField(max_length=60)
    legal_basis = models.CharField(max_length=300)
    from_date = models.DateField()
    until_date = models.DateField(null=True)
    granted_by = models.CharField(max_length=120)
    granted_at = models.DateTimeField()
    ended_by = models.CharField(max_length=120, blank=True)
    ended_at = models.DateTimeField(null=True)
    facts = models.JSONField(null=True)
    per_minute = models.PositiveIntegerField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["consumer", "operation", "purpose", "from_date"],
                condition=Q(ended_at__isnull=True),
                name="grant_once",
            ),
            models.CheckConstraint(
                condition=Q(until_date__isnull=True) | Q(until_date__gte=F("from_date")),
                name="grant_dates_in_order",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by="") | Q(ended_at__isnull=False) & ~Q(ended_by=""),
                name="grant_ended_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.consumer} may call {self.operation} for {self.purpose}"


class NamedPurpose(models.Model):
    """What a purpose is called, so that a citizen understands why facts were read."""

    code = models.CharField(max_length=60, primary_key=True)
    name_en = models.CharField(max_length=200)
    name_pa = models.CharField(max_length=200)
    name_hi = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return self.code

    @property
    def name(self) -> Text:
        return Text(self.name_en, self.name_pa, self.name_hi)


class Reading(BaseModel):
    """One look at facts of a person: append-only. `posts` are those that the reader held at that moment."""

    at = models.DateTimeField()
    operation = models.CharField(max_length=100)
    facts = models.JSONField()
    consumer = models.CharField(max_length=60)
    purpose = models.CharField(max_length=60)
    case = models.CharField(max_length=120, blank=True)
    reader = models.CharField(max_length=120)
    posts = ArrayField(models.UUIDField(), default=list)
    subject = models.UUIDField()
    request_id = models.CharField(max_length=80, blank=True)
    digest = models.CharField(max_length=64, default="", db_default="", editable=False)
    """Of all else, made by the store at the insert (`kernel.audit_batches`)."""

    class Meta:
        # Ids are made in the order of time, so they serve as the order of a page too.
        indexes: ClassVar = [
            models.Index(fields=["subject", "-id"], name="reading_of_subject"),
            models.Index(fields=["reader", "-id"], name="reading_by_whom"),
            BrinIndex(fields=["at"], name="reading_by_time"),
        ]

    def __str__(self) -> str:
        return f"{self.reader} read {self.operation} for {self.purpose}"


class StandsFor(models.Model):
    """For whom an entry of the register of residents stands since it was merged: `kept`, itself when null."""

    subject = models.UUIDField(primary_key=True)
    kept = models.UUIDField(null=True, db_index=True)
    since = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.subject} stands for {self.kept or 'itself'}"
