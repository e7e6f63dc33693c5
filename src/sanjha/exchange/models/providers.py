"""Departments' own systems that answer a contract for what they keep, and what was wrong with their answers."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sanjha.exchange.models.members import Member
from sanjha.kernel.models import BaseModel
from sanjha.kernel.text import Text


class Provider(BaseModel):
    """A member's system as the provider of one operation for one thing that it keeps (`keeps`: a register's name).

    `purposes` are those for which the department gives it out; `answer_key` is the raw Ed25519 key in base64 that signs its
    answers, empty when they are not signed; `seconds` is how long we wait. Ended, never deleted.
    """

    class State(models.TextChoices):
        PROPOSED = "PROPOSED", _("Waits for an answer")
        ACTIVE = "ACTIVE", _("Answers")
        SUSPENDED = "SUSPENDED", _("Suspended")
        REFUSED = "REFUSED", _("Refused")
        ENDED = "ENDED", _("Ended")

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="providers")
    operation = models.CharField(max_length=100)
    keeps = models.CharField(max_length=100)
    address = models.CharField(max_length=300)
    seconds = models.PositiveSmallIntegerField()
    answer_key = models.CharField(max_length=44, blank=True)
    title_en = models.CharField(max_length=160)
    title_pa = models.CharField(max_length=160)
    title_hi = models.CharField(max_length=160, blank=True)
    legal_basis = models.CharField(max_length=300)
    purposes = models.JSONField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.PROPOSED)
    reason = models.CharField(max_length=300, blank=True)
    proposed_by = models.CharField(max_length=120)
    proposed_at = models.DateTimeField()
    decided_by = models.CharField(max_length=120, blank=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["operation", "keeps"],
                condition=Q(state__in=["PROPOSED", "ACTIVE", "SUSPENDED"]),
                name="provider_one_owner",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["PROPOSED", "ACTIVE"]) | ~Q(reason=""),
                name="provider_shut_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.keeps}: {self.address}"

    @property
    def title(self) -> Text:
        return Text(self.title_en, self.title_pa, self.title_hi)


class ProviderTrouble(models.Model):
    """The last time that a provider did not answer, or not as the contract says, and how often since it was registered."""

    provider = models.OneToOneField(
        Provider, on_delete=models.CASCADE, primary_key=True, related_name="trouble"
    )
    at = models.DateTimeField()
    words = models.CharField(max_length=500)
    times = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return self.words
