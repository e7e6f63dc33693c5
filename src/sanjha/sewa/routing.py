"""Which post a step goes to: the definition names it by designation and place, the register of offices knows it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from sanjha.kernel.errors import DomainError, NotFound
from sanjha.offices import contract as offices
from sanjha.places import contract as places
from sanjha.sewa.definition.fields import Form
from sanjha.sewa.definition.service import ServiceDefinition
from sanjha.sewa.definition.workflow import Step
from sanjha.sewa.forms.flow import Responsible, responsible_for
from sanjha.sewa.forms.places import place_codes
from sanjha.sewa.forms.scope import Context

FindPlace = Callable[[str], places.Place | None]


def places_in(*forms: tuple[Form, Mapping[str, Any]]) -> dict[str, places.Place]:
    """All places that the data of the forms names, by code, looked up in one call."""
    codes: set[str] = set()
    for form, data in forms:
        codes |= place_codes(form, data)
    found = places.get_places(codes=sorted(codes)) if codes else []
    return {place.code: place for place in found}


def finder_for(*forms: tuple[Form, Mapping[str, Any]]) -> FindPlace:
    """A finder that answers from the places that the data of the forms names."""
    return places_in(*forms).get


@dataclass(frozen=True)
class Around:
    """What decides beside the place itself: the tehsil around it, the Sewa Kendra, and the office that has it now."""

    tehsil: str = ""
    kendra_code: str = ""
    office_code: str = ""


def post_for(
    definition: ServiceDefinition, step: Step, cleaned: Mapping[str, Any], context: Context, around: Around
) -> offices.PostView:
    """The post that a step falls to: the first of the definition's candidates that exists.

    The tehsil is asked when nobody is named for the exact place: towns belong to a tehsil without lying in its list of
    villages. Raises DomainError when no office is responsible: then nothing may be accepted that nobody would decide.
    """
    candidates = responsible_for(definition, step, cleaned, context)
    for place in dict.fromkeys(["", around.tehsil]):
        for candidate in candidates:
            found = _post_of(candidate, place or candidate.place, around)
            if found is not None:
                return found
    raise DomainError(
        _(
            "No office is responsible for this place yet (step: %(step)s). Tell the supervisor of the Sewa Kendra."
        )
        % {"step": step.names},
        code="no-office",
    )


def _post_of(candidate: Responsible, place: str, around: Around) -> offices.PostView | None:
    if candidate.rule == "PLACE_OF":
        try:
            return offices.responsible_post(
                designation=candidate.designation, place=place, office_kind=candidate.office_kind
            )
        except NotFound:
            return None
    office = around.kendra_code if candidate.rule == "KENDRA" else around.office_code
    posts = offices.posts_of_office(office_code=office, designation=candidate.designation) if office else []
    return posts[0] if posts else None
