"""What an application has of persons from the register of residents, and what the register corrected afterwards."""

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


class RegisteredPerson(BaseModel):
    """What the register gave of somebody else whom the application names, such as the beneficiary: append-only.

    `role` says where the person stands in the application, as `sewa.registered` writes it.
    """

    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, related_name="persons", db_index=False
    )
    role = models.CharField(max_length=100)
    resident = models.UUIDField(null=True, db_index=True)
    given = models.JSONField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["application", "role"], name="registered_person_once")
        ]

    def __str__(self) -> str:
        return f"{self.resident} as {self.role} in {self.application_id}"


class FactCorrectedSince(BaseModel):
    """The register's owner corrected a fact of the person in `role` after the application came: append-only."""

    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, related_name="corrected_since", db_index=False
    )
    role = models.CharField(max_length=100, default="applicant", db_default="applicant")
    fact = models.CharField(max_length=20)
    corrected_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["application", "role", "fact", "corrected_at"], name="corrected_since_once_a_role"
            )
        ]

    def __str__(self) -> str:
        return f"{self.fact} in {self.application_id}"
