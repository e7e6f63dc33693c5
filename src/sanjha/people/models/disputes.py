"""What a person says against a fact: a ticket with the owner of the fact, until it is decided."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sanjha.kernel.models import BaseModel
from sanjha.people.models.residents import Fact, FactName, Resident


class Outcome(models.TextChoices):
    OPEN = "", _("With the officer")
    CORRECTED = "CORRECTED", _("Corrected")
    REFUSED = "REFUSED", _("The fact stands")


class Dispute(BaseModel):
    """One fact that its person calls wrong. `post` decides; without one, any officer who may decide does."""

    number = models.CharField(max_length=30, unique=True)
    resident = models.ForeignKey(Resident, on_delete=models.PROTECT, related_name="disputes")
    fact = models.ForeignKey(Fact, on_delete=models.PROTECT, related_name="+")
    fact_name = models.CharField(max_length=14, choices=FactName.choices)
    said = models.CharField(max_length=500, blank=True)
    post = models.UUIDField(null=True)
    opened_at = models.DateTimeField()
    opened_by = models.CharField(max_length=120)
    outcome = models.CharField(max_length=9, choices=Outcome.choices, blank=True)
    reason = models.CharField(max_length=1000, blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["resident", "fact_name"], condition=Q(outcome=""), name="dispute_one_open_a_fact"
            ),
            models.CheckConstraint(
                condition=Q(outcome="", decided_at__isnull=True, decided_by="")
                | Q(outcome__in=["CORRECTED", "REFUSED"], decided_at__isnull=False) & ~Q(decided_by=""),
                name="dispute_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(outcome="REFUSED") | ~Q(reason=""), name="dispute_refused_with_a_reason"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["opened_at", "id"], name="dispute_open", condition=Q(outcome=""))
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def is_open(self) -> bool:
        return self.outcome == Outcome.OPEN
