"""Who opened a file when; from which day a department opens no more paper files; what was released to the public."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sanjha.eoffice.models.file import File
from sanjha.eoffice.models.words import SignatoryField
from sanjha.kernel.models import BaseModel


class FileReading(BaseModel):
    """Somebody opened a file. Written once; sealed in batches, as it comes too often for an audit entry each."""

    class Way(models.TextChoices):
        PAGE = "PAGE", _("Opened")
        PRINT = "PRINT", _("Printed")
        PAPER = "PAPER", _("Opened a paper")
        EXPORT = "EXPORT", _("Took a copy")

    file = models.ForeignKey(File, on_delete=models.PROTECT, related_name="readings")
    way = models.CharField(max_length=6, choices=Way)
    reader = SignatoryField()
    at = models.DateTimeField()
    digest = models.CharField(max_length=64, default="", db_default="", editable=False)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["file", "-at"], name="reading_of_file")]

    def __str__(self) -> str:
        return f"{self.way} {self.at}"


class CutOver(BaseModel):
    """From this day no new paper file is opened in the department."""

    department = models.CharField(max_length=12, unique=True)
    from_date = models.DateField()
    order_number = models.CharField(max_length=80)
    set_by = SignatoryField()
    set_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.department} {self.from_date}"


class CutOverException(BaseModel):
    """A branch that may open paper files after the day, by order, for a time."""

    cut_over = models.ForeignKey(CutOver, on_delete=models.PROTECT, related_name="exceptions")
    branch = models.CharField(max_length=30)
    reason = models.CharField(max_length=500)
    order_number = models.CharField(max_length=80)
    from_date = models.DateField()
    to_date = models.DateField()
    given_by = SignatoryField()
    given_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(to_date__gte=F("from_date")), name="exception_in_order")
        ]

    def __str__(self) -> str:
        return f"{self.branch} {self.to_date}"


class Release(BaseModel):
    """Notes and papers of a file released under the Right to Information Act 2005, some severed with the clause.

    `log` is what the released PDF carries inside: with it anybody can check that nothing else was changed.
    """

    file = models.ForeignKey(File, on_delete=models.PROTECT, related_name="releases")
    number = models.CharField(max_length=60, unique=True)
    request_reference = models.CharField(max_length=120)
    log = models.JSONField()
    severed = models.PositiveIntegerField()
    blob = models.CharField(max_length=64)
    released_by = SignatoryField()
    released_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.number
