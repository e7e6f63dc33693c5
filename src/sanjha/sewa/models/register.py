"""What an application has of the applicant from the register of residents, and what the register corrected afterwards."""

from typing import ClassVar

from django.db import models

from sanjha.kernel.models import BaseModel
from sanjha.sewa.models.application import Application


class RegisteredApplicant(models.Model):
    """What the register gave (`sewa.registered`), as it was when the application was filled in: append-only."""

    application = models.OneToOneField(
        Application, on_delete=models.PROTECT, primary_key=True, related_name="register"
    )
    resident = models.UUIDField(null=True, db_index=True)
    given = models.JSONField()

    def __str__(self) -> str:
        return f"{self.resident} in {self.application_id}"


class FactCorrectedSince(BaseModel):
    """The register's owner corrected a fact of the applicant after the application came: append-only."""

    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, related_name="corrected_since", db_index=False
    )
    fact = models.CharField(max_length=20)
    corrected_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["application", "fact", "corrected_at"], name="corrected_since_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.fact} in {self.application_id}"
