"""The acknowledgement at the counter, at home and on paper; and the papers of a case in the browser."""

import pytest

from sanjha.sewa.models import AttachmentOpening
from sanjha.sewa.queries.drafts import attachments_of
from sanjha.sewa.tests.factories import a_jpeg, attach, make_application, make_draft
from sanjha.sewa.tests.web.visitor import Visitor
from sanjha.sewa.tests.world import citizen


@pytest.fixture
def application(operator):
    return make_application(operator)


@pytest.fixture
def address(application):
    return f"/acknowledgements/{application.pk}/"


def test_the_counter_sees_everything_it_has_to_tell(counter, application, address):
    page = counter.get(address)
    for words in (
        application.number,
        f"{application.due_date:%d-%m-%Y}",
        "Proof of identity and residence of the beneficiary",
        "Facilitation charge: ₹ 75.00",
        "Tehsildar",
        "Sub-Divisional Magistrate",
        "98xxxxxx34",
    ):
        assert words in page.main()
    assert page.find("//a[@data-key='F8']")
    assert page.find("//nav//a[@data-key='F2']")
    assert page.find(f"//img[@src='{address}code.svg']")


def test_the_citizen_sees_what_happens_next(application, address):
    mobile = application.data["applicant"]["mobile"]
    page = Visitor(citizen(application.applicant), mobile=mobile).get(address)
    assert application.number in page.main()
    assert "What happens next" in page.main()
    assert page.has_link(f"/my/applications/{application.pk}/")


@pytest.mark.parametrize("paper", ["a4.pdf", "80mm.pdf"])
def test_it_is_printed_on_two_papers(counter, address, paper):
    response = counter.client.get(address + paper)
    assert response["Content-Type"] == "application/pdf"
    assert response.content.startswith(b"%PDF")
    assert "inline" in response["Content-Disposition"]


def test_its_code_is_a_drawing(counter, address):
    response = counter.client.get(address + "code.svg")
    assert response["Content-Type"] == "image/svg+xml"
    assert b"<svg" in response.content


def test_it_is_nobody_elses(address, other_operator):
    for place in ("", "a4.pdf", "80mm.pdf", "code.svg"):
        assert Visitor(other_operator).status(address + place) == 404
        assert Visitor(citizen()).status(address + place) == 404
        assert Visitor().status(address + place) == 302


def test_a_picture_is_shown_without_any_right_and_a_pdf_as_it_is(counter, operator):
    draft = make_draft(operator, documents=())
    picture = attach(operator, draft.pk, "PHOTO", a_jpeg(), "me.jpg")
    pdf = attach(operator, draft.pk, "ID_RESIDENCE")
    shown = counter.client.get(f"/papers/{picture.pk}/")
    assert shown["Content-Type"] == "image/jpeg"
    assert "sandbox" in shown["Content-Security-Policy"]
    assert "script-src" not in shown["Content-Security-Policy"]
    for response in (shown, counter.client.get(f"/papers/{pdf.pk}/")):
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response["Cache-Control"] == "private, no-store"
        assert response["Content-Disposition"].startswith("inline")
        assert "frame-ancestors 'none'" in response["Content-Security-Policy"]


def test_who_opened_a_paper_is_written_down(application, dealing_hand):
    (paper, *_rest) = attachments_of(application.pk)
    assert Visitor(dealing_hand).status(f"/papers/{paper.pk}/") == 200
    assert AttachmentOpening.objects.get().officer == dealing_hand.actor.person


def test_papers_are_nobody_elses(application, other_operator, patwari):
    (paper, *_rest) = attachments_of(application.pk)
    for stranger in (Visitor(other_operator), Visitor(patwari), Visitor(citizen())):
        assert stranger.status(f"/papers/{paper.pk}/") == 404
    assert Visitor().status(f"/papers/{paper.pk}/") == 302
