"""An accepted application: what was asked, by whom, where, and how it stands."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sanjha.kernel.models import BaseModel
from sanjha.sewa.models.service import Channel, ServiceVersion
from sanjha.sewa.models.words import WordsField


class Application(BaseModel):
    """One application from its acknowledgement to its end.

    `due_date` is the last day of the notified limit, moved on by the days that the applicant held it; it is empty
    when no limit is notified. `uniqueness_key` is shared by applications of which only one may be alive at a time.
    """

    class State(models.TextChoices):
        SUBMITTED = "SUBMITTED", _("In progress")
        WITH_CITIZEN = "WITH_CITIZEN", _("Waiting for the applicant")
        APPROVED = "APPROVED", _("Approved, document being made")
        ISSUED = "ISSUED", _("Issued")
        REJECTED = "REJECTED", _("Rejected")
        WITHDRAWN = "WITHDRAWN", _("Withdrawn")
        CLOSED = "CLOSED", _("Closed without an answer")
        REVOKED = "REVOKED", _("Document revoked")

    number = models.CharField(max_length=50, unique=True)
    service_version = models.ForeignKey(ServiceVersion, on_delete=models.PROTECT, related_name="applications")
    channel = models.CharField(max_length=10, choices=Channel)
    state = models.CharField(max_length=12, choices=State)
    applicant = models.UUIDField()
    beneficiary = models.UUIDField()
    place = models.CharField(max_length=12)
    place_name = WordsField()
    tehsil = models.CharField(max_length=12, blank=True)
    district = models.CharField(max_length=12)
    data = models.JSONField()
    search_text = models.TextField()
    language = models.CharField(max_length=2)
    copies = models.PositiveSmallIntegerField(default=1)
    received_at = models.DateTimeField()
    due_date = models.DateField(null=True)
    kendra_code = models.CharField(max_length=20, blank=True)
    uniqueness_key = models.CharField(max_length=64, blank=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["uniqueness_key"],
                condition=Q(state__in=["SUBMITTED", "WITH_CITIZEN", "APPROVED", "ISSUED"])
                & ~Q(uniqueness_key=""),
                name="one_live_application_per_key",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["SUBMITTED", "WITH_CITIZEN", "APPROVED"], closed_at__isnull=True)
                | Q(
                    state__in=["ISSUED", "REJECTED", "WITHDRAWN", "CLOSED", "REVOKED"],
                    closed_at__isnull=False,
                ),
                name="closed_when_it_is_over",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["applicant", "-received_at"], name="application_by_applicant"),
            models.Index(fields=["beneficiary", "-received_at"], name="application_by_beneficiary"),
            models.Index(fields=["kendra_code", "-received_at"], name="application_by_kendra"),
            models.Index(
                fields=["state", "received_at"], name="application_approved", condition=Q(state="APPROVED")
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def is_open(self) -> bool:
        """Whether an officer or the applicant still has something to do."""
        return self.state in {self.State.SUBMITTED, self.State.WITH_CITIZEN}
