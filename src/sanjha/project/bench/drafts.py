"""Many forms that are filled in and only wait to be submitted."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from sanjha.kernel import actors
from sanjha.kernel.actors import Actor, Kind
from sanjha.offices.operations.load_demo_offices import demo_id
from sanjha.project.story.papers import scanned_page
from sanjha.project.story.people import APPLICATION
from sanjha.sewa.forms.html import parse
from sanjha.sewa.models import Draft
from sanjha.sewa.operations.attach_document import attach_document
from sanjha.sewa.operations.save_draft import save_draft

DOCUMENTS = ("ID_RESIDENCE", "OTHER_INCOME_PROOF")


def operator(employee_no: str = "PB0010") -> Actor:
    """The operator of a counter of the demonstration."""
    person = demo_id("officer", employee_no)
    return Actor(Kind.OFFICER, person=person, name="Counter", posts=actors.holdings_of(person))


def ready_drafts(count: int, *, actor: Actor, financial_year: str, start: int = 0) -> Iterator[Draft]:
    """Drafts of income certificates, each for another person, with their papers."""
    page = scanned_page("Voter card")
    for number in range(start, start + count):
        draft = save_draft(
            actor=actor, data=_data(number, financial_year), service="REV-INCOME", channel="COUNTER"
        )
        for document in DOCUMENTS:
            attach_document(case_id=draft.pk, document=document, name="page.jpg", content=page, actor=actor)
        draft.refresh_from_db()
        yield draft


def _data(number: int, financial_year: str) -> dict[str, Any]:
    born = date(1950, 1, 1) + timedelta(days=number)
    values = {
        **APPLICATION,
        "applicant.mobile": f"8{number:09d}",
        "applicant.born_on": born.strftime("%d-%m-%Y"),
        "financial_year": financial_year,
    }
    return parse(list(values.items())).data
