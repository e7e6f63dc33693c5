"""Applications at any point of their way, made by the operations themselves; and the data of an income certificate."""

from copy import deepcopy
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from io import BytesIO

import pikepdf
from PIL import Image

from sanjha.kernel import context
from sanjha.sewa.models import Attachment
from sanjha.sewa.operations.answer_objection import answer_objection
from sanjha.sewa.operations.attach_document import attach_document
from sanjha.sewa.operations.decide_step import decide_step
from sanjha.sewa.operations.open_attachment import open_attachment
from sanjha.sewa.operations.save_draft import save_draft
from sanjha.sewa.operations.submit_application import submit_application
from sanjha.sewa.rules import Payment
from sanjha.sewa.tests.world import holder_of

VILLAGE, TEHSIL, DISTRICT = "V040040", "T276", "D605"
_numbers = iter(range(1, 10**9))
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def person(name="Manpreet", **values):
    return {
        "name_en": f"{name} Kaur",
        "name_pa": "ਮਨਪ੍ਰੀਤ ਕੌਰ",
        "relation": "FATHER",
        "relative_name_en": "Gurdev Singh",
        "relative_name_pa": "ਗੁਰਦੇਵ ਸਿੰਘ",
        "born_on": "1988-05-14",
        "gender": "F",
        "identity": {"type": "VOTER", "number": "ABC1234567"},
    } | values


def address(**values):
    return {
        "house": "12",
        "street": "",
        "area_type": "RURAL",
        "district": DISTRICT,
        "tehsil": TEHSIL,
        "village": VILLAGE,
        "post_office": "Tapa",
        "pin": "148108",
        "since_year": 1995,
    } | values


def income_data(name=None, **values):
    """A form without an error: one earner with wages of 1,20,000 rupees. Without a name, each call is another person."""
    born_on = "1988-05-14"
    if name is None:
        number = next(_numbers)
        name, born_on = "Man" + _spelled(number), str(date(1960, 1, 1) + timedelta(days=number * 7 % 12000))
    return {
        "applicant": person(name, mobile="9876501234", email="", born_on=born_on) | {"address": address()},
        "same_as_applicant": True,
        "purpose": "SCHOLARSHIP",
        "financial_year": "2025-26",
        "family": [
            {
                "name_en": f"{name} Kaur",
                "name_pa": "ਮਨਪ੍ਰੀਤ ਕੌਰ",
                "relation": "SELF",
                "age": 38,
                "occupation": "LABOUR",
                "is_earning": True,
                "salary": 120000,
            }
        ],
        "land": [],
        "declaration": True,
    } | values


def _spelled(number):
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = _LETTERS[rest] + letters
    return letters


def report_data(**values):
    """A Patwari's report that agrees with the declaration."""
    return {
        "report_number": "RPT/412",
        "enquiry_date": "2026-11-23",
        "found_residing": True,
        "witness_role": "LAMBARDAR",
        "witness_name": "Jagtar Singh",
        "witness_statement": "The family lives by daily wages.",
        "assessed_income": 120000,
        "flagged": False,
    } | values


@cache
def a_pdf(text="paper"):
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.docinfo["/Title"] = text
        kept = BytesIO()
        pdf.save(kept)
    return kept.getvalue()


@cache
def a_jpeg(colour="green"):
    kept = BytesIO()
    Image.new("RGB", (64, 48), colour).save(kept, "JPEG")
    return kept.getvalue()


DOCUMENTS = ("ID_RESIDENCE", "OTHER_INCOME_PROOF")


def make_draft(owner, *, data=None, documents=DOCUMENTS, channel="COUNTER", **values):
    draft = save_draft(
        actor=owner.actor,
        service="REV-INCOME",
        channel=channel,
        data=deepcopy(data) if data is not None else income_data(),
        **({"language": "en"} | values),
    )
    for document in documents:
        attach(owner, draft.id, document)
    return draft


CASH = Payment("CASH", Decimal("75.00"))
USUAL = {
    "scrutiny": ("FORWARD", {}),
    "verification": ("REPORT", "report"),
    "kanungo_report": (
        "RECOMMEND",
        {"report": {"recommended_income": 200000, "opinion": "The wages were higher."}},
    ),
    "decision": ("APPROVE", {"report": {}}),
}
"""The usual decision of each step."""


def submit(owner, draft, payment=CASH, revision=None):
    """Submit as a request of the owner would: the register of residents looks at who asks."""
    with context.request_scope(who=owner.actor):
        return submit_application(
            draft_id=draft.id, revision=revision or draft.revision, payment=payment, actor=owner.actor
        )


def make_application(owner, *, at="scrutiny", payment=CASH, **values):
    """An application with the officer of a step; `at` may also be "approved", "objected" or "rejected"."""
    application = submit(owner, make_draft(owner, **values), payment)
    if at == "objected":
        decide(None, application, "OBJECT", objections=["IDENTITY_NOT_CLEAR"])
    elif at == "rejected":
        bring_to(application, "decision")
        open_papers(application)
        decide(None, application, "REJECT", grounds=["OTHER"], reasons=REASONS)
    else:
        bring_to(application, at)
    application.refresh_from_db()
    return application


REASONS = "The family was not found living in this village at all."


def bring_to(application, step):
    """Let each officer decide in the usual way until the application is at the step (or approved)."""
    while (task := open_task(application)) is not None and task.step != step:
        action, values = USUAL[task.step]
        decide(None, application, action, **({"report": report_data()} if values == "report" else values))


def open_task(application):
    return application.tasks.filter(closed_at__isnull=True).first()


def decide(owner, application, action, **values):
    """Decide the open task; without an owner, whoever holds its post does."""
    task = open_task(application)
    actor = (owner or holder_of(task.post)).actor
    with context.request_scope(who=actor):
        return decide_step(task_id=task.id, action=action, actor=actor, **values)


def open_papers(application, owner=None):
    """Look at every paper, as the officer who has the application."""
    actor = (owner or holder_of(open_task(application).post)).actor
    for paper in Attachment.objects.filter(case_id=application.pk, removed_at__isnull=True):
        open_attachment(attachment_id=paper.pk, actor=actor)


def objection_of(application):
    return application.objections.get(answered_at__isnull=True, lapsed_at__isnull=True)


def answer(owner, application, text="It is mended.", *, papers=("ID_RESIDENCE",), **values):
    """Answer the open objection, with the papers that were asked for."""
    for document in papers:
        attach(owner, application.pk, document, a_pdf(f"new {document}"))
    with context.request_scope(who=owner.actor):
        return answer_objection(
            objection_id=objection_of(application).pk, answer=text, actor=owner.actor, **values
        )


def attach(owner, case_id, document="ID_RESIDENCE", content=None, name="scan.pdf"):
    return attach_document(
        case_id=case_id, document=document, name=name, content=content or a_pdf(document), actor=owner.actor
    )
