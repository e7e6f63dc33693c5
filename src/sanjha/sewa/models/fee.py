"""What was paid: one receipt for an application, made of heads with their payees. Both are append-only."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sanjha.kernel.models import BaseModel
from sanjha.sewa.models.application import Application
from sanjha.sewa.models.words import WordsField


class FeeReceipt(BaseModel):
    """Money received for one application. Numbers run without gaps in each kendra and year."""

    class Mode(models.TextChoices):
        CASH = "CASH", _("Cash")
        ONLINE = "ONLINE", _("Online")
        NIL = "NIL", _("No fee")

    application = models.OneToOneField(Application, on_delete=models.PROTECT, related_name="receipt")
    number = models.CharField(max_length=50, unique=True)
    total = models.DecimalField(max_digits=12, decimal_places=2)
    mode = models.CharField(max_length=10, choices=Mode)
    reference = models.CharField(max_length=60, blank=True)
    kendra_code = models.CharField(max_length=20, blank=True)
    post = models.UUIDField(null=True)
    received_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(total=0, mode="NIL") | Q(total__gt=0, mode__in=["CASH", "ONLINE"]),
                name="receipt_mode_fits",
            ),
            models.UniqueConstraint(
                fields=["reference"], condition=~Q(reference=""), name="payment_used_once"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["kendra_code", "-received_at"], name="receipt_by_kendra")]

    def __str__(self) -> str:
        return self.number


class FeeLine(BaseModel):
    """One head of a receipt: rupees, for whom, and whether the rate was compared with its notification."""

    receipt = models.ForeignKey(FeeReceipt, on_delete=models.PROTECT, related_name="lines")
    position = models.PositiveSmallIntegerField()
    head = models.CharField(max_length=48)
    name = WordsField()
    payee = WordsField()
    treasury_head = models.CharField(max_length=60, blank=True)
    quantity = models.PositiveIntegerField()
    amount = models.DecimalField(max_digits=12, decimal_places=2)
    status = models.CharField(max_length=8)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["receipt", "position"], name="fee_line_placed_once"),
            models.CheckConstraint(condition=Q(amount__gte=0), name="fee_line_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.head} {self.amount}"


class OnlinePayment(BaseModel):
    """Money asked of a citizen on the portal before the application can be submitted (`case_id` is the draft's id)."""

    class State(models.TextChoices):
        REQUESTED = "REQUESTED", _("Waiting for the payment")
        PAID = "PAID", _("Paid")

    case_id = models.UUIDField()
    reference = models.CharField(max_length=40, unique=True)
    amount = models.DecimalField(max_digits=12, decimal_places=2)
    state = models.CharField(max_length=10, choices=State, default=State.REQUESTED)
    gateway_reference = models.CharField(max_length=80, blank=True)
    requested_at = models.DateTimeField()
    paid_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state="REQUESTED", paid_at__isnull=True) | Q(state="PAID", paid_at__isnull=False),
                name="payment_paid_with_a_time",
            ),
            models.UniqueConstraint(fields=["case_id"], condition=Q(state="PAID"), name="paid_once_per_case"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="payment_positive"),
        ]
        indexes: ClassVar = [models.Index(fields=["case_id", "-requested_at"], name="payment_by_case")]

    def __str__(self) -> str:
        return self.reference
