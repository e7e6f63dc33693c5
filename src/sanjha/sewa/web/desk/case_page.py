"""What the page of one case shows."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from sanjha.identity.contract import Request
from sanjha.kernel.errors import Conflict, DomainError
from sanjha.kernel.text import Text
from sanjha.offices import contract as offices
from sanjha.sewa.definition.fields import Form
from sanjha.sewa.models import Decision
from sanjha.sewa.queries.case import Case
from sanjha.sewa.queries.inbox import InboxRow, inbox
from sanjha.sewa.web.answers import AnswerSection, answers_of
from sanjha.sewa.web.desk.decision_form import Decided, panel_for
from sanjha.sewa.web.desk.register_panel import register_panel
from sanjha.sewa.web.moments import moments_of
from sanjha.sewa.web.states import tone_of

_CONTROLS = {
    "reasons": "id_reasons",
    "to_step": "id_to_step",
    "file": "id_photo",
    "content": "id_photo",
    "grounds": "grounds",
    "objections": "objections",
}


def case_page(
    request: Request, found: Case, decided: Decided, *, refusal: DomainError | None = None
) -> HttpResponse:
    """The page, with everything the officer filled in and what stands in the way."""
    errors = tuple(refusal.errors) if refusal else ()
    rows = inbox(request.actor, size=2)
    context = {
        **facts(found),
        "panel": panel_for(found, decided, errors),
        "refusal": _summary(refusal),
        "problem": {refusal.field: refusal.message} if refusal and refusal.field else {},
        "was_faster": isinstance(refusal, Conflict),
        "waiting": rows.counts.all,
        "next": _next(rows.rows, found),
        "can_retry": _approved_by(request, found),
        "can_permit": _may_permit(request, found),
    }
    return render(request, "sewa/desk/case.html", context, status=refusal.status if refusal else 200)


def facts(found: Case) -> dict[str, Any]:
    """The case itself: as the page and the printed sheet show it."""
    codes = found.open_objection.codes if found.open_objection else []
    applicant = found.application.data.get("applicant") or {}
    person = found.application.data.get("beneficiary") or applicant
    return {
        "case": found,
        "tone": tone_of(found.application.state),
        "beneficiary": Text(str(person.get("name_en") or ""), str(person.get("name_pa") or "")),
        "mobile": applicant.get("mobile") or "",
        "sections": answers_of(found.definition.form, found.application.data),
        "reports": reports_of(found),
        "register": register_panel(found),
        "moments": moments_of(found.timeline, found.standing),
        "objected": {each.field for each in found.definition.objections if each.code in codes},
    }


def reports_of(found: Case) -> list[tuple[Text, Text, list[AnswerSection]]]:
    """The reports of the steps that were done: the step's name, by whom, what was reported."""
    pictures = {paper.attachment.blob: paper.attachment.pk for paper in found.papers}
    latest = {decision.step: decision for decision in found.decisions if decision.report}
    shown = []
    for step in found.definition.steps:
        if step.form is not None and step.code in found.reports:
            sections = _report(step.form, found.reports[step.code], pictures)
            by = latest[step.code].post_title if step.code in latest else Text("")
            shown.append((step.names, by, sections))
    return [entry for entry in shown if entry[2]]


def _report(form: Form, report: Mapping[str, Any], pictures: Mapping[str, UUID]) -> list[AnswerSection]:
    return answers_of(form, report, pictures)


def _next(rows: list[InboxRow], found: Case) -> InboxRow | None:
    """The most urgent work of the tray that is not this case."""
    return next((row for row in rows if row.task.application_id != found.application.pk), None)


def _summary(refusal: DomainError | None) -> list[tuple[str, object]]:
    """The refusal for the error summary; wrong fields of the step's form stand in that form's own summary."""
    if refusal is None or refusal.errors:
        return []
    return [(_CONTROLS.get(refusal.field, "decision"), refusal.message)]


def _approved_by(request: Request, found: Case) -> bool:
    """Whether a document is late and the actor holds the post that approved it."""
    return found.trouble is not None and any(
        decision.kind == Decision.Kind.APPROVE and decision.post in request.actor.posts
        for decision in found.decisions
    )


def _may_permit(request: Request, found: Case) -> bool:
    """Whether the officer has objected as often as the definition allows, and the actor is the superior."""
    if found.task is None or found.is_mine or not request.actor.posts:
        return False
    kinds = [decision.kind for decision in found.decisions]
    left = found.definition.limits.objections + kinds.count(Decision.Kind.PERMIT_OBJECTION)
    if kinds.count(Decision.Kind.OBJECT) < left:
        return False
    superior = offices.superior_post(post_id=found.task.post)
    return superior is not None and superior.id in request.actor.posts
