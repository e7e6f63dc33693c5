"""Two entries that may be one person: found by the house, decided by an officer."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sanjha.kernel.models import BaseModel
from sanjha.people.models.residents import Resident


class Verdict(models.TextChoices):
    OPEN = "", _("To be decided")
    SAME = "SAME", _("One person")
    DISTINCT = "DISTINCT", _("Two people")


class Duplicate(BaseModel):
    """A pair, each at most once, with the reasons for which it was found. A merge that was undone ends as DISTINCT."""

    first = models.ForeignKey(Resident, on_delete=models.PROTECT, related_name="+")
    second = models.ForeignKey(Resident, on_delete=models.PROTECT, related_name="+")
    score = models.PositiveSmallIntegerField()
    reasons = ArrayField(models.CharField(max_length=20))
    proposed_at = models.DateTimeField()
    verdict = models.CharField(max_length=8, choices=Verdict.choices, blank=True)
    note = models.CharField(max_length=500, blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["first", "second"], name="duplicate_pair_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="duplicate_pair_in_order"),
            models.CheckConstraint(
                condition=Q(verdict="", decided_at__isnull=True)
                | Q(verdict__in=["SAME", "DISTINCT"], decided_at__isnull=False),
                name="duplicate_decided",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["-score", "id"], name="duplicate_open", condition=Q(verdict=""))
        ]

    def __str__(self) -> str:
        return f"{self.first_id} and {self.second_id}"


class DuplicateSearch(BaseModel):
    """One search over the whole register, piece by piece: `after` is the last resident looked at, `total` how many there are.

    `compared` are the pairs that shared enough to be compared, `proposed` those put before an officer.
    """

    started_at = models.DateTimeField()
    started_by = models.CharField(max_length=120)
    after = models.UUIDField(null=True)
    total = models.PositiveIntegerField()
    looked_at = models.PositiveIntegerField(default=0)
    compared = models.PositiveBigIntegerField(default=0)
    proposed = models.PositiveIntegerField(default=0)
    is_running = models.BooleanField(default=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["is_running"], condition=Q(is_running=True), name="duplicate_search_one_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(is_running=True, finished_at__isnull=True)
                | Q(is_running=False, finished_at__isnull=False),
                name="duplicate_search_finished",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.looked_at} of {self.total}"
