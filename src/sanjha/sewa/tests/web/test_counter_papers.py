"""Papers, fee and acceptance at the counter."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from sanjha.sewa.models import Application, Attachment, Draft, FeeReceipt
from sanjha.sewa.queries.drafts import attachments_of
from sanjha.sewa.tests.factories import (
    a_jpeg,
    a_pdf,
    attach,
    income_data,
    make_application,
    make_draft,
)
from sanjha.sewa.tests.web.visitor import Visitor

PDF = ("scan.pdf", a_pdf("voter card"), "application/pdf")


def papers(draft):
    return f"/counter/drafts/{draft.pk}/papers/"


@pytest.fixture
def draft(operator):
    return make_draft(operator, documents=())


def test_the_checklist_says_what_is_missing(counter, draft):
    page = counter.get(papers(draft))
    assert page.status == 200
    assert page.find("//input[@data-key='F7']/@id") == ["id_file-ID_RESIDENCE"]
    assert "one of these is enough" in page.main()
    assert "₹ 75.00 received, accept" in page.main()


def test_a_paper_is_taken_and_the_next_one_waits(counter, draft):
    page = counter.send(counter.get(papers(draft)), "paper-ID_RESIDENCE", files={"file": PDF})
    assert page.path == papers(draft)
    assert page.has_link("/papers/")
    assert "scan.pdf" in page.main()
    assert page.find("//input[@data-key='F7']/@id") == ["id_file-SALARY_PROOF"]
    page = counter.send(page, "paper-OTHER_INCOME_PROOF", files={"file": ("x.jpg", a_jpeg(), "image/jpeg")})
    assert not page.find("//input[@data-key='F7']")


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (("voter.pdf", b"no pdf at all", "application/pdf"), "by its content"),
        (("voter.jpg", b"<script>alert(1)</script>", "image/jpeg"), "by its content"),
        (("empty.pdf", b"", "application/pdf"), "the file is empty"),
        (("large.pdf", b"%PDF-" + b"x" * (12 * 1024 * 1024 + 1), "application/pdf"), "larger than"),
    ],
)
def test_a_refused_file_is_told_beside_its_paper(counter, draft, file, words):
    page = counter.send(counter.get(papers(draft)), "paper-ID_RESIDENCE", files={"file": file})
    assert page.status == 422
    assert words in page.beside("id_file-ID_RESIDENCE")
    assert page.find("//*[contains(@class, 'error-summary')]//a/@href") == ["#id_file-ID_RESIDENCE"]
    assert not page.find("//*[@id='id_file-SALARY_PROOF-error']")
    assert not Attachment.objects.exists()


def test_no_file_is_told_as_well(counter, draft):
    page = counter.send(counter.get(papers(draft)), "paper-ID_RESIDENCE")
    assert page.status == 422
    assert "Choose a file" in page.beside("id_file-ID_RESIDENCE")


def test_a_paper_that_is_not_asked_for_is_refused(counter, draft):
    page = counter.send(
        counter.get(papers(draft)), "paper-ID_RESIDENCE", {"document": "PASSPORT"}, files={"file": PDF}
    )
    assert page.status == 422
    assert page.problems() == ["This document is not asked for here."]


def test_a_paper_is_taken_from_the_page_of_the_form_in_the_background(counter, draft):
    def take(document, content):
        file = counter.client.post(
            papers(draft),
            {"document": document, "file": SimpleUploadedFile("scan.pdf", content)},
            headers={"x-requested-with": "fetch"},
        )
        return file.status_code, file.json()

    status, said = take("ID_RESIDENCE", a_pdf())
    assert status == 200
    assert "1 of 2" in said["aside"]
    status, said = take("ID_RESIDENCE", b"nonsense")
    assert status == 422
    assert "by its content" in said["problem"]
    assert len(attachments_of(draft.pk)) == 1


def test_a_paper_is_taken_off_again(counter, operator, draft):
    paper = attach(operator, draft.pk)
    page = counter.send(counter.get(papers(draft)), f"remove-{paper.pk}")
    assert page.path == papers(draft)
    assert attachments_of(draft.pk) == []


def test_a_form_with_errors_goes_back_to_the_form(counter, operator):
    draft = make_draft(operator, data={}, documents=())
    assert counter.get(papers(draft)).path == f"/counter/drafts/{draft.pk}/"


def test_the_application_is_accepted_for_cash(counter, operator):
    draft = make_draft(operator)
    page = counter.send(counter.get(papers(draft)), "submit", {"_mode": "CASH"})
    application = Application.objects.get()
    assert page.path == f"/acknowledgements/{application.pk}/"
    assert application.number in page.main()
    receipt = FeeReceipt.objects.get()
    assert (receipt.mode, str(receipt.total), receipt.post) == ("CASH", "75.00", operator.post)


def test_pressing_twice_accepts_once(counter, operator):
    draft = make_draft(operator)
    page = counter.get(papers(draft))
    first = counter.send(page, "submit")
    second = counter.send(page, "submit")
    assert first.path == second.path
    assert Application.objects.count() == 1


def test_a_payment_by_upi_needs_its_reference(counter, operator):
    draft = make_draft(operator)
    page = counter.send(counter.get(papers(draft)), "submit", {"_mode": "ONLINE", "_reference": " "})
    assert page.status == 422
    assert "reference number" in page.beside("id_reference")
    assert page.find("//input[@id='id_mode-online'][@checked]")
    page = counter.send(page, "submit", {"_mode": "ONLINE", "_reference": "UPI-123"})
    assert FeeReceipt.objects.get().reference == "UPI-123"


def test_a_payment_used_before_is_refused_and_its_number_stays_typed(counter, operator):
    for _twice in range(2):
        draft = make_draft(operator)
        page = counter.send(counter.get(papers(draft)), "submit", {"_mode": "ONLINE", "_reference": "UPI-1"})
    assert page.status == 409
    assert "used for another application" in page.main()
    assert page.value("_reference") == "UPI-1"
    assert Application.objects.count() == 1


def test_missing_papers_stop_the_acceptance(counter, draft):
    page = counter.send(counter.get(papers(draft)), "submit")
    assert page.status == 422
    assert "needed" in page.beside("id_file-ID_RESIDENCE")
    assert page.beside("id_file-SALARY_PROOF")
    assert Draft.objects.exists()


def test_a_fee_that_has_changed_since_is_not_taken_silently(counter, operator):
    draft = make_draft(operator)
    page = counter.send(counter.get(papers(draft)), "submit", {"_total": "50.00"})
    assert page.status == 422
    assert "The fee is ₹ 75.00" in page.main()
    assert not Application.objects.exists()


def test_a_form_changed_in_another_window_is_not_accepted_unseen(counter, operator):
    draft = make_draft(operator)
    page = counter.get(papers(draft))
    counter.send(
        counter.get(f"/counter/drafts/{draft.pk}/"), "application", {"purpose": "LOAN"}, button="_save"
    )
    page = counter.send(page, "submit")
    assert page.status == 409
    assert "changed in another window" in page.main()
    assert not Application.objects.exists()


def test_a_second_certificate_of_the_year_is_announced_and_refused(counter, operator):
    data = income_data("Sole")
    earlier = make_application(operator, data=data)
    draft = make_draft(operator, data=data)
    page = counter.get(papers(draft))
    assert earlier.number in page.main()
    page = counter.send(page, "submit")
    assert page.status == 409
    assert Application.objects.count() == 1


def test_the_address_of_a_submitted_draft_is_not_anothers(counter, operator, other_operator):
    draft = make_draft(operator)
    counter.send(counter.get(papers(draft)), "submit")
    assert Visitor(other_operator).status(papers(draft)) == 404
    assert Visitor(other_operator).status(f"/counter/drafts/{draft.pk}/submit/", "post") == 404
