"""Identifiers made by the application: UUID version 7 (RFC 9562), so that they sort by time on any store."""

from uuid import UUID

from uuid_utils import compat


def new_id() -> UUID:
    """A fresh UUIDv7."""
    return compat.uuid7()
