"""Small things a page sends beside its form, read strictly."""

from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _

from sanjha.kernel.errors import DomainError


def revision_of(request: HttpRequest) -> int | None:
    """The revision of the draft that the page was made of; None when the page did not say."""
    text = request.POST.get("_revision", "")
    return int(text) if text.isdecimal() and len(text) < 10 else None


def chosen_id(request: HttpRequest, name: str) -> UUID:
    """An id that the page offered. Raises DomainError."""
    try:
        return UUID(request.POST.get(name, ""))
    except ValueError:
        raise DomainError(_("Choose one from the list."), code="choose", field=name.lstrip("_")) from None
