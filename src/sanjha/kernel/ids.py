"""Identifiers made by the application: UUID version 7 (RFC 9562), so that they sort by time on any store."""

from datetime import UTC, datetime
from uuid import UUID

from uuid_utils import compat


def new_id() -> UUID:
    """A fresh UUIDv7."""
    return compat.uuid7()


def made_at(identifier: UUID) -> datetime:
    """The moment at which a UUIDv7 was made, to the millisecond (RFC 9562, section 5.7)."""
    return datetime.fromtimestamp((identifier.int >> 80) / 1000, UTC)
