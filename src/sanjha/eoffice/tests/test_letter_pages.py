"""The pages of letters and the API: each act, each refusal in words, and the wrong person."""

import json

import pytest
from django.test import Client
from django.urls import reverse

from sanjha.eoffice.models import Addressee, Dispatch, Draft, InsideLetter, Issue
from sanjha.eoffice.operations.create_draft import PURPOSE, present_version
from sanjha.eoffice.tests.factories import forward, make_file, own_post, post
from sanjha.eoffice.tests.letters import OUTSIDE, begin, issued, send, submit, words
from sanjha.identity.testing import sign_in_officer
from sanjha.kernel import blobs
from sanjha.kernel.contracts import Purpose
from sanjha.people import contract as people

pytestmark = pytest.mark.usefixtures("signing")


@pytest.fixture
def file(assistant):
    return make_file(assistant)


def client_of(actor):
    """The officer's browser, signed in."""
    client = Client()
    sign_in_officer(client, officer_id=actor.person)
    return client


def typed(**changes):
    given = {
        "form": "LETTER",
        "language": "en",
        "signing_post": str(post("REV-HQ-REV2/SUPDT")),
        "subject": "Merging of circles",
        "outside": "Deputy Commissioner\nGurdaspur\ndc@example.org\n\nDirector\nJalandhar",
        "body": "First paragraph.\n\nSecond paragraph.",
    }
    return given | changes


def test_a_letter_is_begun_on_its_page(file, assistant):
    client = client_of(assistant)
    page = client.get(f"/eoffice/files/{file.pk}/drafts/new/")
    assert page.status_code == 200
    sent = client.post(f"/eoffice/files/{file.pk}/drafts/new/", typed())
    draft = Draft.objects.get()
    assert (sent.status_code, sent["Location"]) == (302, f"/eoffice/drafts/{draft.pk}/")
    version = present_version(draft)
    assert version.body == "<p>First paragraph.</p><p>Second paragraph.</p>"
    assert [(each.name, each.address, each.email) for each in version.addressees.each] == [
        ("Deputy Commissioner", "Gurdaspur", "dc@example.org"),
        ("Director", "Jalandhar", ""),
    ]
    assert f"DFA-{draft.number}" in client.get(f"/eoffice/files/{file.pk}/").content.decode()


def test_a_letter_without_an_addressee_stays_on_the_page_with_the_reason(file, assistant):
    page = client_of(assistant).post(f"/eoffice/files/{file.pk}/drafts/new/", typed(outside=""))
    assert page.status_code == 422
    assert "to whom" in page.content.decode()
    assert "First paragraph." in page.content.decode()


def test_the_words_of_another_officer_are_shown_as_changes(file, assistant, superintendent):
    draft = submit(begin(file, assistant, signer=superintendent), assistant)
    forward(file, assistant, superintendent)
    client = client_of(superintendent)
    kept = client.post(f"/eoffice/drafts/{draft.pk}/keep/", typed(body="I am directed to say no.", seen="1"))
    assert kept.status_code == 302
    page = client.get(f"/eoffice/drafts/{draft.pk}/").content.decode()
    assert "<ins>no.</ins>" in page
    assert "<del>that the circles are merged.</del>" in page
    late = client.post(f"/eoffice/drafts/{draft.pk}/keep/", typed(body="Again.", seen="1"))
    assert late.status_code == 409
    assert "newer version" in late.content.decode()


def test_plain_typing_keeps_the_markup_of_words_that_did_not_change(file, assistant):
    draft = begin(file, assistant, said=words(body="<p>A <strong>bold</strong> word</p>"))
    client_of(assistant).post(f"/eoffice/drafts/{draft.pk}/keep/", typed(body="A bold word", seen="1"))
    assert present_version(draft).body == "<p>A <strong>bold</strong> word</p>"


def test_from_approval_to_dispatch_on_the_pages(file, assistant, superintendent):
    draft = begin(file, assistant, signer=superintendent)
    forward(file, assistant, superintendent)
    client = client_of(superintendent)
    client.post(f"/eoffice/drafts/{draft.pk}/keep/", typed(seen="1", approve="1"))
    draft.refresh_from_db()
    assert draft.state == "APPROVED"
    assert client.get(f"/eoffice/drafts/{draft.pk}/page.pdf").content == blobs.get(draft.approved_blob)
    client.post(f"/eoffice/drafts/{draft.pk}/sign/")
    issue = Issue.objects.get()
    assert client.get(f"/eoffice/drafts/{draft.pk}/page.pdf").content == blobs.get(issue.signed_blob)
    assert issue.number in client.get("/eoffice/dispatch/").content.decode()
    refused = client.post(f"/eoffice/dispatch/letters/{issue.pk}/", {"addressee": 1, "mode": "REGISTERED"})
    assert refused.status_code == 422
    client.post(f"/eoffice/dispatch/letters/{issue.pk}/", {"addressee": 1, "mode": "HAND"})
    dispatch = Dispatch.objects.get()
    assert client.get(f"/eoffice/dispatch/{dispatch.pk}/letter.pdf").content == blobs.get(issue.signed_blob)
    client.post(f"/eoffice/dispatch/{dispatch.pk}/", {"state": "RETURNED", "remarks": "Nobody there"})
    dispatch.refresh_from_db()
    assert dispatch.state == "RETURNED"
    for path in ("", "print/", "print/?as=peon-book", "register.csv", f"{dispatch.pk}/envelope/"):
        page = client.get(f"/eoffice/dispatch/{path}")
        assert page.status_code == 200
        assert "Deputy Commissioner" in page.content.decode()
    assert client.get("/eoffice/dispatch/?mode=POST").content.decode().count(dispatch.number) == 0


def test_the_preview_is_made_from_the_newest_version(file, assistant, superintendent):
    draft = begin(file, assistant, signer=superintendent)
    page = client_of(assistant).get(f"/eoffice/drafts/{draft.pk}/page.pdf")
    assert page.content.startswith(b"%PDF")
    assert page["Cache-Control"] == "private, no-store"


def test_withdrawing_asks_why(file, assistant):
    draft = begin(file, assistant)
    client = client_of(assistant)
    assert client.post(f"/eoffice/drafts/{draft.pk}/withdraw/", {}).status_code == 422
    client.post(f"/eoffice/drafts/{draft.pk}/withdraw/", {"withdraw-reason": "Not needed"})
    draft.refresh_from_db()
    assert draft.state == "WITHDRAWN"


def test_who_may_not_is_told_so(file, assistant, superintendent, under_secretary, stranger):
    draft = begin(file, assistant, signer=under_secretary)
    refused = client_of(assistant).post(f"/eoffice/drafts/{draft.pk}/keep/", typed(seen="1", approve="1"))
    assert refused.status_code == 403
    assert client_of(superintendent).post(f"/eoffice/drafts/{draft.pk}/sign/").status_code in {403, 409}
    outsider = client_of(stranger)
    for path in (f"drafts/{draft.pk}/", f"drafts/{draft.pk}/page.pdf", f"files/{file.pk}/drafts/new/"):
        assert outsider.get(f"/eoffice/{path}").status_code == 404
    assert client_of(under_secretary).get("/eoffice/dispatch/").status_code == 403


def test_a_resident_is_chosen_by_reference_and_found_again_when_the_draft_is_edited(
    file, assistant, resident
):
    client = client_of(assistant)
    wrong = typed(outside="", resident_reference="PB-0000-0000")
    refused = client.post(f"/eoffice/files/{file.pk}/drafts/new/", wrong)
    assert refused.status_code == 422
    assert not Draft.objects.exists()
    reference = people.get_resident(resident_id=resident, purpose=Purpose(PURPOSE)).reference
    right = typed(outside="", resident_reference=reference)
    assert client.post(f"/eoffice/files/{file.pk}/drafts/new/", right).status_code == 302
    draft = Draft.objects.get()
    (who,) = present_version(draft).addressees.each
    assert (who.resident, who.name) == (resident, "Gurdev Singh")
    assert str(resident) in client.get(f"/eoffice/drafts/{draft.pk}/").content.decode()


def test_a_formula_in_a_name_is_harmless_in_the_table(superintendent):
    to = Addressee(name="=1+1", address="Gurdaspur")
    issue = issued(make_file(superintendent), superintendent, said=words(to=(to,)))
    send(issue, superintendent)
    table = client_of(superintendent).get("/eoffice/dispatch/register.csv").content.decode()
    assert "'=1+1" in table


def test_letters_from_inside_are_listed_and_accepted(superintendent, diarist, under_secretary, stranger):
    to = (OUTSIDE, Addressee(name="", post=post("REV-HQ/JS")))
    send(issued(make_file(superintendent), superintendent, said=words(to=to)), superintendent, "OFFICE", 2)
    letter = InsideLetter.objects.get()
    client = client_of(diarist)
    assert letter.dispatch.issue.number in client.get("/eoffice/inside/").content.decode()
    assert client.get(f"/eoffice/inside/{letter.pk}/letter.pdf").content.startswith(b"%PDF")
    assert client_of(stranger).get(f"/eoffice/inside/{letter.pk}/letter.pdf").status_code == 404
    client.post(f"/eoffice/inside/{letter.pk}/accept/")
    letter.refresh_from_db()
    assert letter.accepted_at is not None


@pytest.mark.parametrize("language", ["pa", "hi"])
def test_the_pages_stand_in_the_other_languages(language, file, assistant, superintendent):
    draft = begin(file, assistant, signer=superintendent)
    client = client_of(assistant)
    client.cookies["sanjha_language"] = language
    page = client.get(f"/eoffice/drafts/{draft.pk}/").content.decode()
    assert {"pa": "ਖਰੜਾ ਰੱਖੋ", "hi": "प्रारूप रखें"}[language] in page
    assert "Keep the draft" not in page


def api(client, path, body, method="post"):
    return getattr(client, method)(
        f"/api/v1/eoffice/{path}", json.dumps(body), content_type="application/json"
    )


def test_every_act_over_the_api(file, assistant, superintendent, joint_secretary, diarist):
    said = {
        "subject": "Merging of circles",
        "body": "<p>Approved.</p>",
        "addressees": [
            {"name": "Deputy Commissioner", "address": "Gurdaspur"},
            {"post": str(own_post(joint_secretary))},
        ],
    }
    hand, desk = client_of(assistant), str(own_post(assistant))
    begun = api(
        hand,
        f"files/{file.pk}/drafts",
        {
            "post": desk,
            "form": "ORDER",
            "language": "en",
            "signing_post": str(own_post(superintendent)),
            "words": said,
        },
    )
    assert begun.status_code == 201
    path = f"drafts/{begun.json()['id']}"
    edited = api(
        hand, path, {"post": desk, "seen": 1, "words": {**said, "subject": "Merging of many circles"}}, "put"
    )
    assert edited.json()["versions"][0]["subject"] == "Merging of many circles"
    assert api(hand, path, {"post": desk, "seen": 9, "words": said}, "put").status_code == 409
    assert api(hand, f"{path}/submit", {"post": desk}).json()["state"] == "SUBMITTED"
    assert api(hand, f"{path}/approve", {"post": desk, "version": 1}).status_code == 403
    forward(file, assistant, superintendent)
    head, desk = client_of(superintendent), str(own_post(superintendent))
    assert api(head, f"{path}/approve", {"post": desk, "version": 1}).json()["state"] == "APPROVED"
    issue = api(head, f"{path}/sign", {"post": desk}).json()
    assert issue["number"] == f"{file.number}/1"
    again = {"post": desk, "reason": "No"}
    assert api(head, f"{path}/withdraw", again).status_code == 409
    sent = api(
        head, f"issues/{issue['id']}/dispatches", {"post": desk, "addressee": 1, "mode": "HAND"}
    ).json()
    assert sent["sha256"] == issue["sha256"]
    inside = api(head, f"issues/{issue['id']}/dispatches", {"post": desk, "addressee": 2, "mode": "OFFICE"})
    assert inside.json()["state"] == "DELIVERED"
    happened = api(head, f"dispatches/{sent['id']}/events", {"post": desk, "state": "DELIVERED"})
    assert happened.json()["state"] == "DELIVERED"
    assert len(head.get("/api/v1/eoffice/dispatches").json()["rows"]) == 2
    registry = client_of(diarist)
    (letter,) = registry.get("/api/v1/eoffice/inside-letters").json()
    accepted = api(registry, f"inside-letters/{letter['id']}/accept", {"post": str(own_post(diarist))})
    assert accepted.json()["accepted_at"]
    assert head.get(f"/api/v1/eoffice/{path}").json()["issue"]["approved"] == issue["approved"]


def test_the_api_is_for_officers_who_are_signed_in(file, assistant, stranger):
    draft = begin(file, assistant)
    assert Client().get(f"/api/v1/eoffice/drafts/{draft.pk}").status_code == 401
    assert client_of(stranger).get(f"/api/v1/eoffice/drafts/{draft.pk}").status_code == 404


def test_the_register_asks_a_fixed_number_of_questions(superintendent, django_assert_max_num_queries):
    file = make_file(superintendent)
    client = client_of(superintendent)
    for _each in range(4):
        send(issued(file, superintendent), superintendent)
    client.get(reverse("eoffice:dispatch"))
    with django_assert_max_num_queries(40):
        client.get(reverse("eoffice:dispatch"))
