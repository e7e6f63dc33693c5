"""What the applicant was told, by message to the mobile."""

from typing import ClassVar

from django.db import models

from sanjha.kernel.models import BaseModel
from sanjha.sewa.models.application import Application


class Notice(BaseModel):
    """One message about one happening (`cause` is the event's id): told once, however often the job runs."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="notices")
    event = models.CharField(max_length=20)
    cause = models.UUIDField()
    language = models.CharField(max_length=2)
    text = models.TextField()
    written_at = models.DateTimeField()
    message = models.UUIDField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["application", "cause"], name="notice_once_per_cause")
        ]

    def __str__(self) -> str:
        return f"{self.event}: {self.text[:40]}"
