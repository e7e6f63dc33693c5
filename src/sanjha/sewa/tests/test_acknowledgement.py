"""Nothing is taken without a paper that says what, when, for how much, until when, by whom, and where to appeal."""

from datetime import date

import msgspec
import pytest

from sanjha.kernel.errors import NotFound
from sanjha.locker import contract as locker
from sanjha.sewa.queries.papers import acknowledgement_of
from sanjha.sewa.tests.definitions import income_definition, income_with
from sanjha.sewa.tests.factories import DOCUMENTS, income_data, make_application, person
from sanjha.sewa.tests.world import citizen, publish


def test_the_acknowledgement_says_what_the_law_asks(operator):
    application = make_application(operator)
    paper = acknowledgement_of(operator.actor, application.id)

    assert (paper["number"], paper["received_at"]) == (application.number, "2026-11-23T10:00")
    assert paper["service"]["pa"] == "ਆਮਦਨ ਸਰਟੀਫਿਕੇਟ"
    assert paper["department"]["en"].startswith("Revenue")
    assert paper["applicant"]["mobile_masked"] == "98xxxxxx34"
    assert paper["beneficiary"] is None
    assert [document["en"] for document in paper["documents"]] == [
        "Proof of identity and residence of the beneficiary",
        "Other proof of income",
    ]
    assert paper["fees"] == [
        {"head": {"en": "Facilitation charge", "pa": "ਸਹੂਲਤ ਖ਼ਰਚਾ", "hi": "सुविधा शुल्क"}, "amount": "75.00"}
    ]
    assert (paper["total"], paper["total_words"]["en"]) == ("75.00", "seventy-five")
    assert paper["paid_by"]["en"] == "Cash"
    assert paper["receipt_number"] == application.receipt.number
    assert paper["due_date"] == application.due_date.isoformat()
    assert paper["due_note"]["en"].startswith("Draft")
    assert paper["officer"]["post"]["en"].startswith("Tehsildar")
    assert paper["appeal"]["post"]["en"] == "Sub-Divisional Magistrate"
    assert paper["kendra"] == {
        "name": {"en": "Sewa Kendra, Tapa", "pa": "ਸੇਵਾ ਕੇਂਦਰ, ਤਪਾ", "hi": "सेवा केंद्र, तपा"},
        "code": "PB-BNL-002",
    }
    assert paper["operator"] == operator.actor.name
    assert paper["counter"] == "Counter 1, Sewa Kendra Tapa"
    assert "number=PB%2FBNL" in paper["track_url"]


def test_a_beneficiary_is_named(operator):
    data = income_data(
        same_as_applicant=False,
        relation_to_applicant="DAUGHTER",
        beneficiary=person("Simran", born_on="2012-03-02"),
    )
    application = make_application(operator, data=data, documents=(*DOCUMENTS, "BIRTH_PROOF"))
    assert acknowledgement_of(operator.actor, application.id)["beneficiary"]["en"] == "Simran Kaur"


def test_without_a_limit_the_paper_says_so(operator):
    later = msgspec.structs.replace(income_definition().time_limits[0], from_date=date(2030, 1, 1))
    publish(income_with(version=2, time_limits=(later,)))
    application = make_application(operator)
    paper = acknowledgement_of(operator.actor, application.id)
    assert (application.due_date, paper["due_date"]) == (None, None)
    assert paper["due_note"]["en"] == "No time limit is notified"


@pytest.mark.parametrize("template", ["acknowledgement_a4.typ", "acknowledgement_80mm.typ"])
def test_both_papers_are_printed(operator, template):
    application = make_application(operator)
    data = acknowledgement_of(operator.actor, application.id)
    pdf = locker.render_pdf(
        template=f"_shared/{template}", data=data, issued_at=application.received_at, qr=data["track_url"]
    )
    assert pdf.startswith(b"%PDF-")


def test_it_is_printed_for_those_who_may_see_the_case(operator, other_operator):
    application = make_application(operator)
    assert acknowledgement_of(citizen(application.applicant).actor, application.id)["number"]
    for stranger in (other_operator, citizen()):
        with pytest.raises(NotFound):
            acknowledgement_of(stranger.actor, application.id)


def test_a_refused_and_an_issued_case_still_have_theirs(operator, django_assert_max_num_queries):
    application = make_application(operator, at="rejected")
    with django_assert_max_num_queries(7):
        assert acknowledgement_of(operator.actor, application.id)["number"] == application.number
