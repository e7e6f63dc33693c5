"""An application of a department that does not run on Sanjha."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from sanjha.architecture.choices import Criticality, Hosting, LifeCycle
from sanjha.kernel.models import BaseModel
from sanjha.kernel.text import Text


class OutsideApplication(BaseModel):
    """As its department told it. Retired, never deleted; its history stands in the audit trail.

    `rto_hours` is the longest time to be up again, `rpo_hours` the longest time whose data may be lost. `masters` are
    facts of which it holds the leading record, `collects` facts that it asks citizens for though a register has them.
    """

    code = models.CharField(max_length=40, unique=True)
    name_en = models.CharField(max_length=160)
    name_pa = models.CharField(max_length=160)
    name_hi = models.CharField(max_length=160, blank=True)
    department_en = models.CharField(max_length=160)
    department_pa = models.CharField(max_length=160)
    vendor = models.CharField(max_length=160, blank=True)
    life_cycle = models.CharField(max_length=10, choices=LifeCycle.choices)
    hosting = models.CharField(max_length=20, choices=Hosting.choices)
    criticality = models.CharField(max_length=10, choices=Criticality.choices)
    rto_hours = models.PositiveIntegerField(null=True)
    rpo_hours = models.PositiveIntegerField(null=True)
    until_date = models.DateField(null=True)
    last_test_date = models.DateField(null=True)
    masters = models.JSONField(default=list)
    collects = models.JSONField(default=list)
    source = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(life_cycle="SUNSET") | Q(until_date__isnull=False),
                name="outside_sunset_has_a_date",
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def name(self) -> Text:
        return Text(self.name_en, self.name_pa, self.name_hi)

    @property
    def department(self) -> Text:
        return Text(self.department_en, self.department_pa)

    @property
    def is_draft(self) -> bool:
        """Nobody has named where this was read."""
        return not self.source
