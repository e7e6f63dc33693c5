"""Registries in versions, their rows with what each was before, and rooms of events with who has read which."""

from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q

from sanjha.kernel.models import BaseModel


class Registry(BaseModel):
    """A registry by its name; what it holds stands in its versions."""

    name = models.CharField(max_length=100, unique=True)
    catalogue = models.CharField(max_length=200, blank=True)
    group = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return self.name


class Version(BaseModel):
    """One published schema of a registry. Never changed; the next publication makes the next version."""

    registry = models.ForeignKey(Registry, on_delete=models.PROTECT, related_name="versions")
    version = models.CharField(max_length=20)
    number = models.PositiveBigIntegerField(unique=True)
    schema = models.JSONField()
    key_field = models.CharField(max_length=100)
    last_index = models.PositiveIntegerField(default=0)
    published_by = models.CharField(max_length=120)
    published_at = models.DateTimeField()
    disabled_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["registry", "version"], name="registry_version_once"),
            models.CheckConstraint(condition=~Q(key_field=""), name="registry_has_key_field"),
        ]

    def __str__(self) -> str:
        return f"{self.registry_id} {self.version}"


class Row(BaseModel):
    """One record. `key` is what its primary-key field holds; a deleted row stays, and its key is free again."""

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="rows")
    key = models.CharField(max_length=200)
    data = models.JSONField()
    revision = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    deleted_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["version", "key"], condition=Q(deleted_at__isnull=True), name="registry_key_once"
            ),
            models.CheckConstraint(condition=~Q(key=""), name="registry_key_said"),
        ]
        indexes: ClassVar = [
            GinIndex(fields=["data"], name="registry_row_data", opclasses=["jsonb_path_ops"])
        ]

    def __str__(self) -> str:
        return self.key


class FormerRow(BaseModel):
    """What a row was before a change, when it was changed and by whom: append-only."""

    row = models.ForeignKey(Row, on_delete=models.PROTECT, related_name="former")
    revision = models.PositiveIntegerField()
    data = models.JSONField()
    changed_at = models.DateTimeField()
    changed_by = models.CharField(max_length=120)
    client = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["row", "revision"], name="registry_one_former_a_revision")
        ]

    def __str__(self) -> str:
        return f"{self.row_id} #{self.revision}"


class EventType(BaseModel):
    """A kind of event in a room; its row's lock gives the events their order."""

    room = models.CharField(max_length=200)
    name = models.CharField(max_length=100)
    schema = models.JSONField()
    last_sequence = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["room", "name"], condition=Q(removed_at__isnull=True), name="room_event_type_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.room} {self.name}"


class RoomEvent(BaseModel):
    """An event that somebody published; withdrawn, never deleted."""

    event_type = models.ForeignKey(EventType, on_delete=models.PROTECT, related_name="events")
    sequence = models.PositiveIntegerField()
    publisher = models.CharField(max_length=60)
    event = models.JSONField()
    published_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["event_type", "sequence"], name="room_event_sequence_once")
        ]

    def __str__(self) -> str:
        return f"{self.event_type_id} #{self.sequence}"


class Subscription(BaseModel):
    """Somebody who wants a kind of event, from the first that comes after `after_sequence`."""

    class Delivery(models.TextChoices):
        PUSH = "PUSH"
        PULL = "PULL"

    event_type = models.ForeignKey(EventType, on_delete=models.PROTECT, related_name="subscriptions")
    subscriber = models.CharField(max_length=60)
    delivery = models.CharField(max_length=4, choices=Delivery.choices, default=Delivery.PUSH)
    options = models.JSONField(default=dict)
    after_sequence = models.PositiveIntegerField()
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["event_type", "subscriber"],
                condition=Q(ended_at__isnull=True),
                name="room_subscription_once",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("created_at")),
                name="room_subscription_ends_later",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subscriber}: {self.event_type_id}"


class Receipt(BaseModel):
    """A subscriber has confirmed an event; it is not given out to that subscriber again."""

    subscription = models.ForeignKey(Subscription, on_delete=models.PROTECT, related_name="receipts")
    event = models.ForeignKey(RoomEvent, on_delete=models.PROTECT, related_name="receipts")
    confirmed_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subscription", "event"], name="room_receipt_once")
        ]

    def __str__(self) -> str:
        return f"{self.subscription_id}: {self.event_id}"
