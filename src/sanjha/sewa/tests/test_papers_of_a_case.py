"""Papers are put to a case and taken off it by who may, when they may; looks at them are written down."""

from datetime import timedelta

import pytest

from sanjha.kernel import blobs, clock
from sanjha.kernel.actors import ANONYMOUS
from sanjha.kernel.errors import Conflict, DomainError, NotFound, NotPermitted
from sanjha.kernel.ids import new_id
from sanjha.kernel.models import AuditEntry
from sanjha.sewa.models import Attachment, AttachmentOpening
from sanjha.sewa.operations.open_attachment import open_attachment
from sanjha.sewa.operations.remove_attachment import remove_attachment
from sanjha.sewa.papers import MOST_PAPERS
from sanjha.sewa.queries.drafts import attachments_of
from sanjha.sewa.tests.factories import a_jpeg, a_pdf, attach, bring_to, make_application, make_draft, submit
from sanjha.sewa.tests.world import citizen


def test_a_paper_is_kept_under_its_content(operator):
    draft = make_draft(operator, documents=())
    paper = attach(operator, draft.id, "ID_RESIDENCE", a_pdf("voter card"), "C:\\scans\\Voter Card.PDF")
    assert blobs.get(paper.blob) == a_pdf("voter card")
    assert (paper.original_name, paper.media_type, paper.pages) == ("Voter Card.pdf", "application/pdf", 1)
    assert (paper.size, paper.uploaded_by) == (len(a_pdf("voter card")), operator.actor.person)
    assert AuditEntry.objects.filter(action="DOCUMENT_ATTACHED").count() == 1


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("evil.exe", "evil.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("", "document.pdf"),
        (".pdf", "document.pdf"),
        ("a\x00b.pdf", "document.pdf"),
        ("ਵੋਟਰ ਕਾਰਡ.jpeg", "ਵੋਟਰ ਕਾਰਡ.pdf"),
        ("x" * 300 + ".pdf", "x" * 120 + ".pdf"),
        ("photo.tar.gz", "photo.tar.pdf"),
    ],
)
def test_the_name_never_says_what_it_is(operator, name, kept):
    draft = make_draft(operator, documents=())
    assert attach(operator, draft.id, "ID_RESIDENCE", a_pdf(), name).original_name == kept


def test_the_same_file_again_is_the_same_paper(operator):
    draft = make_draft(operator, documents=())
    first = attach(operator, draft.id)
    assert attach(operator, draft.id) == first
    assert attach(operator, draft.id, content=a_pdf("page two")) != first
    assert len(attachments_of(draft.id)) == 2


@pytest.mark.parametrize(
    "document", ["SELF_DECLARATION", "VERIFICATION_REPORT", "NONSENSE", "FIELD_PHOTO", ""]
)
def test_only_what_is_asked_for_is_taken(operator, document):
    draft = make_draft(operator, documents=())
    with pytest.raises(DomainError, match="not asked for here"):
        attach(operator, draft.id, document)


def test_a_refused_file_leaves_nothing_behind(operator):
    draft = make_draft(operator, documents=())
    with pytest.raises(DomainError, match=r"Photograph.*not one of these: JPG, PNG"):
        attach(operator, draft.id, "PHOTO", a_pdf("not a photograph"))
    assert attachments_of(draft.id) == []
    assert not AuditEntry.objects.filter(action="DOCUMENT_ATTACHED").exists()


def test_a_case_takes_only_so_many_papers(operator, monkeypatch):
    monkeypatch.setattr("sanjha.sewa.papers.MOST_PAPERS", 3)
    draft = make_draft(operator, documents=())
    for number in range(3):
        attach(operator, draft.id, content=a_pdf(f"page {number}"))
    with pytest.raises(DomainError, match="too many papers"):
        attach(operator, draft.id, content=a_pdf("one more"))
    assert MOST_PAPERS == 40


def test_strangers_put_nothing_to_a_case(operator, other_operator):
    draft = make_draft(operator, documents=())
    for stranger in (other_operator, citizen()):
        with pytest.raises(NotFound):
            attach(stranger, draft.id)
    with pytest.raises(NotFound):
        attach(operator, new_id())


def test_after_the_submission_papers_wait_for_an_objection(operator, dealing_hand):
    application = make_application(operator)
    with pytest.raises(NotPermitted, match="only while an objection waits"):
        attach(operator, application.id)
    with pytest.raises(NotPermitted, match="only while an objection waits"):
        attach(citizen(application.applicant), application.id)
    with pytest.raises(DomainError, match="not asked for here"):
        attach(dealing_hand, application.id)


def test_the_file_that_was_objected_to_does_not_answer_the_objection(operator):
    application = make_application(operator, at="objected")
    with pytest.raises(DomainError, match="handed in before"):
        attach(operator, application.id, "ID_RESIDENCE", a_pdf("ID_RESIDENCE"))


def test_an_officer_adds_papers_to_his_own_step(operator, dealing_hand, patwari):
    application = make_application(operator, at="verification")
    with pytest.raises(NotPermitted, match="Only the officer who has"):
        attach(dealing_hand, application.id, "FIELD_PHOTO", a_jpeg())
    paper = attach(patwari, application.id, "FIELD_PHOTO", a_jpeg(), "house.jpg")
    assert (paper.step, paper.media_type) == ("verification", "image/jpeg")
    remove_attachment(attachment_id=paper.id, actor=patwari.actor)
    again = attach(patwari, application.id, "FIELD_PHOTO", a_jpeg(), "house.jpg")
    bring_to(application, "decision")
    with pytest.raises(NotPermitted, match="stays in it"):
        remove_attachment(attachment_id=again.id, actor=patwari.actor)


def test_a_drafts_paper_is_taken_off_and_its_row_stays(operator):
    draft = make_draft(operator, documents=())
    paper = attach(operator, draft.id)
    for _again in range(2):
        remove_attachment(attachment_id=paper.id, actor=operator.actor)
    assert attachments_of(draft.id) == []
    assert Attachment.objects.get().removed_at == clock.now()
    assert AuditEntry.objects.filter(action="DOCUMENT_REMOVED").count() == 1
    assert attach(operator, draft.id).id != paper.id


def test_nobody_takes_off_what_was_handed_in(operator, dealing_hand, other_operator):
    application = make_application(operator)
    paper = attachments_of(application.id)[0]
    for person in (operator, dealing_hand, citizen(application.applicant)):
        with pytest.raises(NotPermitted):
            remove_attachment(attachment_id=paper.id, actor=person.actor)
    with pytest.raises(NotFound):
        remove_attachment(attachment_id=paper.id, actor=other_operator.actor)
    with pytest.raises(NotFound):
        remove_attachment(attachment_id=new_id(), actor=operator.actor)


def test_a_submitted_draft_takes_no_more_papers(operator):
    draft = make_draft(operator)
    submit(operator, draft)
    with pytest.raises((Conflict, NotPermitted)):
        attach(operator, draft.id, content=a_pdf("late"))


def test_looks_of_officers_are_written_down_each_time(operator, patwari):
    application = make_application(operator, at="verification")
    paper = attachments_of(application.id)[0]
    opened = open_attachment(attachment_id=paper.id, actor=patwari.actor)
    assert (opened.content, opened.media_type) == (a_pdf("ID_RESIDENCE"), "application/pdf")
    with clock.advanced(timedelta(minutes=5)):
        open_attachment(attachment_id=paper.id, actor=patwari.actor)
    assert AttachmentOpening.objects.filter(officer=patwari.actor.person, post=patwari.post).count() == 2
    assert AuditEntry.objects.filter(stream=str(application.id), action="DOCUMENT_OPENED").count() == 2


def test_the_applicant_looks_unwritten(operator):
    application = make_application(operator)
    paper = attachments_of(application.id)[0]
    open_attachment(attachment_id=paper.id, actor=citizen(application.applicant).actor)
    assert not AttachmentOpening.objects.exists()


def test_strangers_see_no_paper(operator, other_operator, sdm):
    draft, application = make_draft(operator), make_application(operator)
    for case in (draft.id, application.id):
        paper = attachments_of(case)[0]
        for actor in (other_operator.actor, sdm.actor, citizen().actor, ANONYMOUS):
            with pytest.raises(NotFound):
                open_attachment(attachment_id=paper.id, actor=actor)
    assert open_attachment(attachment_id=attachments_of(draft.id)[0].id, actor=operator.actor).content
