"""Service definitions as they were published: an application keeps the version it began with."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from sanjha.kernel.models import BaseModel


class Channel(models.TextChoices):
    """The way in which an application reaches the state."""

    COUNTER = "COUNTER", _("Sewa Kendra counter")
    PORTAL = "PORTAL", _("Citizen's portal")
    DOORSTEP = "DOORSTEP", _("At the doorstep")


class ServiceVersion(BaseModel):
    """One published version of a service's definition, for ever as it was.

    `content` is the canonical text whose SHA-256 is `sha256`; it is kept as text so that the digest can be
    taken again at any time.
    """

    code = models.CharField(max_length=20)
    version = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    content = models.TextField()
    effective_from = models.DateField()
    published_at = models.DateTimeField()
    published_by = models.CharField(max_length=120)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["code", "version"], name="service_version_once")
        ]
        indexes: ClassVar = [
            models.Index(fields=["code", "-effective_from", "-version"], name="service_version_latest")
        ]

    def __str__(self) -> str:
        return f"{self.code} v{self.version}"
