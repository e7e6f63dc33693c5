"""The document an approved application ended in, and what stands in the way of one that is not made yet."""

from typing import ClassVar

from django.db import models

from sanjha.kernel.models import BaseModel
from sanjha.sewa.models.application import Application
from sanjha.sewa.models.words import WordsField


class IssuedCertificate(BaseModel):
    """The document that the locker issued for the application (`document` is its id there)."""

    application = models.OneToOneField(Application, on_delete=models.PROTECT, related_name="certificate")
    document = models.UUIDField(unique=True)
    number = models.CharField(max_length=50, unique=True)
    doc_id = models.CharField(max_length=20)
    title = WordsField()
    issued_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.number


class IssueTrouble(BaseModel):
    """Why the document of an approved application could not be made yet; the row goes when it is made."""

    application = models.OneToOneField(Application, on_delete=models.PROTECT, related_name="trouble")
    attempts = models.PositiveIntegerField()
    last_error = models.TextField()
    last_tried_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.application_id}: {self.attempts}"


class Delivery(BaseModel):
    """A print of the document was given out at a Sewa Kendra (`office` is its id)."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="deliveries")
    office = models.UUIDField()
    delivered_at = models.DateTimeField()
    cause = models.UUIDField(unique=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["office", "-delivered_at"], name="delivery_by_office")]

    def __str__(self) -> str:
        return f"{self.application_id} {self.delivered_at:%d-%m-%Y}"
