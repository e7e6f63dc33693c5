"""Tries to bring a service of the house up again: whether the aims hold is known only after one."""

from typing import ClassVar

from django.db import models

from sanjha.kernel.models import BaseModel


class RecoveryTest(BaseModel):
    """One try, append-only. `up_minutes` until the service answered again, `lost_minutes` whose data were lost."""

    service = models.CharField(max_length=40)
    tested_on = models.DateField()
    up_minutes = models.PositiveIntegerField()
    lost_minutes = models.PositiveIntegerField()
    how = models.CharField(max_length=300)
    by = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["service", "-tested_on", "-id"], name="recovery_last_tried")
        ]

    def __str__(self) -> str:
        return f"{self.service} on {self.tested_on}"
