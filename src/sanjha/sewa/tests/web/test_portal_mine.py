"""What a citizen sees of the own applications: who has it, what is asked, what was decided."""

import pytest

from sanjha.sewa.tests.factories import (
    REASONS,
    a_pdf,
    bring_to,
    decide,
    make_application,
    make_draft,
    objection_of,
    open_papers,
)
from sanjha.sewa.tests.web.visitor import Visitor
from sanjha.sewa.tests.world import citizen

PDF = ("voter.pdf", a_pdf("a clear scan"), "application/pdf")


@pytest.fixture
def application(operator):
    return make_application(operator)


@pytest.fixture
def applicant(application):
    """The browser of whoever applied at the counter."""
    return Visitor(citizen(application.applicant), mobile=application.data["applicant"]["mobile"])


def test_the_list_shows_what_was_sent_and_what_is_asked(application, applicant):
    page = applicant.get("/my/applications/")
    assert page.has_link(f"/my/applications/{application.pk}/")
    assert "In progress" in page.main()
    decide(None, application, "OBJECT", objections=["IDENTITY_NOT_CLEAR"])
    page = applicant.get("/my/applications/")
    assert "Something is asked of you" in page.main()
    assert "missing or cannot be read" in page.main()
    assert page.has_link(f"/my/objections/{objection_of(application).pk}/")


def test_an_empty_list_leads_to_the_services(world):
    page = Visitor(citizen()).get("/my/applications/")
    assert "You have not applied for anything yet" in page.main()
    assert page.has_link("/services/")


def test_forms_that_were_begun_are_listed(home, amarjit):
    draft = make_draft(amarjit, channel="PORTAL", documents=())
    page = home.get("/my/applications/")
    assert page.has_link(f"/my/drafts/{draft.pk}/form/applicant/")
    assert page.has_link(f"/my/drafts/{draft.pk}/discard/")


def test_the_list_needs_few_queries(operator, applicant, application, django_assert_num_queries):
    applicant.get("/my/applications/")
    with django_assert_num_queries(6):
        applicant.get("/my/applications/")
    decide(None, application, "OBJECT", objections=["IDENTITY_NOT_CLEAR"])
    with django_assert_num_queries(6):
        applicant.get("/my/applications/")


def test_who_has_it_since_when_what_next_and_by_when(application, applicant):
    bring_to(application, "verification")
    page = applicant.get(f"/my/applications/{application.pk}/")
    standing = " ".join(page.find("//dl[@class='standing']")[0].text_content().split())
    assert "Who has itPatwari, Circle" in standing
    assert "Since when23-11-2026" in standing
    assert "What nextDecision" in standing
    assert f"{application.due_date:%d-%m-%Y}" in standing


def test_a_rejection_says_why_and_where_to_appeal(operator, application, applicant):
    bring_to(application, "decision")
    open_papers(application)
    decide(None, application, "REJECT", grounds=["NOT_RESIDENT"], reasons=REASONS)
    page = applicant.get(f"/my/applications/{application.pk}/")
    for words in ("does not live within", REASONS, "Sub-Divisional Magistrate", "23-12-2026"):
        assert words in page.main()
    assert not page.has_link("/withdraw/")


def test_an_objection_is_answered_with_paper_and_words(application, applicant):
    decide(None, application, "OBJECT", objections=["IDENTITY_NOT_CLEAR"], reasons="Not readable.")
    page = applicant.get(f"/my/applications/{application.pk}/")
    assert "Not readable." in page.main()
    page = applicant.get(page.link("/my/objections/"))
    refused = applicant.send(page, "answer", {"_answer": "Here it is."})
    assert refused.status == 422
    assert refused.beside("id_paper-ID_RESIDENCE")
    assert refused.value("_answer") == "Here it is."
    page = applicant.send(refused, "answer", files={"_paper-ID_RESIDENCE": PDF})
    assert page.path == f"/my/applications/{application.pk}/"
    assert "Your answer is recorded." in page.main()
    application.refresh_from_db()
    assert application.state == "SUBMITTED"


def test_a_paper_that_came_with_a_refused_answer_is_kept(application, applicant):
    codes = ["IDENTITY_NOT_CLEAR", "SALARY_PROOF_MISSING"]
    decide(None, application, "OBJECT", objections=codes)
    address = f"/my/objections/{objection_of(application).pk}/"
    page = applicant.send(applicant.get(address), "answer", files={"_paper-ID_RESIDENCE": PDF})
    assert page.status == 422
    assert "voter.pdf" in page.main()
    assert page.beside("id_paper-SALARY_PROOF")
    assert not page.find("//*[@id='id_paper-ID_RESIDENCE-error']")


def test_an_answer_with_nothing_is_refused(application, applicant):
    decide(None, application, "OBJECT", objections=["PURPOSE_NOT_CLEAR"])
    address = f"/my/objections/{objection_of(application).pk}/"
    page = applicant.send(applicant.get(address), "answer")
    assert page.status == 422
    assert "Write an answer" in page.beside("id_answer")


def test_an_answer_to_a_field_of_the_form(application, applicant):
    decide(None, application, "OBJECT", objections=["PURPOSE_NOT_CLEAR"])
    address = f"/my/objections/{objection_of(application).pk}/"
    page = applicant.get(address)
    assert not page.find("//*[@name='family.0.name_en']")
    applicant.send(page, "answer", {"purpose": "LOAN"})
    application.refresh_from_db()
    assert application.data["purpose"] == "LOAN"
    assert applicant.status(address) == 404


def test_withdrawing_is_asked_first(application, applicant):
    page = applicant.get(applicant.get(f"/my/applications/{application.pk}/").link("/withdraw/"))
    assert "cannot be taken up again" in page.main()
    page = applicant.send(page, "withdraw", {"reasons": ""})
    assert page.status == 422
    assert "Write your remarks." in page.beside("id_reasons")
    page = applicant.send(page, "withdraw", {"reasons": "I moved away."})
    assert "The application is withdrawn." in page.main()
    application.refresh_from_db()
    assert application.state == "WITHDRAWN"


def test_what_is_decided_cannot_be_withdrawn(application, applicant):
    page = applicant.get(f"/my/applications/{application.pk}/withdraw/")
    bring_to(application, "nowhere")
    page = applicant.send(page, "withdraw", {"reasons": "Too late."})
    assert page.status == 409
    assert "can no longer be withdrawn" in page.beside("id_reasons")
    assert page.value("reasons") == "Too late."


def test_the_days_are_explained(application, applicant):
    page = applicant.get(f"/my/applications/{application.pk}/days/")
    assert "0 of 15 working days are used." in page.main()


@pytest.mark.parametrize("place", ["", "days/", "withdraw/"])
def test_an_application_is_nobody_elses(application, place, other_operator):
    address = f"/my/applications/{application.pk}/{place}"
    assert Visitor(citizen()).status(address) == 404
    assert Visitor(other_operator).status(address) in (302, 403)
    assert Visitor().status(address) == 302


def test_an_objection_is_nobody_elses(application):
    decide(None, application, "OBJECT", objections=["IDENTITY_NOT_CLEAR"])
    address = f"/my/objections/{objection_of(application).pk}/"
    assert Visitor(citizen()).status(address) == 404
    assert Visitor(citizen()).status(address, "post") == 404


def test_the_case_needs_a_bounded_number_of_queries(application, applicant, django_assert_max_num_queries):
    address = f"/my/applications/{application.pk}/"
    applicant.get(address)
    with django_assert_max_num_queries(15):
        applicant.get(address)
