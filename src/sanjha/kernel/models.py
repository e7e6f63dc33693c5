"""Rows of the kernel: allocation of numbers, outbox and inbox, the audit chain and its daily roots."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from sanjha.kernel.ids import new_id


class BaseModel(models.Model):
    """A row whose id the application makes, so that it can be written on any store and retried."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)

    class Meta:
        abstract = True


class Allocation(models.Model):
    """The last number given out of a series; the row's lock makes the series gapless."""

    series = models.CharField(max_length=120, primary_key=True)
    last = models.BigIntegerField()

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(condition=Q(last__gte=1), name="allocation_from_one")]

    def __str__(self) -> str:
        return f"{self.series}: {self.last}"


class OutboxEvent(BaseModel):
    """A fact that happened, written in the transaction in which it happened, waiting to be delivered."""

    kind = models.CharField(max_length=100)
    version = models.PositiveSmallIntegerField(default=1)
    payload = models.JSONField()
    request_id = models.CharField(max_length=80, blank=True)
    happened_at = models.DateTimeField()
    digest = models.CharField(max_length=64, default="", db_default="", editable=False)
    """Of what happened, made by the store at the insert (`audit_batches`)."""
    delivered_at = models.DateTimeField(null=True)
    next_try_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.TextField(blank=True)
    failed_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["next_try_at", "id"],
                name="outbox_waiting",
                condition=Q(delivered_at__isnull=True, failed_at__isnull=True),
            ),
            models.Index(fields=["failed_at"], name="outbox_given_up", condition=Q(failed_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"


class InboxEvent(models.Model):
    """An event that a consumer has dealt with; the unique pair makes its effect happen once."""

    consumer = models.CharField(max_length=60)
    event_id = models.UUIDField()
    handled_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["consumer", "event_id"], name="inbox_once_per_consumer")
        ]

    def __str__(self) -> str:
        return f"{self.consumer}: {self.event_id}"


class DeadLetter(BaseModel):
    """An event that a consumer could not handle however often it tried: it waits for a person."""

    consumer = models.CharField(max_length=60)
    event_id = models.UUIDField()
    kind = models.CharField(max_length=100)
    version = models.PositiveSmallIntegerField()
    payload = models.JSONField()
    request_id = models.CharField(max_length=80, blank=True)
    happened_at = models.DateTimeField()
    given_up_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField()
    error = models.TextField()
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["consumer", "event_id"], name="dead_letter_once_per_consumer")
        ]

    def __str__(self) -> str:
        return f"{self.consumer}: {self.kind} {self.event_id}"


class UsedNonce(models.Model):
    """A signed request that came, by its sender and nonce, so that it does not count twice."""

    id = models.CharField(max_length=160, primary_key=True)
    until = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.id


class AuditStream(models.Model):
    """The head of one hash chain: a file, an application, a register."""

    stream = models.CharField(max_length=120, primary_key=True)
    length = models.BigIntegerField()
    head = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.stream} ({self.length})"


class AuditEntry(models.Model):
    """One deed: who did what, when, and the seals of the rows that it wrote.

    `body` is the exact text that was hashed; the other columns repeat it for searching and are checked against it.
    """

    id = models.UUIDField(primary_key=True)
    stream = models.CharField(max_length=120)
    number = models.BigIntegerField()
    at = models.DateTimeField()
    actor = models.CharField(max_length=120)
    action = models.CharField(max_length=60)
    body = models.TextField()
    hash = models.CharField(max_length=64)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["stream", "number"], name="audit_one_entry_a_number"),
            models.CheckConstraint(condition=Q(number__gte=1), name="audit_numbers_from_one"),
        ]
        indexes: ClassVar = [models.Index(fields=["at", "id"], name="audit_by_time")]

    def __str__(self) -> str:
        return f"{self.stream} #{self.number} {self.action}"


class AuditBatch(BaseModel):
    """Rows of one table sealed together: their ids in order, their digests (32 bytes each), the Merkle root over both."""

    table = models.CharField(max_length=63)
    shape = models.CharField(max_length=16)
    size = models.PositiveIntegerField()
    last = models.UUIDField()
    ids = ArrayField(models.UUIDField())
    digests = models.BinaryField()
    root = models.CharField(max_length=64)
    sealed_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["table", "-last"], name="audit_batch_newest")]
        constraints: ClassVar = [models.CheckConstraint(condition=Q(size__gte=1), name="audit_batch_size")]

    def __str__(self) -> str:
        return f"{self.size} rows of {self.table}"


class AuditShape(models.Model):
    """The columns that a table had when rows of it were sealed, so that old seals stay checkable."""

    fingerprint = models.CharField(max_length=16, primary_key=True)
    table = models.CharField(max_length=63)
    columns = models.JSONField()

    def __str__(self) -> str:
        return f"{self.table} {self.fingerprint}"


class AuditRoot(models.Model):
    """The signed Merkle root over all entries of one day."""

    day = models.DateField(primary_key=True)
    size = models.BigIntegerField()
    root = models.CharField(max_length=64)
    signed_at = models.DateTimeField()
    key_id = models.CharField(max_length=64)
    signature = models.CharField(max_length=128)

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(condition=Q(size__gte=0), name="audit_root_size")]

    def __str__(self) -> str:
        return f"{self.day}: {self.root}"
