"""Tell the applicant by message what happened."""

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction

from sanjha.identity import contract as identity
from sanjha.kernel import actors, audit, clock
from sanjha.kernel.text import LANGUAGES, Text
from sanjha.sewa.definition.service import Notification, ServiceDefinition
from sanjha.sewa.links import track_url
from sanjha.sewa.models import Application, Decision, Notice, Objection, Task
from sanjha.sewa.pinned import definition_of
from sanjha.sewa.rules import APPEAL_DAYS

_LONGEST_REASON = 160


def tell_applicant(*, application_id: UUID, event: str, cause: UUID) -> Notice | None:
    """Send the definition's text for the event in the applicant's language; None when nothing is told at this event.

    `cause` is the id of what happened: the same happening is told once, and a job that failed in between goes on
    with the same message.
    Raises what the sending of messages raises.
    """
    application = (
        Application.objects.select_related("service_version")
        .defer("service_version__content")
        .get(pk=application_id)
    )
    definition = definition_of(application.service_version)
    told = definition.notification(event)
    mobile = (application.data.get("applicant") or {}).get("mobile") or ""
    if told is None or not mobile:
        return None
    text = _filled(told, _words(application, definition, event))
    with transaction.atomic(durable=True):
        notice, created = Notice.objects.get_or_create(
            application=application,
            cause=cause,
            defaults={
                "event": event,
                "language": application.language,
                "text": text.in_language(application.language),
                "written_at": clock.now(),
            },
        )
        if created:
            audit.record(actors.SYSTEM, "APPLICANT_TOLD", stream=application.pk, happened=event)
    if notice.message is None:
        notice.message = identity.send_sms(
            mobile=mobile,
            template=told.sms_template or f"{definition.code}.{event}",
            text=text,
            language=application.language,
            message_id=notice.pk,
        )
        notice.save(update_fields=["message"])
    return notice


def _filled(told: Notification, words: Mapping[str, Text]) -> Text:
    def speak(language: str) -> str:
        return told.text.in_language(language).format_map(
            {name: word.in_language(language) for name, word in words.items()}
        )

    return Text(*(speak(language) for language in LANGUAGES))


def _words(application: Application, definition: ServiceDefinition, event: str) -> dict[str, Text]:
    """What the texts of notifications may speak of."""
    task = Task.objects.filter(application=application).order_by("-number").first()
    due = f"{application.due_date:%d-%m-%Y}" if application.due_date else "-"
    applicant = application.data.get("applicant") or {}
    days = APPEAL_DAYS if event == "REJECTED" else definition.limits.close_after_days
    return {
        "number": Text(application.number),
        "service": definition.names,
        "name": Text(applicant.get("name_en") or "", applicant.get("name_pa") or ""),
        "due_date": Text(due),
        "officer": definition.officers.first_appeal.title,
        "office": task.office_name if task else Text(""),
        "reason": _reason(application, definition, event),
        "link": Text(track_url(application.number)),
        "days": Text(str(days)),
    }


def _reason(application: Application, definition: ServiceDefinition, event: str) -> Text:
    """The coded reasons in words, then what the officer wrote."""
    written, codes, known = "", list[str](), dict[str, Text]()
    if event == "OBJECTED":
        objection = Objection.objects.filter(application=application).order_by("-raised_at").first()
        if objection is not None:
            written, codes = objection.text, objection.codes
            known = {each.code: each.text for each in definition.objections}
    elif event == "REJECTED":
        decision = Decision.objects.filter(application=application, kind=Decision.Kind.REJECT).first()
        if decision is not None:
            written, codes = decision.reasons, decision.grounds
            known = {each.code: each.text for each in definition.reject_grounds}

    def speak(language: str) -> str:
        whole = " ".join(
            [*(known[code].in_language(language) for code in codes if code in known), written]
        ).strip()
        return whole if len(whole) <= _LONGEST_REASON else whole[: _LONGEST_REASON - 1] + "…"

    return Text(*(speak(language) for language in LANGUAGES))
