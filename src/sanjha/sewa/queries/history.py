"""What has happened with an application, and how it stands: who has it, since when, what next, by when."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sanjha.kernel import clock
from sanjha.kernel.text import Text
from sanjha.sewa.definition.service import ServiceDefinition
from sanjha.sewa.models import Application, Decision, Objection, Task
from sanjha.sewa.pinned import definition_of

APPLICANT = Text("Applicant", "ਬਿਨੈਕਾਰ", "आवेदक")
MAKING = Text("Document being made", "ਦਸਤਾਵੇਜ਼ ਤਿਆਰ ਹੋ ਰਿਹਾ ਹੈ", "दस्तावेज़ बनाया जा रहा है")
ANSWER = Text("Answer of the applicant", "ਬਿਨੈਕਾਰ ਦਾ ਜਵਾਬ", "आवेदक का उत्तर")
NOTHING = Text("")


@dataclass(frozen=True)
class Entry:
    """One happening of the timeline; `grounds` are the coded reasons in words, `report` the step's form as data."""

    at: datetime
    kind: str
    label: Text
    step: Text
    who: Text
    post: Text
    office: Text
    reasons: str
    grounds: tuple[Text, ...]
    to_step: Text
    report: dict[str, Any]
    decision: Decision


@dataclass(frozen=True)
class Standing:
    """Who has it, since when, what next, by when. `holder` is a post, never a person's name."""

    state: str
    holder: Text
    office: Text
    step: Text
    since: datetime | None
    due_date: date | None
    application_due: date | None
    next_step: Text
    is_late: bool


def decisions_of(application: Application) -> list[Decision]:
    """All deeds on the application, the first one first."""
    return list(Decision.objects.filter(application=application).order_by("decided_at", "id"))


def timeline_of(application: Application, decisions: Sequence[Decision] | None = None) -> list[Entry]:
    """What happened, the first thing first; the caller has checked that the application may be seen."""
    definition = definition_of(application.service_version)
    return [_entry(definition, decision) for decision in decisions or decisions_of(application)]


def standing_of(
    application: Application, task: Task | None = None, objection: Objection | None = None
) -> Standing:
    """How it stands now; looks the open task and objection up unless they are given."""
    definition = definition_of(application.service_version)
    if task is None and application.state == Application.State.SUBMITTED:
        task = open_task_of(application)
    if objection is None and application.state == Application.State.WITH_CITIZEN:
        objection = open_objection_of(application)
    if task is not None:
        return _with_officer(application, definition, task)
    if objection is not None:
        return Standing(
            state=application.state,
            holder=APPLICANT,
            office=NOTHING,
            step=ANSWER,
            since=objection.raised_at,
            due_date=objection.answer_by,
            application_due=application.due_date,
            next_step=definition.step(objection.decision.step).names,
            is_late=_is_late(application),
        )
    making = application.state == Application.State.APPROVED
    return Standing(
        state=application.state,
        holder=NOTHING,
        office=NOTHING,
        step=MAKING if making else NOTHING,
        since=application.closed_at,
        due_date=None,
        application_due=application.due_date,
        next_step=definition.output.title if making else NOTHING,
        is_late=_is_late(application),
    )


def _with_officer(application: Application, definition: ServiceDefinition, task: Task) -> Standing:
    return Standing(
        state=application.state,
        holder=task.post_title,
        office=task.office_name,
        step=definition.step(task.step).names,
        since=task.opened_at,
        due_date=task.due_date,
        application_due=application.due_date,
        next_step=_next_name(definition, task.step),
        is_late=_is_late(application),
    )


def _is_late(application: Application) -> bool:
    return application.is_open and application.due_date is not None and application.due_date < clock.today()


def open_task_of(application: Application) -> Task | None:
    """The task somebody has to do now."""
    return Task.objects.filter(application=application, closed_at__isnull=True).first()


def open_objection_of(application: Application) -> Objection | None:
    """The objection that waits for its answer."""
    return (
        Objection.objects.filter(application=application, answered_at__isnull=True, lapsed_at__isnull=True)
        .select_related("decision")
        .first()
    )


def reasons_in_words(definition: ServiceDefinition, kind: str, codes: Iterable[str]) -> tuple[Text, ...]:
    """The texts of objections or of grounds for rejection, by their codes."""
    listed = definition.objections if kind == Decision.Kind.OBJECT else definition.reject_grounds
    known = {each.code: each.text for each in listed}
    return tuple(known[code] for code in codes if code in known)


def _entry(definition: ServiceDefinition, decision: Decision) -> Entry:
    label, step = Text(str(decision.kind)), NOTHING
    if decision.step:
        done = definition.step(decision.step)
        step, label = done.names, done.action(decision.action).label
    else:
        label = _DEEDS[decision.kind]
    return Entry(
        at=decision.decided_at,
        kind=decision.kind,
        label=label,
        step=step,
        who=decision.officer_name,
        post=decision.post_title,
        office=decision.office_name,
        reasons=decision.reasons,
        grounds=reasons_in_words(definition, decision.kind, decision.grounds),
        to_step=definition.step(decision.to_step).names if decision.to_step else NOTHING,
        report=decision.report,
        decision=decision,
    )


def _next_name(definition: ServiceDefinition, code: str) -> Text:
    """The step that follows in the usual way; after the last one, the document."""
    step = definition.step(code)
    for action in step.actions:
        if action.kind in {"FORWARD", "VERIFY", "RECOMMEND"} and action.routes:
            return definition.step(action.routes[-1].step).names
    return definition.output.title


_DEEDS: dict[str, Text] = {
    Decision.Kind.SUBMIT: Text("Application received", "ਅਰਜ਼ੀ ਪ੍ਰਾਪਤ ਹੋਈ", "आवेदन प्राप्त हुआ"),
    Decision.Kind.ANSWER: Text("Objection answered", "ਇਤਰਾਜ਼ ਦਾ ਜਵਾਬ ਦਿੱਤਾ ਗਿਆ", "आपत्ति का उत्तर दिया गया"),
    Decision.Kind.PERMIT_OBJECTION: Text(
        "One more objection permitted", "ਇੱਕ ਹੋਰ ਇਤਰਾਜ਼ ਦੀ ਮਨਜ਼ੂਰੀ ਦਿੱਤੀ ਗਈ", "एक और आपत्ति की अनुमति दी गई"
    ),
    Decision.Kind.REASSIGN: Text("Moved to another post", "ਦੂਜੀ ਅਸਾਮੀ ਨੂੰ ਭੇਜਿਆ ਗਿਆ", "दूसरे पद को भेजा गया"),
    Decision.Kind.WITHDRAW: Text("Withdrawn by the applicant", "ਬਿਨੈਕਾਰ ਨੇ ਵਾਪਸ ਲਈ", "आवेदक ने वापस लिया"),
    Decision.Kind.CLOSE: Text("Closed without an answer", "ਜਵਾਬ ਨਾ ਮਿਲਣ ਕਾਰਨ ਬੰਦ", "उत्तर न मिलने पर बंद"),
    Decision.Kind.REVOKE: Text("Document revoked", "ਦਸਤਾਵੇਜ਼ ਰੱਦ ਹੋਇਆ", "दस्तावेज़ निरस्त हुआ"),
    Decision.Kind.ISSUE: Text("Document issued", "ਦਸਤਾਵੇਜ਼ ਜਾਰੀ ਹੋਇਆ", "दस्तावेज़ जारी हुआ"),
}
