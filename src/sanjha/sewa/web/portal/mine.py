"""What a citizen has here: applications, forms not sent yet, and what is asked of the citizen."""

from dataclasses import dataclass
from typing import Any

from sanjha.kernel.actors import Actor
from sanjha.kernel.text import Text
from sanjha.sewa.models import Application, Draft, Objection
from sanjha.sewa.pinned import definition_of
from sanjha.sewa.queries.applications import applications_of
from sanjha.sewa.queries.counter import open_objections
from sanjha.sewa.queries.drafts import drafts_of
from sanjha.sewa.queries.history import reasons_in_words
from sanjha.sewa.web.states import tone_of


@dataclass(frozen=True)
class Mine:
    """Each with the service's name; a draft with its first page, an objection with its defects in words."""

    rows: list[tuple[Application, Text, str]]
    drafts: list[tuple[Draft, Text, str]]
    waiting: list[tuple[Objection, Text, Any]]

    def __bool__(self) -> bool:
        return bool(self.rows or self.drafts or self.waiting)


def mine_of(actor: Actor, *, most: int = 100) -> Mine:
    """Everything of the citizen, the newest first; objections by urgency."""
    rows = []
    for application in applications_of(actor, most=most):
        names = definition_of(application.service_version).names
        rows.append((application, names, tone_of(application.state)))
    drafts = []
    for draft in drafts_of(actor, most=most):
        definition = definition_of(draft.service_version)
        drafts.append((draft, definition.names, definition.form.sections[0].code))
    waiting = []
    for objection in open_objections(actor, most=most):
        definition = definition_of(objection.application.service_version)
        defects = reasons_in_words(definition, "OBJECT", objection.codes)
        waiting.append((objection, definition.names, defects))
    return Mine(rows, drafts, waiting)
