"""Whoever is given records of a registry stands in the access log, with the client as the consumer."""

from collections.abc import Sequence
from typing import Any

from sanjha.exchange import contract as exchange
from sanjha.exchange.contract import ReadingView
from sanjha.kernel.contracts import Purpose
from sanjha.registries import queries
from sanjha.registries.models import Row, Version

PURPOSE = "GOVSTACK-DATA-API"
FACT = "registry.record"


def given_out(rows: Sequence[Row], version: Version, *, client: str, operation: str) -> None:
    """Keep that the client was given these records. Call it before they leave, outside of transactions."""
    if rows:
        exchange.log_readings(
            consumer=client,
            operation=f"registries.v1/{operation}",
            facts=[FACT],
            purpose=Purpose(PURPOSE, case=f"{version.registry.name} {version.version}"[:120]),
            subjects=[row.id for row in rows],
        )


def usage_of(*, name: str, key: str) -> list[dict[str, Any]]:
    """Who was given the records with this primary key, as GovStack's PersonalDataUsage. Raises NotFound for no registry."""
    records = queries.rows_with_key(name, key)
    if not records:
        return []
    found = exchange.readings_about(subjects=list(records), limit=1000)
    return [_usage(reading, records[reading.subject]) for reading in found]


def _usage(reading: ReadingView, key: str) -> dict[str, Any]:
    """`refrences` is spelt so in the specification."""
    parts = [*reading.consumer.split("/"), "", "", "", ""]
    return {
        "id": str(reading.id),
        "readerId": reading.reader,
        "readerInitials": "",
        "readerInstitutionId": "/".join(part for part in parts[:3] if part),
        "readerInstitutionName": parts[2],
        "readerApplicationName": parts[3] or reading.consumer,
        "searchDateTime": reading.at.isoformat(),
        "refrences": [{"ReferenceID": key}],
    }
