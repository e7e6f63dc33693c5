"""What departments say of the policy's rules, and the exceptions that they ask for."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sanjha.kernel.models import BaseModel


class PolicyComment(BaseModel):
    """What a post has to say of a rule in consultation, append-only; `rule_version` is the text that it is about."""

    rule = models.CharField(max_length=8)
    rule_version = models.PositiveSmallIntegerField()
    text = models.TextField(max_length=2000)
    by = models.CharField(max_length=120)
    post = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["rule", "-id"], name="comment_on_rule")]

    def __str__(self) -> str:
        return f"on rule {self.rule}"


class PolicyException(BaseModel):
    """Leave not to keep a rule for a time: asked for, granted or refused, ended before its day or run out. Never deleted.

    `application` is the code of a service or of a department's application, `measure` what is done instead.
    """

    class State(models.TextChoices):
        ASKED = "ASKED", _("Waits for an answer")
        GRANTED = "GRANTED", _("Granted")
        REFUSED = "REFUSED", _("Refused")
        ENDED = "ENDED", _("Ended")

    rule = models.CharField(max_length=8)
    rule_version = models.PositiveSmallIntegerField()
    application = models.CharField(max_length=40)
    reason = models.CharField(max_length=1000)
    measure = models.CharField(max_length=1000)
    until_date = models.DateField()
    asked_by = models.CharField(max_length=120)
    asked_post = models.UUIDField()
    asked_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.ASKED)
    answer = models.CharField(max_length=500, blank=True)
    answered_by = models.CharField(max_length=120, blank=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["state", "until_date"], name="exception_by_end")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["rule", "application"], condition=Q(state="ASKED"), name="exception_asked_once"
            ),
            models.CheckConstraint(
                condition=Q(state="ASKED", answered_at__isnull=True, answered_by="")
                | ~Q(state="ASKED") & Q(answered_at__isnull=False) & ~Q(answered_by=""),
                name="exception_answered_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["ASKED", "GRANTED"]) | ~Q(answer=""),
                name="exception_taken_away_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application} from rule {self.rule} until {self.until_date}"

    def holds_on(self, day: date) -> bool:
        """Whether the rule need not be kept on this day."""
        return self.state == self.State.GRANTED and day <= self.until_date

    def has_run_out(self, day: date) -> bool:
        """Granted, and over: the rule is to be kept again."""
        return self.state == self.State.GRANTED and day > self.until_date
