"""Call a fact that the register gave wrong, in the middle of an application: one press, a ticket with the owner."""

from uuid import UUID

from django.utils.translation import gettext as _

from sanjha.kernel.actors import Actor
from sanjha.kernel.errors import NotFound
from sanjha.people import contract as people
from sanjha.sewa import registered
from sanjha.sewa.models import Draft
from sanjha.sewa.operations.save_draft import save_draft
from sanjha.sewa.queries.drafts import draft_of
from sanjha.sewa.registered import APPLICANT


def dispute_registered(*, draft_id: UUID, fact: str, actor: Actor, role: str = APPLICANT) -> Draft:
    """The draft with the ticket's number at the fact (NAME, ADDRESS ...) of the person in that role; from then on it may be
    stated otherwise.

    Of the applicant on the portal only relative and address: the others say who applies. Raises NotFound for somebody
    else's draft, a fact that the register did not give, or one that it has corrected since.
    """
    draft = draft_of(actor, draft_id)
    persons = registered.read(draft.registered)
    known = persons.of(role)
    given = known.fact(fact)
    if given is None:
        raise NotFound(_("The register of residents gave no such fact."))
    if given.ticket:
        return draft
    ticket = people.dispute_fact(fact_id=given.fact, case=str(draft.pk))
    return save_draft(
        actor=actor,
        data=draft.data,
        draft_id=draft_id,
        registered_as=persons.having(role, registered.disputed(known, fact, ticket.number)),
    )
