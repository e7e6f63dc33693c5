"""Files of the paperless office stand between the cases of the tray, by due date."""

from datetime import timedelta

import pytest

from sanjha.eoffice import contract as eoffice
from sanjha.eoffice.operations.load_desk_settings import load_desk_settings
from sanjha.eoffice.operations.open_file import Cover, open_file
from sanjha.eoffice.operations.send_file import Way, send_file
from sanjha.identity.testing import sign_in_officer
from sanjha.kernel import clock
from sanjha.sewa.tests.factories import make_application, open_task

pytestmark = pytest.mark.django_db


@pytest.fixture
def tray(client):
    """The tray's page as the officer sees it."""

    def page(officer, asked=""):
        sign_in_officer(client, officer_id=officer.actor.person)
        response = client.get(f"/desk/{asked}")
        assert response.status_code == 200
        return response.content.decode()

    return page


def send_to(receiver, sender, subject, due_date=None):
    desk, to_post = sender.post, receiver.post
    file = open_file(cover=Cover(subject=subject, head="B-12013"), post=desk, actor=sender.actor)
    way = Way(body="<p>For orders.</p>", due_date=due_date)
    send_file(file_id=file.pk, post=desk, to_post=to_post, actor=sender.actor, way=way)
    return file


def test_files_and_cases_stand_in_one_tray_by_due_date(tray, operator, dealing_hand, tehsildar):
    load_desk_settings()
    case = make_application(operator)
    due = open_task(case).due_date
    before = send_to(
        dealing_hand,
        tehsildar,
        "Girdawari of the flooded villages",
        max(due - timedelta(days=1), clock.today()),
    )
    after = send_to(dealing_hand, tehsildar, "Boundary stones", due + timedelta(days=1))
    undated = send_to(dealing_hand, tehsildar, "Repair of the office")
    page = tray(dealing_hand)
    places = [page.index(number) for number in (before.number, case.number, after.number, undated.number)]
    assert places == sorted(places)
    assert f"/eoffice/files/{before.pk}/" in page
    assert "In the tray (4)" in page
    assert before.number not in tray(dealing_hand, "?late")


def test_the_tray_shows_the_cases_when_the_paperless_office_is_away(
    tray, operator, dealing_hand, tehsildar, monkeypatch
):
    load_desk_settings()
    case = make_application(operator)
    file = send_to(dealing_hand, tehsildar, "Boundary stones")
    monkeypatch.setattr(eoffice.tray_of.__operation__, "implementation", None)
    page = tray(dealing_hand)
    assert case.number in page
    assert file.number not in page
    assert "Files cannot be shown just now" in page
