"""Which events members may be told of, and which fields of them: never who among the officers did it."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

_CASE = ("application", "number", "service")
_DOCUMENT = ("document", "number", "doctype", "source", "source_id", "subject")

_offered: dict[str, Sequence[str]] = {
    "places.PlacesLoaded": ("kind", "created", "changed", "loaded_at"),
    "places.PlaceNamed": ("code", "name_pa", "name_hi"),
    "places.HolidayEntered": ("holiday", "date", "calendar", "district"),
    "places.HolidayChanged": ("holiday", "date_before", "date", "calendar", "district"),
    "places.HolidayRemoved": ("holiday", "date", "calendar", "district"),
    "offices.OfficeCreated": ("office", "code", "kind"),
    "offices.OfficeClosed": ("office",),
    "offices.PostCreated": ("post", "office", "designation"),
    "offices.PostClosed": ("post",),
    "people.ResidentRecorded": ("resident_id", "reference", "at"),
    "people.FactCorrected": ("resident_id", "fact", "source", "at"),
    "people.ResidentsMerged": ("kept_id", "merged_id", "at"),
    "people.MergeUndone": ("kept_id", "merged_id", "at"),
    "locker.DocumentIssued": (*_DOCUMENT, "issued_at", "valid_to"),
    "locker.DocumentRevoked": (*_DOCUMENT, "revoked_at", "replaced_by"),
    "sewa.ApplicationSubmitted": (*_CASE, "channel", "kendra_code", "tehsil", "district", "fee", "due_date", "submitted_at"),
    "sewa.ApplicationApproved": (*_CASE, "district", "approved_at"),
    "sewa.ApplicationRejected": (*_CASE, "district", "grounds", "appeal_by", "rejected_at"),
    "sewa.ApplicationWithdrawn": (*_CASE, "withdrawn_at"),
    "sewa.ApplicationClosed": (*_CASE, "objection", "closed_at"),
    "sewa.CertificateIssued": (*_CASE, "kendra_code", "district", "document", "document_number", "issued_at"),
    "sewa.CertificateRevoked": (*_CASE, "document", "revoked_at"),
}  # fmt: skip

ABOUT_PERSONS: Mapping[str, tuple[str, str]] = {
    "locker.DocumentIssued": ("subject", "document.register"),
    "locker.DocumentRevoked": ("subject", "document.register"),
}
"""Events that tell a fact of a person: the field that names whose, and the fact. The others carry ids only."""


def offered_events() -> Mapping[str, Sequence[str]]:
    """The kinds of events by name, with the fields that may be asked for."""
    return dict(_offered)


@contextmanager
def offering_event(kind: str, fields: Sequence[str]) -> Iterator[None]:
    """Inside, this event is offered too: for tests."""
    _offered[kind] = fields
    try:
        yield
    finally:
        del _offered[kind]
