"""Accounts and what proves them: a password and a second factor for officers, a mobile number for citizens."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.hashers import verify_password
from django.db import models
from django.db.models import Q

from sanjha.kernel.models import BaseModel
from sanjha.kernel.text import Text


class Account(AbstractBaseUser):
    """Somebody who can sign in. What an officer may do follows from the posts held, never from the account."""

    class Kind(models.TextChoices):
        OFFICER = "OFFICER"
        CITIZEN = "CITIZEN"
        SERVICE = "SERVICE"

    class State(models.TextChoices):
        ACTIVE = "ACTIVE"
        LOCKED = "LOCKED"
        CLOSED = "CLOSED"

    id = models.UUIDField(primary_key=True, editable=False)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    username = models.CharField(max_length=60, unique=True)
    """An officer's user name, a citizen's mobile number, a service's code."""
    officer_id = models.UUIDField(null=True, unique=True)
    name_en = models.CharField(max_length=99, blank=True)
    name_pa = models.CharField(max_length=99, blank=True)
    name_hi = models.CharField(max_length=99, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.ACTIVE)
    must_change_password = models.BooleanField(default=False)
    password_changed_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()

    # Sign-ins are rows of their own; the framework's column would change the row behind its audit seal.
    last_login = None

    USERNAME_FIELD = "username"
    objects = BaseUserManager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(kind="OFFICER", officer_id__isnull=False)
                | (~Q(kind="OFFICER") & Q(officer_id__isnull=True)),
                name="account_officer_has_id",
            ),
            models.CheckConstraint(
                condition=~Q(kind="CITIZEN") | Q(username__regex=r"^[6-9][0-9]{9}$"),
                name="account_citizen_has_mobile",
            ),
            models.CheckConstraint(
                condition=~Q(kind="OFFICER") | Q(username__regex=r"^[a-z][a-z0-9._-]{2,59}$"),
                name="account_officer_user_name",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"

    def check_password(self, raw_password: str | None) -> bool:
        """Whether this is the password. Never rewrites the row: it is sealed by the audit chain."""
        is_right, _outdated = verify_password(raw_password, self.password)
        return bool(is_right)

    @property
    def is_active(self) -> bool:  # type: ignore[override]
        return self.state == self.State.ACTIVE

    @property
    def name(self) -> Text:
        return Text(self.name_en or self.username, self.name_pa, self.name_hi)

    @property
    def mobile(self) -> str:
        """A citizen's mobile number; "" for others."""
        return self.username if self.kind == self.Kind.CITIZEN else ""


class SecondFactor(models.Model):
    """An officer's authenticator (TOTP, RFC 6238). Its secret lies encrypted; it counts once confirmed by a code."""

    account = models.OneToOneField(
        Account, on_delete=models.PROTECT, primary_key=True, related_name="second_factor"
    )
    sealed_secret = models.TextField()
    last_step = models.BigIntegerField(default=0)
    """The time step of the newest accepted code: a code is accepted once only (RFC 6238, 5.2)."""
    created_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"second factor of {self.account_id}"


class RecoveryCode(BaseModel):
    """One of the codes on paper that stand in for a lost authenticator, once; only its digest is kept."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="recovery_codes")
    digest = models.CharField(max_length=64)
    created_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["account", "digest"], name="recovery_code_once")
        ]

    def __str__(self) -> str:
        return f"recovery code of {self.account_id}"
