"""Everything that follows from a draft before it is submitted: errors, papers, fees, due date, officer."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from sanjha.kernel import clock
from sanjha.kernel.actors import Actor
from sanjha.kernel.contracts import Purpose
from sanjha.kernel.errors import DomainError, FieldError, Unavailable
from sanjha.offices.contract import PostView
from sanjha.places.contract import Place
from sanjha.sewa import clock as legal_clock
from sanjha.sewa.definition.service import ServiceDefinition, TimeLimit
from sanjha.sewa.forms.documents import RequiredDocument, missing_documents, required_documents
from sanjha.sewa.forms.engine import Result, validate
from sanjha.sewa.forms.fees import FeeLine, fee_lines
from sanjha.sewa.forms.flow import uniqueness_key
from sanjha.sewa.forms.scope import Context
from sanjha.sewa.models import Application, Attachment, Draft
from sanjha.sewa.people_named import differs_from_register, where_from
from sanjha.sewa.pinned import definition_of
from sanjha.sewa.queries.applications import live_application
from sanjha.sewa.queries.drafts import attachments_of, documents_held, draft_of
from sanjha.sewa.queries.services import current_version
from sanjha.sewa.routing import Around, places_in, post_for


@dataclass(frozen=True)
class Examined:
    """A draft held against its definition. `fees` are those that follow from what is filled in so far.

    `missing` are papers that are not there, and facts that the register of residents knows otherwise.
    """

    definition: ServiceDefinition
    context: Context
    places: Mapping[str, Place]
    result: Result
    documents: list[RequiredDocument]
    missing: list[FieldError]
    fees: list[FeeLine]

    @property
    def total(self) -> Decimal:
        """Rupees."""
        return sum((line.amount for line in self.fees), Decimal(0))


@dataclass(frozen=True)
class DocumentState:
    """One document of the checklist and the papers that are there for it."""

    asked: RequiredDocument
    attachments: list[Attachment]


@dataclass(frozen=True)
class Preview:
    """What the page shows beside the form. `officer` and `due_date` are empty as long as the form has errors."""

    draft: Draft
    examined: Examined
    documents: list[DocumentState]
    officer: PostView | None
    due_date: date | None
    limit: int | None
    time_limit: TimeLimit | None
    live: Application | None

    @property
    def is_ready(self) -> bool:
        """Whether it could be submitted as it stands."""
        return (
            self.examined.result.ok
            and not self.examined.missing
            and self.live is None
            and self.officer is not None
        )


def examine(
    draft: Draft,
    definition: ServiceDefinition,
    held: Collection[str],
    *,
    strict: bool = False,
    looking: bool = False,
) -> Examined:
    """Hold what was typed against the definition: an inner function, without a check of who asks.

    Who is only `looking` may do so while the register of residents does not answer; otherwise raises Unavailable.
    """
    named = places_in((definition.form, draft.data))
    context = Context(today=clock.today(), find_place=named.get, strict=strict)
    result = validate(definition.form, draft.data, context)
    cleaned = result.cleaned
    missing = missing_documents(definition, cleaned, set(held), context)
    if result.ok:
        try:
            missing += differs_from_register(draft, cleaned, Purpose(definition.code, case=str(draft.pk)))
        except Unavailable:
            if not looking:
                raise
    return Examined(
        definition=definition,
        context=context,
        places=named,
        result=result,
        documents=required_documents(definition, cleaned, context),
        missing=missing,
        fees=fee_lines(
            definition, cleaned, channel=draft.channel, copies=draft.copies, on=context.today, context=context
        ),
    )


def preview_draft(*, draft_id: UUID, actor: Actor) -> Preview:
    """Look at the draft with the definition in force today. Changes nothing. Raises NotFound for somebody else's."""
    draft = draft_of(actor, draft_id)
    definition = definition_of(current_version(draft.service_version.code))
    attachments = attachments_of(draft.pk)
    examined = examine(draft, definition, documents_held(attachments), looking=True)
    officer, due, live = None, None, None
    if examined.result.ok:
        officer, due, live = _ahead(draft, examined)
    return Preview(
        draft=draft,
        examined=examined,
        documents=[
            DocumentState(asked, [paper for paper in attachments if paper.document == asked.code])
            for asked in examined.documents
        ],
        officer=officer,
        due_date=due,
        limit=legal_clock.limit_of(definition, channel=draft.channel, on=examined.context.today),
        time_limit=definition.time_limit(examined.context.today),
        live=live,
    )


def _ahead(draft: Draft, examined: Examined) -> tuple[PostView | None, date | None, Application | None]:
    definition, cleaned, context = examined.definition, examined.result.cleaned, examined.context
    live = live_application(uniqueness_key(definition, cleaned, context) or "")
    where = where_from(cleaned, context.find_place)
    try:
        around = Around(where.tehsil, draft.kendra_code)
        officer = post_for(definition, definition.first_step, cleaned, context, around)
    except DomainError:
        return None, None, live
    due, _step_due = legal_clock.first_due_dates(
        definition, channel=draft.channel, received=context.today, district=where.district
    )
    return officer, due, live
