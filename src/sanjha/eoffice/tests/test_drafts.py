"""Drafts: versions of officers, who may do what, and the page that is fixed at the approval."""

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from sanjha.eoffice import changes
from sanjha.eoffice.models import Addressee, Draft, DraftVersion
from sanjha.eoffice.operations.approve_draft import approve_draft, withdraw_draft
from sanjha.eoffice.operations.create_draft import edit_draft, present_version
from sanjha.eoffice.queries.drafts import draft_page, drafts_of
from sanjha.eoffice.tests.factories import closed, forward, make_file, own_post, personal_staff, post
from sanjha.eoffice.tests.letters import approve, begin, edit, submit, words
from sanjha.kernel import blobs
from sanjha.kernel.errors import Conflict, DomainError, NotFound, NotPermitted
from sanjha.kernel.models import AuditEntry
from sanjha.offices.models import Tenure


@pytest.fixture
def file(assistant):
    return make_file(assistant)


def test_a_draft_begins_with_its_author_s_version(file, assistant, under_secretary):
    draft = begin(file, assistant, signer=under_secretary)
    version = present_version(draft)
    assert (draft.number, draft.state, version.number) == (1, "EDITING", 1)
    assert draft.signing_title.en == "Under Secretary (Revenue-II)"
    assert version.author.name.en == "Sukhdev Singh"
    assert version.addressees.each[0].name == "Deputy Commissioner"
    assert AuditEntry.objects.filter(stream=str(file.pk), action="DRAFT_CREATED").exists()


def test_the_same_officer_goes_on_with_the_version_another_begins_a_new_one(
    file, assistant, superintendent, under_secretary
):
    draft = begin(file, assistant, signer=under_secretary)
    edit(draft, assistant, "<p>Second thoughts.</p>")
    assert draft.versions.count() == 1
    forward(file, assistant, superintendent)
    edit(draft, superintendent, "<p>Second, better thoughts.</p>")
    edit(draft, superintendent, "<p>Second, much better thoughts.</p>")
    first, second = draft.versions.order_by("number")
    assert (first.text, bool(first.closed_at), bool(first.hash)) == ("Second thoughts.", True, True)
    assert (second.text, second.closed_at) == ("Second, much better thoughts.", None)
    pieces = draft_page(superintendent, draft.pk).changed[0].pieces
    assert [(piece.kind, piece.words) for piece in pieces if piece.kind != "same"] == [
        ("del", "Second"),
        ("ins", "Second, much better"),
    ]


def test_nothing_changed_is_no_version(file, assistant, superintendent):
    draft = begin(file, assistant)
    before = present_version(draft)
    forward(file, assistant, superintendent)
    edit(draft, superintendent, before.body)
    assert draft.versions.count() == 1


@given(st.text(alphabet="ab ਕਖ\n", max_size=60), st.text(alphabet="ab ਕਖ\n", max_size=60))
def test_the_pieces_give_both_texts_again(before, after):
    pieces = changes.between(before, after)
    assert "".join(piece.words for piece in pieces if piece.kind != "del") == after
    assert "".join(piece.words for piece in pieces if piece.kind != "ins") == before


def test_submitting_closes_the_version(file, assistant, superintendent):
    draft = submit(begin(file, assistant), assistant)
    assert draft.state == "SUBMITTED"
    assert present_version(draft).closed_at is not None
    with pytest.raises(Conflict, match="For approval"):
        submit(draft, assistant)
    forward(file, assistant, superintendent)
    assert edit(draft, superintendent, "<p>Better.</p>").number == 2


def test_approval_fixes_the_page(file, assistant, superintendent):
    draft = submit(begin(file, assistant, signer=superintendent), assistant)
    forward(file, assistant, superintendent)
    approved = approve(draft, superintendent)
    assert (approved.state, approved.pages) == ("APPROVED", 1)
    assert blobs.get(approved.approved_blob).startswith(b"%PDF")
    assert approved.approved_for.name.en
    with pytest.raises(DomainError, match="fixed"):
        edit(draft, superintendent, "<p>Too late.</p>")
    with pytest.raises(DomainError, match="fixed"):
        approve(draft, superintendent)


def test_what_is_refused(file, assistant, superintendent, under_secretary, stranger):
    draft = begin(file, assistant, signer=under_secretary)
    with pytest.raises(NotPermitted, match="may not approve"):
        approve(draft, assistant)
    with pytest.raises(Conflict, match="no longer with this post"):
        edit(draft, superintendent, "<p>Mine.</p>")
    with pytest.raises(Conflict, match="no longer with this post"):
        approve(draft, superintendent)
    with pytest.raises(NotFound):
        draft_page(stranger, draft.pk)
    with pytest.raises(NotFound):
        edit(draft, stranger, "<p>Mine.</p>")
    with pytest.raises(Conflict, match="newer version"):
        edit(draft, assistant, "<p>Mine.</p>", seen=7)
    forward(file, assistant, superintendent)
    with pytest.raises(Conflict, match="newer version"):
        approve(draft, superintendent, version=2)
    assert Draft.objects.get().state == "EDITING"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"said": words(body="<p> </p>")}, "letter is empty"),
        ({"said": words(subject="x")}, "few words"),
        ({"said": words(to=())}, "to whom"),
        ({"said": words(to=(Addressee(name="A", is_copy=True),))}, "to whom"),
        ({"said": words(to=(Addressee(name=""),))}, "has a name"),
        ({"said": words(to=(Addressee(name="A", email="a@b"),))}, "no e-mail"),
        ({"said": words(to=(Addressee(name="A" * 201),))}, "too long"),
        ({"said": words(to=(Addressee(name="A"),) * 41)}, "At most"),
        ({"form": "POEM"}, "form of the letter"),
        ({"language": "fr"}, "language"),
        ({"reply_to": "00000000-0000-7000-8000-000000000001"}, "not in the file"),
        ({"supersedes": "00000000-0000-7000-8000-000000000001"}, "superseded"),
    ],
)
def test_a_draft_that_lacks_something_is_refused(change, message, file, assistant):
    with pytest.raises(DomainError, match=message):
        begin(file, assistant, **change)
    assert not Draft.objects.exists()


def test_a_closed_post_signs_nothing_and_gets_nothing(file, assistant):
    gone = closed("REV-HQ-REV2/SA2")
    with pytest.raises(DomainError, match="closed"):
        begin(file, assistant, said=words(to=(Addressee(name="", post=gone),)))


def test_a_post_on_the_system_is_named_by_the_register(file, assistant):
    to = Addressee(name="whatever", post=post("REV-HQ/JS"))
    draft = begin(file, assistant, language="pa", said=words(to=(to,)))
    assert present_version(draft).addressees.each[0].name == "ਸੰਯੁਕਤ ਸਕੱਤਰ (ਮਾਲ)"


def test_who_has_not_the_power_drafts_nothing(file, assistant, diarist):
    with pytest.raises((NotPermitted, NotFound)):
        begin(file, diarist)


def test_a_vacant_signing_post_and_a_sign_without_a_font_stop_the_approval(
    file, assistant, superintendent, under_secretary
):
    draft = begin(file, assistant, signer=under_secretary, said=words(body="<p>漢字</p>"))
    forward(file, assistant, superintendent)
    with pytest.raises(DomainError, match="cannot be printed"):
        approve(draft, superintendent)
    Tenure.objects.filter(post=own_post(under_secretary)).delete()
    with pytest.raises(DomainError, match="Nobody holds"):
        approve(draft, superintendent)


def test_personal_staff_draft_but_never_approve(file, assistant, secretary, staff):
    draft = begin(file, assistant, signer=secretary)
    forward(file, assistant, secretary)
    personal_staff(staff, secretary)
    desk = own_post(secretary)
    page = draft_page(staff, draft.pk)
    assert (page.may_edit, page.may_approve, page.may_sign) == (True, False, False)

    version = edit_draft(
        draft_id=draft.pk, post=desk, words=words(body="<p>By staff.</p>"), seen=1, actor=staff
    )
    assert version.author.on_behalf_of.en == "Amarjit Singh Virk"
    with pytest.raises(NotPermitted):
        approve_draft(draft_id=draft.pk, post=desk, version=2, actor=staff)


def test_withdrawing(file, assistant, superintendent):
    draft = begin(file, assistant, signer=superintendent)
    forward(file, assistant, superintendent)
    approve(draft, superintendent)
    desk = {"draft_id": draft.pk, "post": own_post(superintendent), "actor": superintendent}
    with pytest.raises(DomainError, match="Say why"):
        withdraw_draft(**desk, reason=" ")
    assert withdraw_draft(**desk, reason="Overtaken by events").state == "WITHDRAWN"
    with pytest.raises((DomainError, Conflict)):
        withdraw_draft(**desk, reason="Again")


def test_an_approved_draft_is_withdrawn_by_who_may_approve(file, assistant, superintendent):
    draft = begin(file, assistant, signer=superintendent)
    forward(file, assistant, superintendent)
    approve(draft, superintendent)
    forward(file, superintendent, assistant)
    with pytest.raises(NotPermitted, match="may not approve"):
        withdraw_draft(draft_id=draft.pk, post=own_post(assistant), reason="No", actor=assistant)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE eoffice_draftversion SET text = 'x'",
        "UPDATE eoffice_draftversion SET closed_at = NULL, hash = ''",
        "DELETE FROM eoffice_draftversion",
        "UPDATE eoffice_draft SET approved_blob = repeat('a', 64)",
        "UPDATE eoffice_draft SET form = 'ORDER'",
        "UPDATE eoffice_draft SET state = 'EDITING'",
        "UPDATE eoffice_draft SET state = 'ISSUED'",
        "DELETE FROM eoffice_draft",
    ],
)
def test_the_store_refuses_to_change_what_was_approved(statement, file, assistant, superintendent):
    draft = begin(file, assistant, signer=superintendent)
    forward(file, assistant, superintendent)
    approve(draft, superintendent)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_the_list_of_a_file_s_drafts_takes_one_question(file, assistant, django_assert_num_queries):
    for _each in range(3):
        begin(file, assistant)
    with django_assert_num_queries(1):
        assert [draft.version for draft in drafts_of(file)] == [1, 1, 1]
    assert DraftVersion.objects.count() == 3
