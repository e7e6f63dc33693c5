"""Which post a step goes to: the definition names it by designation and place, the register of offices knows it."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from sanjha.kernel.errors import DomainError, NotFound
from sanjha.offices import contract as offices
from sanjha.places import contract as places
from sanjha.sewa.definition.fields import Form
from sanjha.sewa.definition.service import ServiceDefinition
from sanjha.sewa.definition.workflow import Step
from sanjha.sewa.forms.flow import responsible_for
from sanjha.sewa.forms.places import place_codes
from sanjha.sewa.forms.scope import Context

FindPlace = Callable[[str], places.Place | None]


def finder_for(*forms: tuple[Form, Mapping[str, Any]]) -> FindPlace:
    """Look up all places that the data of the forms names, in one call; the finder answers from that."""
    codes: set[str] = set()
    for form, data in forms:
        codes |= place_codes(form, data)
    found = places.get_places(codes=sorted(codes)) if codes else []
    return {place.code: place for place in found}.get


def post_for(
    definition: ServiceDefinition,
    step: Step,
    cleaned: Mapping[str, Any],
    context: Context,
    *,
    wider: str = "",
) -> offices.PostView:
    """The post that a step falls to: the first of the definition's candidates that exists.

    `wider` is the place around (the tehsil), asked when nobody is named for the exact one: towns belong to a tehsil
    without lying in its list of villages. Raises DomainError when no office is responsible: then nothing may be
    accepted that nobody would decide.
    """
    candidates = responsible_for(definition, step, cleaned, context)
    for place in dict.fromkeys(["", wider]):
        for candidate in candidates:
            try:
                return offices.responsible_post(
                    designation=candidate.designation,
                    place=place or candidate.place,
                    office_kind=candidate.office_kind,
                )
            except NotFound:
                continue
    raise DomainError(
        _(
            "No office is responsible for this place yet (step: %(step)s). Tell the supervisor of the Sewa Kendra."
        )
        % {"step": step.names},
        code="no-office",
    )
