"""Look-ups that stand out, until the data-protection officer has closed them with a finding."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sanjha.kernel.models import BaseModel


class Why(models.TextChoices):
    """Why a look-up stands out."""

    NO_CASE = "NO_CASE", _("Without an open case")
    MANY = "MANY", _("Far more people than colleagues look up")
    OUTSIDE = "OUTSIDE", _("Outside the officer's area")
    SELF = "SELF", _("The officer's own entry")
    COLLEAGUE = "COLLEAGUE", _("A colleague of the office")


class Finding(models.TextChoices):
    """What the data-protection officer found."""

    OPEN = "", _("Not closed yet")
    IN_ORDER = "IN_ORDER", _("In order")
    WARNED = "WARNED", _("Officer warned")
    REPORTED = "REPORTED", _("Reported to the head of department")


class Conspicuous(BaseModel):
    """What one officer looked up on one day and why it stands out; `subject` is empty where many people are meant.

    `subjects` are how many people, `times` how many look-ups. The officer is asked, answers, and the row is closed.
    """

    why = models.CharField(max_length=10, choices=Why.choices)
    officer = models.UUIDField()
    posts = ArrayField(models.UUIDField(), default=list)
    day = models.DateField()
    subject = models.UUIDField(null=True)
    subjects = models.PositiveIntegerField(default=1)
    times = models.PositiveIntegerField()
    purpose = models.CharField(max_length=60, blank=True)
    case = models.CharField(max_length=120, blank=True)
    found_at = models.DateTimeField()
    question = models.CharField(max_length=500, blank=True)
    asked_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=1000, blank=True)
    answered_at = models.DateTimeField(null=True)
    finding = models.CharField(max_length=8, choices=Finding.choices, blank=True)
    note = models.CharField(max_length=500, blank=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["officer", "day", "why", "subject"], nulls_distinct=False, name="conspicuous_once"
            ),
            models.CheckConstraint(
                condition=Q(finding="", closed_at__isnull=True)
                | ~Q(finding="") & Q(closed_at__isnull=False) & ~Q(closed_by=""),
                name="conspicuous_closed_with_a_finding",
            ),
            models.CheckConstraint(
                condition=Q(answer="") | Q(asked_at__isnull=False), name="conspicuous_asked_before_answered"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["-day", "id"], name="conspicuous_open", condition=Q(finding="")),
            models.Index(fields=["officer", "-day"], name="conspicuous_of_officer"),
        ]

    def __str__(self) -> str:
        return f"{self.why} {self.officer} {self.day}"

    @property
    def is_open(self) -> bool:
        return self.finding == Finding.OPEN

    @property
    def waits_for_answer(self) -> bool:
        return self.is_open and self.asked_at is not None and self.answered_at is None
