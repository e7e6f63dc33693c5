"""The powers of designations and the heads of departments as they come along, read from the lists in `data`, written once.

They are a proposal (DRAFT) until a department has confirmed its own.
"""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from django.db import transaction

from sanjha.eoffice.models import DeskPowers, File, NumberTemplate, RetentionRule, SubjectHead
from sanjha.kernel import audit
from sanjha.kernel.actors import SYSTEM
from sanjha.kernel.text import Text

DATA: Final = Path(__file__).resolve().parents[1] / "data"
TEMPLATES: Final = (
    ("REV", File.Scheme.FUNCTIONAL, "{head}/{serial}/{year}-{branch}"),
    ("GGIT", File.Scheme.FUNCTIONAL, "{head}/{serial}/{year}-{branch}"),
)


def load_desk_settings() -> int:
    """Enter what is missing; what a department has changed stays. Returns the number of rows entered."""
    with transaction.atomic(durable=True):
        made = [*_powers(), *_heads(), *_templates(), *_retention()]
        if made:
            audit.record(SYSTEM, "DESK_SETTINGS_LOADED", stream="eoffice.settings", rows=made)
    return len(made)


def _powers() -> list[DeskPowers]:
    known = set(DeskPowers.objects.values_list("designation", flat=True))
    return DeskPowers.objects.bulk_create(
        DeskPowers(designation=line["designation"], level=int(line["level"]), acts=line["acts"].split())
        for line in _lines("powers")
        if line["designation"] not in known
    )


def _heads() -> list[SubjectHead]:
    known = set(SubjectHead.objects.values_list("department", "code"))
    return SubjectHead.objects.bulk_create(
        SubjectHead(
            department=line["department"],
            code=line["code"],
            title=Text(line["title_en"], line["title_pa"], line["title_hi"]),
            retention=line["retention"],
        )
        for line in _lines("heads")
        if (line["department"], line["code"]) not in known
    )


def _templates() -> list[NumberTemplate]:
    known = set(NumberTemplate.objects.values_list("department", "scheme"))
    return NumberTemplate.objects.bulk_create(
        NumberTemplate(department=department, scheme=scheme, template=template)
        for department, scheme, template in TEMPLATES
        if (department, scheme) not in known
    )


def _retention() -> list[RetentionRule]:
    known = set(RetentionRule.objects.values_list("department", "record_class"))
    return RetentionRule.objects.bulk_create(
        RetentionRule(
            department=line["department"],
            record_class=line["record_class"],
            title=Text(line["title_en"], line["title_pa"], line["title_hi"]),
            keep_years=int(line["keep_years"]) if line["keep_years"] else None,
            review_years=int(line["review_years"]),
            source=line["source"],
            is_draft=line["is_draft"] == "1",
        )
        for line in _lines("retention")
        if (line["department"], line["record_class"]) not in known
    )


def _lines(name: str) -> Iterator[dict[str, str]]:
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
