"""Everything the page of one case shows, in one read."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sanjha.kernel.actors import Actor
from sanjha.kernel.text import Text
from sanjha.sewa import rules
from sanjha.sewa.definition.service import Document, ServiceDefinition
from sanjha.sewa.models import (
    Application,
    Attachment,
    Decision,
    FactCorrectedSince,
    FeeReceipt,
    IssuedCertificate,
    IssueTrouble,
    Objection,
    RegisteredApplicant,
    RegisteredPerson,
    Task,
)
from sanjha.sewa.pinned import definition_of
from sanjha.sewa.queries.access import visible_application
from sanjha.sewa.queries.drafts import attachments_of, opened_by
from sanjha.sewa.queries.history import Entry, Standing, decisions_of, standing_of, timeline_of

__all__ = ["Case", "Paper", "case_of", "visible_application"]


@dataclass(frozen=True)
class Paper:
    """A paper of the case, what it is called, and whether the actor has opened it."""

    attachment: Attachment
    name: Text
    is_opened: bool


@dataclass(frozen=True)
class Case:
    """One application with all that belongs to it. `task` is the open one; `is_mine` says that the actor may decide it."""

    application: Application
    definition: ServiceDefinition
    task: Task | None
    is_mine: bool
    speaks_for_applicant: bool
    standing: Standing
    timeline: list[Entry]
    decisions: list[Decision]
    reports: dict[str, dict[str, Any]]
    papers: list[Paper]
    objections: list[Objection]
    open_objection: Objection | None
    receipt: FeeReceipt | None
    certificate: IssuedCertificate | None
    trouble: IssueTrouble | None
    register: RegisteredApplicant | None
    persons: list[RegisteredPerson]
    corrected_since: list[FactCorrectedSince]


def case_of(actor: Actor, application_id: UUID) -> Case:
    """The case, if the actor may see it. Raises NotFound."""
    application = visible_application(actor, application_id)
    definition = definition_of(application.service_version)
    decisions = decisions_of(application)
    tasks = list(application.tasks.order_by("number"))
    task = next((each for each in tasks if each.closed_at is None), None)
    objections = list(application.objections.select_related("decision").order_by("raised_at"))
    waiting = next((each for each in objections if each.answered_at is None and each.lapsed_at is None), None)
    register = RegisteredApplicant.objects.filter(application=application).first()
    persons = list(application.persons.order_by("id"))
    is_known = register is not None or bool(persons)
    return Case(
        application=application,
        definition=definition,
        task=task,
        is_mine=task is not None and actor.is_officer and task.post in actor.posts,
        speaks_for_applicant=rules.speaks_for_applicant(actor, application),
        standing=standing_of(application, task, waiting),
        timeline=timeline_of(application, decisions),
        decisions=decisions,
        reports=rules.reports_of(decisions),
        papers=_papers(actor, application, definition),
        objections=objections,
        open_objection=waiting,
        receipt=FeeReceipt.objects.filter(application=application).prefetch_related("lines").first(),
        certificate=IssuedCertificate.objects.filter(application=application).first(),
        trouble=IssueTrouble.objects.filter(application=application).first(),
        register=register,
        persons=persons,
        corrected_since=list(application.corrected_since.order_by("corrected_at")) if is_known else [],
    )


def _papers(actor: Actor, application: Application, definition: ServiceDefinition) -> list[Paper]:
    asked: dict[str, Document] = {document.code: document for document in definition.documents}
    opened = opened_by(actor.person, application.pk) if actor.is_officer else set()
    return [
        Paper(
            attachment=paper,
            name=asked[paper.document].names if paper.document in asked else Text(paper.original_name),
            is_opened=paper.pk in opened,
        )
        for paper in attachments_of(application.pk)
    ]
