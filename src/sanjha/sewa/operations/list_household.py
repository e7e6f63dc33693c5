"""Who is registered with the citizen's own number, so that the citizen can say who is meant without typing it."""

from uuid import UUID

from django.utils.translation import gettext as _

from sanjha.kernel.actors import Actor
from sanjha.kernel.contracts import Purpose
from sanjha.kernel.errors import NotFound
from sanjha.people import contract as people
from sanjha.sewa import registered
from sanjha.sewa.definition.persons import person_at
from sanjha.sewa.pinned import definition_of
from sanjha.sewa.queries.drafts import draft_of
from sanjha.sewa.queries.services import current_version


def list_household(*, draft_id: UUID, part: str, actor: Actor) -> list[people.HouseholdMember]:
    """Names and birth dates to choose from for a part of the form; who stands there already is left out, and so is, for
    somebody else than the applicant, the applicant.

    The reading is logged with the service as its purpose and the draft as its case. Raises NotFound for somebody else's
    draft and a part that is about nobody, NotPermitted for anybody but a registered citizen, Unavailable when the register does not answer.
    """
    draft = draft_of(actor, draft_id)
    asked = person_at(definition_of(current_version(draft.service_version.code)).form, part)
    if asked is None:
        raise NotFound(_("This form does not ask about such a person."))
    household = people.get_household(purpose=Purpose(draft.service_version.code, case=str(draft.pk)))
    there = registered.taken(registered.read(draft.registered), asked)
    return [member for member in household if member.id not in there]
