"""Members that are told what happened: what was agreed, the events kept for each of them in order, and how far it has got."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sanjha.exchange.models.members import Member
from sanjha.kernel.models import BaseModel


class EventSubscription(BaseModel):
    """The agreement that a member is told of one kind of event, with these `fields` of it only. Ended, never deleted.

    `address` is where events are pushed; empty when the member only pulls.
    """

    class State(models.TextChoices):
        ASKED = "ASKED", _("Waits for an answer")
        AGREED = "AGREED", _("Agreed")
        REFUSED = "REFUSED", _("Refused")
        ENDED = "ENDED", _("Ended")

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="subscriptions")
    kind = models.CharField(max_length=100)
    fields = models.JSONField()
    purpose = models.CharField(max_length=60)
    legal_basis = models.CharField(max_length=300)
    address = models.CharField(max_length=300, blank=True)
    from_date = models.DateField()
    until_date = models.DateField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.ASKED)
    reason = models.CharField(max_length=300, blank=True)
    asked_by = models.CharField(max_length=120)
    asked_at = models.DateTimeField()
    decided_by = models.CharField(max_length=120, blank=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["kind", "id"], name="subscription_to", condition=Q(state="AGREED"))
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["member", "kind", "purpose"],
                condition=Q(state__in=["ASKED", "AGREED"]),
                name="subscription_once",
            ),
            models.CheckConstraint(
                condition=Q(until_date__gte=F("from_date")), name="subscription_dates_in_order"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["ASKED", "AGREED"]) | ~Q(reason=""),
                name="subscription_shut_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} is told of {self.kind}"


class Progress(models.Model):
    """How far a subscription has got: `kept` is the last position given to an event, `had` the last one that the member has.

    The row's lock gives the positions, so that they become visible in their order and without gaps. `stopped_at` is set when
    pushing was given up until a person looks; `claimed_until` while a process pushes.
    """

    subscription = models.OneToOneField(
        EventSubscription, on_delete=models.CASCADE, primary_key=True, related_name="progress"
    )
    kept = models.BigIntegerField(default=0)
    had = models.BigIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField()
    claimed_until = models.DateTimeField()
    last_success_at = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=500, blank=True)
    stopped_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(had__gte=0, had__lte=F("kept")), name="progress_not_beyond_what_is_kept"
            )
        ]

    def __str__(self) -> str:
        return f"{self.had} of {self.kept}"

    @property
    def backlog(self) -> int:
        """Events that the member does not have yet."""
        return self.kept - self.had


class KeptEvent(models.Model):
    """One event for one subscription: what may leave of it, at its position."""

    subscription = models.ForeignKey(EventSubscription, on_delete=models.CASCADE, related_name="events")
    position = models.BigIntegerField()
    event_id = models.UUIDField()
    version = models.PositiveSmallIntegerField()
    happened_at = models.DateTimeField()
    kept_at = models.DateTimeField(db_index=True)
    data = models.JSONField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subscription", "position"], name="kept_event_position_once"),
            models.UniqueConstraint(fields=["subscription", "event_id"], name="kept_event_once"),
        ]

    def __str__(self) -> str:
        return f"{self.subscription_id} #{self.position}"
