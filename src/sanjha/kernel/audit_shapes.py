"""Which columns a table had when its rows were sealed."""

from typing import Any

from django.apps import apps

from sanjha.kernel import audit
from sanjha.kernel.models import AuditShape


def shapes_of(table: str) -> dict[str, list[str]]:
    """The columns of a table by the fingerprint of each shape it has had."""
    known: dict[str, list[str]] = dict(
        AuditShape.objects.filter(table=table).values_list("fingerprint", "columns")
    )
    for model in apps.get_models():
        if model._meta.db_table == table:
            columns = audit.columns_of(model)
            known[audit.fingerprint(table, columns)] = columns
    return known


def record_shapes() -> int:
    """Keep the present shape of every table, after a migration. Returns how many were new."""
    wanted: dict[str, Any] = {}
    for model in apps.get_models():
        columns = audit.columns_of(model)
        mark = audit.fingerprint(model._meta.db_table, columns)
        wanted[mark] = AuditShape(fingerprint=mark, table=model._meta.db_table, columns=columns)
    known = set(AuditShape.objects.values_list("fingerprint", flat=True))
    fresh = [shape for mark, shape in wanted.items() if mark not in known]
    AuditShape.objects.bulk_create(fresh, ignore_conflicts=True)
    return len(fresh)
