"""The acknowledgement of an application, as the template prints it (Act of 2011, s. 5; Act of 2018)."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from sanjha.kernel import clock, money
from sanjha.kernel.actors import Actor
from sanjha.kernel.text import LANGUAGES, Text
from sanjha.sewa.definition.service import ServiceDefinition
from sanjha.sewa.links import track_url
from sanjha.sewa.models import Application, Attachment, Decision, FeeReceipt, Task
from sanjha.sewa.pinned import definition_of, department_name
from sanjha.sewa.queries.access import visible_application
from sanjha.sewa.queries.drafts import attachments_of

NO_LIMIT = Text("No time limit is notified", "ਕੋਈ ਸਮਾਂ-ਹੱਦ ਅਧਿਸੂਚਿਤ ਨਹੀਂ", "कोई समय-सीमा अधिसूचित नहीं")
DRAFT_LIMIT = Text(
    "Draft: the notification of this limit is to be confirmed",
    "ਖਰੜਾ: ਇਸ ਸਮਾਂ-ਹੱਦ ਦੀ ਅਧਿਸੂਚਨਾ ਦੀ ਪੁਸ਼ਟੀ ਹੋਣੀ ਹੈ",
    "प्रारूप: इस समय-सीमा की अधिसूचना की पुष्टि होनी है",
)
APPEAL = Text(
    "Against a rejection or a delay you may appeal within 30 days.",
    "ਰੱਦ ਹੋਣ ਜਾਂ ਦੇਰੀ ਹੋਣ ਉੱਤੇ ਤੁਸੀਂ 30 ਦਿਨਾਂ ਵਿੱਚ ਅਪੀਲ ਕਰ ਸਕਦੇ ਹੋ।",
    "अस्वीकृति या देरी पर आप 30 दिनों में अपील कर सकते हैं।",
)


def acknowledgement_of(actor: Actor, application_id: UUID) -> dict[str, Any]:
    """JSON for the acknowledgement's template: what was taken, when, for how much, by when, by whom, and where to appeal.

    Raises NotFound when the actor may not see the application.
    """
    application = visible_application(actor, application_id)
    definition = definition_of(application.service_version)
    receipt = FeeReceipt.objects.prefetch_related("lines").get(application=application)
    taken = Decision.objects.get(application=application, kind=Decision.Kind.SUBMIT)
    first_task = Task.objects.get(application=application, number=1)
    people = _people(application)
    return {
        "number": application.number,
        "received_at": application.received_at.astimezone(clock.IST).strftime("%Y-%m-%dT%H:%M"),
        "service": _plain(definition.names),
        "department": _plain(department_name(definition.department)),
        **people,
        "documents": _documents(definition, attachments_of(application.pk)),
        **_fees(receipt),
        **_due(application, definition),
        "officer": {
            "post": _plain(definition.officers.designated.title),
            "office": _plain(first_task.office_name),
        },
        "appeal": {
            "post": _plain(definition.officers.first_appeal.title),
            "office": _plain(Text("")),
            "note": _plain(APPEAL),
        },
        "kendra": {"name": _plain(taken.office_name), "code": application.kendra_code},
        "operator": taken.officer_name.en if taken.officer else "",
        "counter": taken.post_title.en if taken.officer else "",
        "track_url": track_url(application.number),
    }


def _people(application: Application) -> dict[str, Any]:
    applicant = application.data["applicant"]
    other = application.data.get("beneficiary")
    return {
        "applicant": {
            "name": _plain(Text(applicant["name_en"], applicant.get("name_pa") or "")),
            "mobile_masked": _mask_mobile(applicant.get("mobile") or ""),
        },
        "beneficiary": _plain(Text(other["name_en"], other.get("name_pa") or "")) if other else None,
    }


def _documents(definition: ServiceDefinition, papers: list[Attachment]) -> list[dict[str, str]]:
    held = {paper.document for paper in papers}
    return [_plain(document.names) for document in definition.documents if document.code in held]


def _fees(receipt: FeeReceipt) -> dict[str, Any]:
    mode = FeeReceipt.Mode(receipt.mode)
    return {
        "fees": [
            {"head": _plain(line.name), "amount": money.format_inr(line.amount)}
            for line in receipt.lines.all()
        ],
        "total": money.format_inr(receipt.total),
        "total_words": _plain(
            Text(*(money.in_words(Decimal(receipt.total), language) for language in LANGUAGES))
        ),
        "paid_by": _plain(_MODES[mode]),
        "receipt_number": receipt.number,
    }


def _due(application: Application, definition: ServiceDefinition) -> dict[str, Any]:
    limit = definition.time_limit(application.received_at.astimezone(clock.IST).date())
    if limit is None or application.due_date is None:
        return {"due_date": None, "due_note": _plain(NO_LIMIT)}
    note = DRAFT_LIMIT if limit.status == "DRAFT" else Text("")
    return {"due_date": application.due_date.isoformat(), "due_note": _plain(note)}


def _plain(text: Text) -> dict[str, str]:
    return {"en": text.en, "pa": text.pa, "hi": text.hi}


def _mask_mobile(mobile: str) -> str:
    return f"{mobile[:2]}{'x' * 6}{mobile[-2:]}" if len(mobile) == 10 else ""


_MODES = {
    FeeReceipt.Mode.CASH: Text("Cash", "ਨਕਦ", "नकद"),
    FeeReceipt.Mode.ONLINE: Text("Online", "ਆਨਲਾਈਨ", "ऑनलाइन"),
    FeeReceipt.Mode.NIL: Text("No fee", "ਕੋਈ ਫ਼ੀਸ ਨਹੀਂ", "कोई शुल्क नहीं"),
}
