"""The inventory as one CSV list: services of the house and departments' applications together."""

import csv
import io
from collections.abc import Iterator

from sanjha.architecture.application_files import harmless
from sanjha.architecture.exports.whole import Application, Whole
from sanjha.ui.formatting import dmy

COLUMNS = (
    *("code", "kind", "name_en", "name_pa", "name_hi", "department_en", "department_pa", "life_cycle"),
    *("hosting", "criticality", "rto_hours", "rpo_hours", "until_date", "last_test_date", "leads"),
    *("operations", "events", "consumers", "status", "source"),
)
BYTE_ORDER_MARK = "\ufeff"
"""Without it, a spreadsheet takes Gurmukhi for something else."""


def rows(told: Whole) -> Iterator[dict[str, object]]:
    """One row a service, then one an application; what is not known is left empty."""
    for each in told.services:
        consumers = sorted({use.consumer for use in told.uses if use.owner == each.code})
        tried = told.recovery.get(each.code)
        yield {
            "code": each.code,
            "kind": "SERVICE",
            "name_en": each.title.en,
            "name_pa": each.title.pa,
            "name_hi": each.title.hi,
            "operations": sum(line.service == each.code for line in told.operations),
            "events": sum(line.service == each.code for line in told.events),
            "consumers": ";".join(consumers),
            "last_test_date": dmy(tried.tested_on) if tried else "",
            **_shared(each, told),
        }
    for row in told.outside:
        yield {
            "code": row.code,
            "kind": "OUTSIDE",
            "name_en": row.name_en,
            "name_pa": row.name_pa,
            "name_hi": row.name_hi,
            "until_date": dmy(row.until_date) if row.until_date else "",
            "last_test_date": dmy(row.last_test_date) if row.last_test_date else "",
            **_shared(row, told),
        }


def _shared(each: Application, told: Whole) -> dict[str, object]:
    """What services and applications tell alike."""
    department = each.department
    names = ("life_cycle", "hosting", "criticality", "rto_hours", "rpo_hours", "source")
    return {
        "department_en": department.en,
        "department_pa": department.pa,
        "leads": ";".join(row.name for row in told.owned_by(each.code)),
        "status": "DRAFT" if each.is_draft else "VERIFIED",
        **{name: getattr(each, name) for name in names},
    }


def inventory_list(told: Whole) -> bytes:
    """The list with its header; no cell is a formula for a spreadsheet."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, COLUMNS, restval="")
    writer.writeheader()
    for row in rows(told):
        writer.writerow({name: harmless("" if value is None else str(value)) for name, value in row.items()})
    return (BYTE_ORDER_MARK + out.getvalue()).encode()
