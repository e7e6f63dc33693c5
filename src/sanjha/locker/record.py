"""The record of a document: everything it states, in one canonical form whose hash stands in register and QR code."""

from datetime import datetime
from typing import Any

import msgspec

from sanjha.kernel.clock import IST
from sanjha.kernel.text import Text
from sanjha.locker.models import Contents, Document


def record_of(document: Document, contents: Contents, issued_at: datetime) -> dict[str, Any]:
    """What the document states: the register's part and the case's data. The same rows give the same record."""
    return {
        "number": document.number,
        "doc_id": document.doc_id,
        "issuer_id": document.issuer_id,
        "doctype": document.doctype,
        "title": dict(document.title),
        "period": document.period,
        "issued_at": moment(issued_at),
        "valid_from": document.valid_from.isoformat(),
        "valid_to": document.valid_to.isoformat() if document.valid_to else None,
        "signatory": contents.signatory,
        "data": contents.data,
    }


def moment(at: datetime) -> str:
    """A moment to the minute in Indian Standard Time, as it is printed: "2026-11-24T11:05"."""
    return at.astimezone(IST).strftime("%Y-%m-%dT%H:%M")


def as_json(value: Text | msgspec.Struct) -> dict[str, Any]:
    """A value of the contract as the store keeps it; a Text always with both scripts of a page."""
    plain = msgspec.to_builtins(value)
    return (
        _with_both_scripts(plain)
        if isinstance(value, Text)
        else {k: _with_both_scripts(v) for k, v in plain.items()}
    )


def _with_both_scripts(part: Any) -> Any:
    return {"pa": "", **part} if isinstance(part, dict) and "en" in part else part
