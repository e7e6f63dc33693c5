"""What an officer hands over with a post: a list made by the machine, signed by who goes and by who comes."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from sanjha.eoffice.models.note import SigningKey
from sanjha.eoffice.models.words import WordsField
from sanjha.kernel.models import BaseModel


class ChargeList(BaseModel):
    """The files, receipts and notes that lay at a post when an officer gave it up. The store refuses to change `items`.

    `tenure` names the stay in the post that ended; empty while the officer only looks ahead. Both signatures are over the
    same root of `items` (`charges`).
    """

    post = models.UUIDField()
    post_title = WordsField()
    office = models.UUIDField()
    tenure = models.UUIDField(null=True, unique=True)
    items = models.JSONField()
    root = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    outgoing = models.UUIDField()
    outgoing_name = WordsField()
    outgoing_signed_at = models.DateTimeField(null=True)
    outgoing_signature = models.BinaryField(default=b"")
    outgoing_key = models.ForeignKey(SigningKey, on_delete=models.PROTECT, null=True, related_name="+")
    incoming = models.UUIDField(null=True)
    incoming_name = WordsField(null=True)
    incoming_remarks = models.CharField(max_length=500, blank=True)
    incoming_signed_at = models.DateTimeField(null=True)
    incoming_signature = models.BinaryField(default=b"")
    incoming_key = models.ForeignKey(SigningKey, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(incoming_signed_at__isnull=True, incoming__isnull=True)
                | Q(incoming_signed_at__isnull=False, incoming__isnull=False, incoming_key__isnull=False),
                name="charge_taken_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(outgoing_signed_at__isnull=True) | Q(outgoing_key__isnull=False),
                name="charge_given_with_a_key",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["post", "-made_at"], name="charge_of_post"),
            models.Index(fields=["outgoing", "-made_at"], name="charge_of_outgoing"),
        ]

    def __str__(self) -> str:
        return f"charge of {self.post}"
