"""The document as it would be made now: shown before it is signed, marked as a specimen."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from sanjha.kernel import clock
from sanjha.kernel.actors import Actor
from sanjha.kernel.errors import DomainError
from sanjha.kernel.text import Text
from sanjha.sewa.definition.expressions.syntax import ExpressionError
from sanjha.sewa.definition.expressions.values import UndecidedError
from sanjha.sewa.forms.output import output_of
from sanjha.sewa.forms.scope import Context
from sanjha.sewa.operations.issue_document import case_facts
from sanjha.sewa.queries.case import Case
from sanjha.sewa.routing import finder_for


@dataclass(frozen=True)
class Specimen:
    """Title, wording and validity of the document, whose name stands under it, and what its QR code carries."""

    title: Text
    wording: Text
    valid_from: date
    valid_to: date | None
    signatory: str
    post: Text
    office: Text
    qr_fields: dict[str, str]


def specimen_of(actor: Actor, found: Case, step: str, report: dict[str, Any]) -> Specimen:
    """Worked out with the report of the open step as it stands in the page. Raises DomainError when it cannot be."""
    today = clock.today()
    held = actor.posts[found.task.post] if found.task else next(iter(actor.posts.values()))
    reports = {**found.reports, step: {**report, "completed_on": today.isoformat()}}
    facts = case_facts(found.application, None) | {"decided_on": today.isoformat()}
    find_place = finder_for((found.definition.form, found.application.data))
    context = Context(today=today, find_place=find_place, strict=False)
    try:
        output = output_of(found.definition, found.application.data, reports, facts, context)
    except (ExpressionError, UndecidedError, ValueError):
        raise DomainError(
            _("The document cannot be shown yet: a report that it needs is missing."), code="no-specimen"
        ) from None
    return Specimen(
        title=output.title,
        wording=output.wording,
        valid_from=output.valid_from,
        valid_to=output.valid_to,
        signatory=actor.name,
        post=held.title,
        office=held.office_name,
        qr_fields=output.qr_fields,
    )
