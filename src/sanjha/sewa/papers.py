"""What a document of a definition allows, and pictures that belong to a field of a form."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from sanjha.kernel.errors import DomainError, FieldError
from sanjha.kernel.paper_content import Allowed
from sanjha.sewa.definition.fields import AnyField, Form, GroupField, PhotoField, RowsField
from sanjha.sewa.definition.service import ServiceDefinition

FIELD_PHOTO = "FIELD_PHOTO"
"""The code under which pictures for photo fields are kept."""
MOST_PAPERS = 40
MOST_BYTES = 60 * 1024 * 1024
_PHOTO_BYTES = 6 * 1024 * 1024


def allowed_for_applicant(definition: ServiceDefinition, document: str) -> Allowed:
    """What the applicant may hand in under this code. Raises DomainError for a code the service does not ask for."""
    if document == FIELD_PHOTO and has_photo(definition.form):
        return photo()
    for asked in definition.documents:
        if asked.code == document and "UPLOAD" in asked.sources:
            return Allowed(str(asked.names), asked.accept, asked.max_kilobytes * 1024)
    raise _unknown()


def allowed_in_step(definition: ServiceDefinition, step: str, document: str) -> Allowed:
    """What an officer may add in a step: its report's papers, and pictures when its form has a place for them."""
    form = definition.step(step).form
    if document == FIELD_PHOTO and form is not None and has_photo(form):
        return photo()
    for asked in definition.documents:
        if asked.code == document and asked.step == step:
            return Allowed(str(asked.names), asked.accept, asked.max_kilobytes * 1024)
    raise _unknown()


def photo() -> Allowed:
    return Allowed(_("Photo"), ("jpg", "png"), _PHOTO_BYTES)


def has_photo(form: Form) -> bool:
    return any(True for _path in _photo_paths(form.fields, {}, "", every=True))


def check_photos(form: Form, cleaned: dict[str, Any], held: Iterable[str]) -> None:
    """Every picture that the form refers to lies with the case. Raises DomainError with the field's path."""
    kept = set(held)
    missing = [
        path for path, digest in _photo_paths(form.fields, cleaned, "", every=False) if digest not in kept
    ]
    if missing:
        message = _("The picture is not there. Take or choose it again.")
        raise DomainError(
            message, code="photo", errors=[FieldError(path, "photo", message) for path in missing]
        )


def _photo_paths(
    fields: Iterable[AnyField], data: Any, prefix: str, *, every: bool
) -> Iterator[tuple[str, str]]:
    for field in fields:
        value = data.get(field.id) if isinstance(data, dict) else None
        if isinstance(field, PhotoField):
            if every or value:
                yield prefix + field.id, str(value)
        elif isinstance(field, GroupField):
            yield from _photo_paths(field.fields, value, f"{prefix}{field.id}.", every=every)
        elif isinstance(field, RowsField):
            rows = value if isinstance(value, list) else [{}] if every else []
            for at, row in enumerate(rows):
                yield from _photo_paths(field.fields, row, f"{prefix}{field.id}.{at}.", every=every)


def _unknown() -> DomainError:
    return DomainError(_("This document is not asked for here."), code="document", field="document")
