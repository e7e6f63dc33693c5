"""Departments' own systems that join as members, with their history, tokens and counted calls."""

import base64
from hashlib import sha256
from typing import ClassVar

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sanjha.exchange.models.grants import Grant
from sanjha.kernel.models import BaseModel
from sanjha.kernel.text import Text

INSTANCE = "PB"
"""The first part of every identifier of this exchange (X-Road: the instance)."""


class Member(BaseModel):
    """One system (X-Road: subsystem) of a department; `public_key` is a raw Ed25519 key in base64. Never deleted.

    `head_office` is the code of the office of the register of offices whose keeper of systems answers for it, empty when
    none does.
    """

    class State(models.TextChoices):
        ACTIVE = "ACTIVE", _("Active")
        SUSPENDED = "SUSPENDED", _("Suspended")

    class Class(models.TextChoices):
        GOV = "GOV", _("Department of the state")
        LOCAL = "LOCAL", _("Local body or panchayat")
        BOARD = "BOARD", _("Board, corporation or authority")

    member_class = models.CharField(max_length=6, choices=Class.choices)
    code = models.CharField(max_length=20)
    subsystem = models.CharField(max_length=24)
    department_en = models.CharField(max_length=160)
    department_pa = models.CharField(max_length=160)
    department_hi = models.CharField(max_length=160, blank=True)
    public_key = models.CharField(max_length=44)
    key_since = models.DateTimeField()
    contact_name = models.CharField(max_length=120)
    contact_email = models.EmailField(max_length=160)
    state = models.CharField(max_length=10, choices=State.choices, default=State.ACTIVE)
    state_reason = models.CharField(max_length=300, blank=True)
    registered_at = models.DateTimeField()
    head_office = models.CharField(max_length=30, blank=True, default="", db_default="", db_index=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["member_class", "code", "subsystem"], name="member_once"),
            models.UniqueConstraint(fields=["public_key"], name="member_key_is_its_own"),
            models.CheckConstraint(
                condition=~Q(state="SUSPENDED") | ~Q(state_reason=""), name="member_suspended_for_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return self.identifier

    @property
    def identifier(self) -> str:
        """As it stands in X-Road-Client and as the consumer of grants and readings."""
        return f"{INSTANCE}/{self.member_class}/{self.code}/{self.subsystem}"

    @property
    def department(self) -> Text:
        return Text(self.department_en, self.department_pa, self.department_hi)

    @property
    def is_active(self) -> bool:
        return self.state == self.State.ACTIVE

    @property
    def key(self) -> Ed25519PublicKey:
        return Ed25519PublicKey.from_public_bytes(base64.b64decode(self.public_key))

    @property
    def fingerprint(self) -> str:
        """The first 16 hexadecimal digits of the key's SHA-256, to be compared by telephone."""
        return fingerprint_of(self.public_key)


def fingerprint_of(public_key: str) -> str:
    """Of a raw key in base64."""
    return sha256(base64.b64decode(public_key)).hexdigest()[:16]


class HandedKey(BaseModel):
    """A new key that the department handed in; it counts for nothing until an administrator agrees. Gone when answered."""

    member = models.OneToOneField(Member, on_delete=models.CASCADE, related_name="handed_key")
    public_key = models.CharField(max_length=44)
    reason = models.CharField(max_length=300)
    by = models.CharField(max_length=120)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"new key of {self.member_id}"

    @property
    def fingerprint(self) -> str:
        return fingerprint_of(self.public_key)


class MemberChange(BaseModel):
    """What was done with a member, append-only: the history on its page."""

    class What(models.TextChoices):
        REGISTERED = "REGISTERED", _("Registered")
        SUSPENDED = "SUSPENDED", _("Suspended")
        RESUMED = "RESUMED", _("Resumed")
        KEY_CHANGED = "KEY_CHANGED", _("Key changed")
        KEY_HANDED = "KEY_HANDED", _("New key handed in")
        KEY_REFUSED = "KEY_REFUSED", _("New key refused")
        CONTACT = "CONTACT", _("Contact changed")
        OFFICE = "OFFICE", _("Head office changed")

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="changes")
    at = models.DateTimeField()
    what = models.CharField(max_length=12, choices=What.choices)
    by = models.CharField(max_length=120)
    reason = models.CharField(max_length=300, blank=True)
    fingerprint = models.CharField(max_length=16)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["member", "-id"], name="member_history")]

    def __str__(self) -> str:
        return f"{self.member_id}: {self.what}"


class AccessToken(models.Model):
    """A short-lived token of a member; only its SHA-256 is kept."""

    id = models.CharField(max_length=64, primary_key=True)
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="tokens")
    until = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"token of {self.member_id}"


class GrantMinute(models.Model):
    """How many calls came under a grant in one minute, so that a limit holds over all processes."""

    grant = models.ForeignKey(Grant, on_delete=models.CASCADE, related_name="+")
    minute = models.DateTimeField(db_index=True)
    calls = models.PositiveIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["grant", "minute"], name="minute_of_grant_once")
        ]

    def __str__(self) -> str:
        return f"{self.calls} calls"


class GrantDay(models.Model):
    """How many calls under a grant were let in on one day, and how many were refused because there were too many."""

    grant = models.ForeignKey(Grant, on_delete=models.CASCADE, related_name="days")
    day = models.DateField(db_index=True)
    calls = models.PositiveIntegerField()
    too_many = models.PositiveIntegerField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["grant", "day"], name="day_of_grant_once")]

    def __str__(self) -> str:
        return f"{self.calls} calls"
