"""The acts of the desk over the JSON API."""

import json

import pytest

from sanjha.eoffice.models import Note
from sanjha.eoffice.tests.factories import forward, make_file, own_post, where
from sanjha.identity.testing import sign_in_citizen, sign_in_officer

ROOT = "/api/v1/eoffice"


@pytest.fixture
def call(client, world):
    """Call the API as an officer: call(actor, "post", "/files", {...}) gives status and answer."""

    def answer(actor, verb, path, body=None):
        sign_in_officer(client, officer_id=actor.person)
        send = getattr(client, verb)
        response = (
            send(ROOT + path)
            if body is None
            else send(ROOT + path, json.dumps(body), content_type="application/json")
        )
        return response.status_code, response.json() if response.content else None

    return answer


def test_a_file_from_opening_to_the_next_desk_and_back(call, assistant, superintendent):
    mine, theirs = str(own_post(assistant)), str(own_post(superintendent))
    status, file = call(
        assistant, "post", "/files", {"post": mine, "subject": "Patwar circles", "head": "A-11011"}
    )
    assert (status, file["number"]) == (201, "A-11011/1/2026-REV-HQ-REV2")
    path = f"/files/{file['id']}"
    status, note = call(
        assistant, "put", f"{path}/note", {"post": mine, "body": "<p>ਪੇਸ਼ ਹੈ ਜੀ।</p>", "language": "pa"}
    )
    assert (status, note["state"]) == (200, "YELLOW")
    status, moved = call(assistant, "post", f"{path}/send", {"post": mine, "to_post": theirs, "priority": 2})
    assert (status, moved["to_title"]["en"], moved["after_note"]) == (201, "Superintendent, Revenue-II", 1)
    status, moved = call(assistant, "post", f"{path}/pull-back", {"post": mine})
    assert (status, moved["kind"]) == (201, "PULLED_BACK")
    assert call(assistant, "post", f"{path}/send", {"post": mine, "to_post": theirs})[0] == 201
    _status, shown = call(superintendent, "get", "/tray")
    assert [row["number"] for row in shown["rows"]] == [file["number"]]
    status, whole = call(superintendent, "get", path)
    assert (status, len(whole["notes"]), len(whole["movements"])) == (200, 1, 4)
    assert whole["movements"][-1]["closed_at"] is None
    status, _refused = call(assistant, "post", f"{path}/pull-back", {"post": mine})
    assert status == 409
    status, moved = call(
        superintendent, "post", f"{path}/return", {"post": theirs, "body": "<p>Add dates.</p>"}
    )
    assert (status, moved["kind"]) == (201, "RETURNED")
    assert Note.objects.filter(state="SEALED").count() == 2


def test_parking_and_pulling_up(call, assistant, joint_secretary):
    file = make_file(assistant)
    mine, above = str(own_post(assistant)), str(own_post(joint_secretary))
    path = f"/files/{file.pk}"
    assert (
        call(
            assistant, "post", f"{path}/park", {"post": mine, "remarks": "Waiting", "wake_on": "2026-12-24"}
        )[0]
        == 201
    )
    assert call(assistant, "post", f"{path}/take-up", {"post": mine})[1]["kind"] == "WOKEN"
    assert call(joint_secretary, "post", f"{path}/pull-up", {"post": above})[1]["kind"] == "PULLED_UP"
    assert where(file).to_post == own_post(joint_secretary)


def test_a_note_is_discarded(call, assistant):
    file = make_file(assistant)
    mine = str(own_post(assistant))
    call(assistant, "put", f"/files/{file.pk}/note", {"post": mine, "body": "<p>x</p>"})
    assert call(assistant, "delete", f"/files/{file.pk}/note?post={mine}") == (204, None)
    assert call(assistant, "get", f"/files/{file.pk}")[1]["waiting"] is None


@pytest.mark.parametrize(
    ("body", "wrong"),
    [
        ({"subject": ""}, "subject"),
        ({"head": "Z-1"}, "head"),
        ({"grading": 9}, "grading"),
        ({"unknown": 1}, "unknown"),
    ],
)
def test_a_wrong_cover_names_the_field(body, wrong, call, assistant):
    whole = {"post": str(own_post(assistant)), "subject": "A matter", "head": "A-11011"} | body
    status, problem = call(assistant, "post", "/files", whole)
    assert status == 422
    assert wrong in json.dumps(problem["errors"])


def test_who_is_not_concerned_learns_nothing(call, client, assistant, superintendent, stranger):
    file = make_file(assistant)
    forward(file, assistant, superintendent)
    assert call(stranger, "get", f"/files/{file.pk}")[0] == 404
    assert call(stranger, "get", "/tray")[1]["rows"] == []
    sent = {"post": str(own_post(stranger)), "to_post": str(own_post(stranger))}
    assert call(stranger, "post", f"/files/{file.pk}/send", sent)[0] == 404
    sign_in_citizen(client)
    assert client.get(f"{ROOT}/files/{file.pk}").status_code == 404
    assert client.get(f"{ROOT}/tray").json()["rows"] == []
    client.logout()
    assert client.get(f"{ROOT}/tray").status_code == 401
