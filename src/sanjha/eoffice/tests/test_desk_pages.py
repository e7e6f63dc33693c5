"""The desk's pages: tray, file, and what is done on them."""

import pytest
from django.urls import reverse

from sanjha.eoffice.models import File, Note
from sanjha.eoffice.operations.send_file import Way, send_file
from sanjha.eoffice.tests.factories import forward, make_file, own_post, personal_staff, where
from sanjha.identity.testing import sign_in_officer
from sanjha.kernel import clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client, world):
    """The browser of an officer."""

    def signed_in(actor):
        sign_in_officer(client, officer_id=actor.person)
        return client

    return signed_in


@pytest.fixture
def file(assistant):
    return make_file(assistant)


def address(name, file):
    return reverse(f"eoffice:{name}", args=[file.pk])


def words(response):
    return response.content.decode()


def test_the_tray_shows_what_lies_at_the_desk(desk, file, assistant, superintendent):
    forward(file, assistant, superintendent, priority=2)
    page = words(desk(superintendent).get("/eoffice/"))
    assert file.subject in page
    assert "Immediate" in page
    assert "Senior Assistant 1" in page
    assert file.subject not in words(desk(assistant).get("/eoffice/"))
    assert file.subject in words(desk(assistant).get("/eoffice/?folder=sent"))
    assert "Nothing lies here" in words(desk(assistant).get("/eoffice/?folder=parked"))
    assert "Nothing fits" in words(desk(superintendent).get("/eoffice/?q=zzz"))


@pytest.mark.parametrize(
    "asked",
    [
        "folder=nothing",
        "page=x",
        "page=99999999",
        "desk=x",
        "due=never",
        "desk=00000000-0000-0000-0000-000000000000",
    ],
)
def test_the_tray_bears_with_odd_addresses(asked, desk, assistant):
    assert desk(assistant).get(f"/eoffice/?{asked}").status_code == 200


def test_the_tray_asks_the_store_a_few_times_however_full_it_is(
    desk, assistant, superintendent, django_assert_max_num_queries
):
    for number in range(12):
        forward(make_file(assistant, f"Matter number {number}"), assistant, superintendent)
    browser = desk(superintendent)
    with django_assert_max_num_queries(12):
        page = words(browser.get("/eoffice/"))
    assert page.count('class="item"') + page.count('class="item read"') == 12


def test_a_file_is_opened_on_the_page(desk, assistant):
    browser = desk(assistant)
    assert "Open a file" in words(browser.get("/eoffice/files/new/"))
    sent = {"post": str(own_post(assistant)), "subject": "ਪਟਵਾਰ ਹਲਕੇ", "head": "A-11011", "grading": "0"}
    response = browser.post("/eoffice/files/new/", sent)
    file = File.objects.get()
    assert (response.status_code, response["Location"]) == (302, address("file", file))
    response = browser.post("/eoffice/files/new/", sent | {"head": ""})
    assert response.status_code == 422
    assert "ਪਟਵਾਰ ਹਲਕੇ" in words(response)


def test_who_may_not_open_files_is_told(desk, diarist):
    assert desk(diarist).get("/eoffice/files/new/").status_code == 403


def test_the_holder_writes_keeps_and_sends(desk, file, assistant, superintendent):
    browser = desk(assistant)
    assert (
        browser.post(address("note", file), {"body": "First\n\nSecond", "language": "en"}).status_code == 302
    )
    page = words(browser.get(address("file", file)))
    assert "Draft (yellow)" in page
    response = browser.post(
        address("send", file),
        {"body": "First\n\nSecond", "language": "en", "near": str(own_post(superintendent)), "priority": "1"},
    )
    assert response["Location"] == "/eoffice/"
    note = Note.objects.get(file=file)
    assert (note.state, note.body) == ("SEALED", "<p>First</p><p>Second</p>")
    assert where(file).to_post == own_post(superintendent)


def test_the_post_above_is_offered_first_and_any_other_by_its_name(desk, file, assistant, joint_secretary):
    browser = desk(assistant)
    page = words(browser.get(address("file", file)))
    assert page.index("Superintendent, Revenue-II · Rajwinder Singh Brar") < page.index("Another post ...")
    sent = {"body": "Note", "language": "en", "near": "other", "priority": "0"}
    refused = browser.post(address("send", file), sent)
    assert (
        refused.status_code,
        "Choose the post that gets" in words(refused),
        "Note</textarea>" in words(refused),
    ) == (
        422,
        True,
        True,
    )
    assert browser.post(address("send", file), sent | {"to_post_text": "joint secretary"}).status_code == 302
    assert where(file).to_post == own_post(joint_secretary)


def test_a_refused_sending_keeps_what_was_typed(desk, file, assistant, superintendent):
    sent = {
        "body": "",
        "language": "en",
        "near": str(own_post(superintendent)),
        "priority": "0",
        "remarks": "Urgent",
    }
    response = desk(assistant).post(address("send", file), sent)
    assert response.status_code == 422
    assert "note side is blank" in words(response)
    assert "Urgent" in words(response)


def test_opening_it_makes_it_read_and_ends_the_pulling_back(desk, file, assistant, superintendent):
    send_file(
        file_id=file.pk,
        post=own_post(assistant),
        to_post=own_post(superintendent),
        actor=assistant,
        way=Way(body="<p>Note</p>"),
    )
    assert "Pull back" in words(desk(assistant).get(address("file", file)))
    assert where(file).read_at is None
    desk(superintendent).get(address("file", file))
    assert where(file).read_at is not None
    assert "Pull back" not in words(desk(assistant).get(address("file", file)))
    assert desk(assistant).post(address("pull-back", file)).status_code == 409


def test_pulling_back_returning_parking_and_taking_up(desk, file, assistant, superintendent):
    send_file(
        file_id=file.pk,
        post=own_post(assistant),
        to_post=own_post(superintendent),
        actor=assistant,
        way=Way(body="<p>Note</p>"),
    )
    assert desk(assistant).post(address("pull-back", file)).status_code == 302
    assert where(file).kind == "PULLED_BACK"
    forward(file, assistant, superintendent)
    browser = desk(superintendent)
    assert browser.post(address("return", file), {"body": "Add dates", "language": "en"}).status_code == 302
    assert where(file).kind == "RETURNED"
    browser = desk(assistant)
    assert browser.post(address("park", file), {"park-remarks": ""}).status_code == 422
    assert (
        browser.post(
            address("park", file), {"park-remarks": "Waiting", "park-wake_on": "24-12-2026"}
        ).status_code
        == 302
    )
    page = words(browser.get(address("file", file)))
    assert "Take up again" in page
    assert browser.post(address("take-up", file)).status_code == 302
    assert where(file).kind == "WOKEN"


def test_a_senior_takes_it_from_below(desk, file, joint_secretary):
    browser = desk(joint_secretary)
    assert "Pull up" in words(browser.get(address("file", file)))
    assert browser.post(address("pull-up", file), {"remarks": "Assembly"}).status_code == 302
    assert where(file).to_post == own_post(joint_secretary)


def test_personal_staff_see_the_desk_but_not_the_pen(desk, file, assistant, secretary, staff):
    personal_staff(staff, secretary)
    forward(file, assistant, secretary)
    page = words(desk(staff).get(address("file", file)))
    assert "You prepare here" in page
    assert "Sign and send" not in page


def test_a_note_that_waits_is_for_the_desk_that_holds_the_file(desk, file, assistant, superintendent):
    desk(assistant).post(address("note", file), {"body": "Only mine so far", "language": "en"})
    assert "Only mine so far" not in words(desk(superintendent).get(address("file", file)))


def test_a_stranger_finds_nothing(desk, file, stranger):
    browser = desk(stranger)
    for name in ("file", "note-sheet"):
        assert browser.get(address(name, file)).status_code == 404
    for name in ("note", "note-discard", "send", "return", "park", "take-up", "pull-back", "pull-up"):
        sent = {
            "body": "x",
            "language": "en",
            "near": "other",
            "to_post_text": "joint secretary",
            "park-remarks": "x",
        }
        assert browser.post(address(name, file), sent).status_code == 404, name
    assert where(file).number == 1


def test_the_note_sheet_is_printed_with_every_note(desk, file, assistant, superintendent, under_secretary):
    forward(file, assistant, superintendent, "First words")
    forward(file, superintendent, under_secretary, "Second words")
    page = words(desk(under_secretary).get(address("note-sheet", file)))
    assert page.index("First words") < page.index("Second words")
    assert "Rajwinder Singh Brar" in page


def test_what_a_note_must_not_hold_is_taken_out(desk, file, assistant):
    html = '<p onclick="x()">Words <script>alert(1)</script><a href="https://elsewhere.example/">link</a></p><iframe></iframe>'
    desk(assistant).post(address("note", file), {"body": "", "html": html, "language": "en"})
    assert Note.objects.get(file=file).body == "<p>Words <a>link</a></p>"


def test_the_due_date_colours_the_tray(desk, file, assistant, superintendent):
    forward(file, assistant, superintendent, due_date=clock.today())
    assert file.subject in words(desk(superintendent).get("/eoffice/?due=today"))
    with clock.frozen("2026-11-25T10:00:00+05:30"):
        assert file.subject in words(desk(superintendent).get("/eoffice/?due=overdue"))
