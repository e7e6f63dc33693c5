"""Answer what was objected to, so that the application goes on."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from sanjha.kernel import audit, clock, events
from sanjha.kernel.actors import Actor
from sanjha.kernel.errors import DomainError, NotFound
from sanjha.sewa import clock as legal_clock
from sanjha.sewa import papers, rules
from sanjha.sewa.deeds import Deed, open_task, post_in, write_deed
from sanjha.sewa.definition.service import ServiceDefinition
from sanjha.sewa.events import ObjectionAnswered
from sanjha.sewa.forms.aadhaar import scrub
from sanjha.sewa.forms.engine import validate
from sanjha.sewa.forms.flow import uniqueness_key
from sanjha.sewa.forms.scope import Context
from sanjha.sewa.models import Application, Attachment, Decision, Objection
from sanjha.sewa.operations.submit_application import ONE_LIVE, refuse_second
from sanjha.sewa.people_named import Where, search_text, where_from
from sanjha.sewa.pinned import definition_of
from sanjha.sewa.queries.access import applications_seen_by
from sanjha.sewa.queries.drafts import attachments_of
from sanjha.sewa.routing import Around, finder_for, post_for
from sanjha.sewa.ruling import Next


@dataclass(frozen=True)
class Answer:
    """An answer that may be given if the objection still waits."""

    text: str
    cleaned: dict[str, Any]
    changed: list[str]
    papers: list[Attachment]
    where: Where
    key: str
    onward: Next
    due_date: date | None
    at: datetime


def answer_objection(
    *, objection_id: UUID, answer: str, actor: Actor, data: Mapping[str, Any] | None = None
) -> Application:
    """Give the applicant's answer, with the objected fields mended (`data` is the whole form) and new papers attached.

    The application returns to the step that objected and its limit runs on from today. Raises NotPermitted for
    others than the applicant and the kendra that took the application; DomainError when a paper that was asked for is
    missing, when other fields were changed or the form does not hold; Conflict when it was answered or closed before.
    """
    objection = _visible(objection_id, actor)
    application = objection.application
    rules.check_speaks_for_applicant(actor, application)
    rules.check_objection_waits(objection, application)
    definition = definition_of(application.service_version)
    prepared = _prepare(definition, application, objection, answer, data)
    try:
        with transaction.atomic(durable=True):
            application = Application.objects.select_for_update(of=("self",)).get(pk=application.pk)
            objection = Objection.objects.get(pk=objection_id)
            rules.check_objection_waits(objection, application)
            return _take(definition, application, objection, prepared, actor)
    except IntegrityError as error:
        if ONE_LIVE in str(error):
            refuse_second(definition, prepared.key)
        raise


def _visible(objection_id: UUID, actor: Actor) -> Objection:
    found = (
        Objection.objects.filter(pk=objection_id)
        .filter(application__in=Application.objects.filter(applications_seen_by(actor)))
        .select_related("application__service_version", "decision__task")
        .defer("application__service_version__content")
        .first()
    )
    if found is None:
        raise NotFound(_("There is no such objection, or it is not yours to answer."))
    return found


def _prepare(
    definition: ServiceDefinition,
    application: Application,
    objection: Objection,
    answer: str,
    data: Mapping[str, Any] | None,
) -> Answer:
    at = clock.now()
    text = rules.check_text(answer, "answer")
    new_papers = [paper for paper in attachments_of(application.pk) if paper.objection == objection.pk]
    rules.check_papers_given(definition, objection.codes, {paper.document for paper in new_papers})
    cleaned, changed = dict(application.data), list[str]()
    context = _context(definition, application.data if data is None else data)
    if data is not None:
        result = validate(definition.form, scrub(dict(data)), context)
        if result.errors:
            raise DomainError(_("Some entries have to be mended."), code="form-invalid", errors=result.errors)
        cleaned = dict(result.cleaned)
        papers.check_photos(
            definition.form, cleaned, (paper.blob for paper in attachments_of(application.pk))
        )
        changed = rules.check_only_objected_changed(definition, objection.codes, application.data, cleaned)
    if not text and not new_papers and not changed:
        raise DomainError(
            _("Write an answer, add the paper or mend the entry."), code="answer-empty", field="answer"
        )
    step = definition.step(objection.decision.step)
    where = where_from(cleaned, context.find_place)
    around = Around(
        where.tehsil,
        application.kendra_code,
        objection.decision.task.office_code if objection.decision.task else "",
    )
    post = post_for(definition, step, cleaned, context, around)
    today = at.date()
    pauses = legal_clock.pauses_of(application.objections.filter(answered_at__isnull=False))
    return Answer(
        text=text,
        cleaned=cleaned,
        changed=changed,
        papers=new_papers,
        where=where,
        key=uniqueness_key(definition, cleaned, context) or "",
        onward=Next(
            step.code, post, legal_clock.step_due_date(definition, step, start=today, district=where.district)
        ),
        due_date=legal_clock.due_date_after(
            definition,
            channel=application.channel,
            received=application.received_at.astimezone(clock.IST).date(),
            pauses=[*pauses, legal_clock.Pause(objection.raised_at.astimezone(clock.IST).date(), today)],
            resumed=today,
            district=where.district,
            before=application.due_date,
        ),
        at=at,
    )


def _context(definition: ServiceDefinition, data: Mapping[str, Any]) -> Context:
    return Context(today=clock.today(), find_place=finder_for((definition.form, data)), strict=False)


def _take(
    definition: ServiceDefinition, application: Application, objection: Objection, given: Answer, actor: Actor
) -> Application:
    where = given.where
    application.state, application.due_date = Application.State.SUBMITTED, given.due_date
    application.data, application.uniqueness_key = given.cleaned, given.key
    application.search_text = search_text(given.cleaned)
    application.place, application.place_name = where.place, where.name
    application.tehsil, application.district = where.tehsil, where.district
    application.save()
    objection.answer, objection.answered_at = given.text, given.at
    objection.save(update_fields=["answer", "answered_at"])
    deed = write_deed(
        application,
        Deed(
            kind=Decision.Kind.ANSWER,
            actor=actor,
            at=given.at,
            post=post_in(actor, application.kendra_code),
            to_step=given.onward.step,
            reasons=given.text,
            details={"changed": given.changed, "papers": [str(paper.pk) for paper in given.papers]},
        ),
    )
    task = open_task(
        application,
        step=given.onward.step,
        post=given.onward.post,
        due_date=given.onward.due_date,
        at=given.at,
        after=application.tasks.latest("number").number,
    )
    audit.record(
        actor,
        "OBJECTION_ANSWERED",
        stream=application.pk,
        rows=[application, objection, deed, task],
        changed=given.changed,
    )
    events.publish(
        ObjectionAnswered(
            application=application.pk,
            number=application.number,
            service=definition.code,
            objection=objection.pk,
            post=task.post,
            due_date=application.due_date,
            answered_at=given.at,
        )
    )
    return application
