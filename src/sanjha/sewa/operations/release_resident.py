"""Take out of a draft what the register of residents gave of somebody: another person is meant, and is typed."""

from uuid import UUID

from django.utils.translation import gettext as _

from sanjha.kernel.actors import Actor
from sanjha.kernel.errors import NotFound
from sanjha.sewa import registered
from sanjha.sewa.models import Draft
from sanjha.sewa.operations.save_draft import save_draft
from sanjha.sewa.queries.drafts import draft_of
from sanjha.sewa.registered import APPLICANT


def release_resident(*, draft_id: UUID, role: str, actor: Actor) -> Draft:
    """The draft without the person in that role and without anything the register gave of them.

    The applicant stays: the draft is theirs. Raises NotFound for somebody else's draft and for a role in which the
    register filled nobody in.
    """
    draft = draft_of(actor, draft_id)
    persons = registered.read(draft.registered)
    if role == APPLICANT or role not in persons.by_role:
        raise NotFound(_("The register of residents filled nobody in here."))
    data = registered.taken_out(draft.data, persons, role)
    return save_draft(actor=actor, data=data, draft_id=draft_id, registered_as=persons.without(role))
