"""Signing in: sign-ins with their end, one-time codes, and how often somebody has tried in vain."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sanjha.identity.models.account import Account
from sanjha.kernel.models import BaseModel


class SignIn(BaseModel):
    """One stay of an account, from signing in to signing out. The browser's session only points here."""

    class Method(models.TextChoices):
        TOTP = "TOTP", _("password and authenticator")
        RECOVERY_CODE = "RECOVERY_CODE", _("password and recovery code")
        SMS_CODE = "SMS_CODE", _("code by message")
        DEMO = "DEMO", _("demonstration")

    class End(models.TextChoices):
        SIGNED_OUT = "SIGNED_OUT", _("signed out")
        SIGNED_OUT_ELSEWHERE = "SIGNED_OUT_ELSEWHERE", _("ended from elsewhere")
        PASSWORD_CHANGED = "PASSWORD_CHANGED", _("password changed")
        ADMINISTRATOR = "ADMINISTRATOR", _("ended by the administrator")

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="sign_ins")
    method = models.CharField(max_length=20, choices=Method.choices)
    signed_in_at = models.DateTimeField()
    last_seen_at = models.DateTimeField()
    address = models.CharField(max_length=45)
    browser = models.CharField(max_length=200, blank=True)
    resident_id = models.UUIDField(null=True)
    """For whom a citizen acts, chosen among the residents registered with the mobile number."""
    ended_at = models.DateTimeField(null=True)
    end_reason = models.CharField(max_length=24, choices=End.choices, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["account", "-signed_in_at"], name="sign_in_by_account")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, end_reason="")
                | (Q(ended_at__isnull=False) & ~Q(end_reason="")),
                name="sign_in_end_has_reason",
            )
        ]

    def __str__(self) -> str:
        return f"sign-in of {self.account_id} at {self.signed_in_at:%d-%m-%Y %H:%M}"


class OneTimeCode(BaseModel):
    """A code sent to a mobile number. Only a keyed digest is kept, and not for longer than the day's count needs."""

    mobile = models.CharField(max_length=10)
    digest = models.CharField(max_length=64)
    address = models.CharField(max_length=45)
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["mobile", "-sent_at"], name="one_time_code_by_mobile"),
            models.Index(fields=["address", "-sent_at"], name="one_time_code_by_address"),
        ]

    def __str__(self) -> str:
        return f"one-time code {self.id}"


class Throttle(models.Model):
    """How often something was tried in vain: for one account, one mobile number or one network address."""

    key = models.CharField(max_length=120, primary_key=True)
    failures = models.PositiveIntegerField(default=0)
    last_failure_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.failures} failures"
