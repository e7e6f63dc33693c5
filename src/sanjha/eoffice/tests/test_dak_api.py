"""The JSON API of the dak: the same deeds and the same refusals as on the pages."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from sanjha.eoffice.models import Receipt
from sanjha.eoffice.operations.take_in_mail import take_in_mail
from sanjha.eoffice.tests.dak import a_pdf, lies
from sanjha.eoffice.tests.factories import make_file, own_post
from sanjha.identity.testing import sign_in_officer
from sanjha.kernel.actors import SYSTEM
from sanjha.kernel.ids import new_id

pytestmark = [pytest.mark.urls("sanjha.eoffice.tests.api_urls"), pytest.mark.usefixtures("world")]


class Api:
    """An officer's client that speaks JSON; `post_id` is the officer's own post."""

    def __init__(self, officer=None):
        self.client = Client()
        if officer:
            self.post_id = str(own_post(officer))
            sign_in_officer(self.client, officer_id=officer.person)

    def get(self, path):
        return self.client.get(f"/api/v1/eoffice{path}")

    def post(self, path, **body):
        data = {"post": self.post_id} | body
        return self.client.post(f"/api/v1/eoffice{path}", json.dumps(data), content_type="application/json")

    def upload(self, path, **data):
        file = SimpleUploadedFile("paper.pdf", data.pop("content", None) or a_pdf(3))
        return self.client.post(f"/api/v1/eoffice{path}", {"post": self.post_id, "content": file} | data)

    def diarise(self, **changes):
        body = {
            "sender": {"organisation": "DC Gurdaspur"},
            "subject": "Patwar circles",
            "received_on": "2026-11-23",
        }
        return self.post("/receipts", **(body | changes))


def test_a_letter_is_diarised_scanned_sent_and_put_in_a_file(diarist, assistant):
    registry, desk = Api(diarist), Api(assistant)
    made = registry.diarise(letter_number="1187", form=str(new_id()))
    assert made.status_code == 201, made.content
    receipt = made.json()
    assert receipt["number"] == "1/2026/REV-HQ-CRU"
    address = f"/receipts/{receipt['id']}"
    scans = registry.upload(f"{address}/scans")
    assert [scan["pages"] for scan in scans.json()] == [3]
    sent = registry.post(f"{address}/send", marking={"to_post": desk.post_id, "priority": 1})
    assert (sent.status_code, sent.json()["to_post"]) == (200, desk.post_id)
    assert desk.post(f"{address}/read").json() is True
    file = make_file(assistant)
    item = desk.post(f"{address}/file", file=str(file.pk))
    assert (item.status_code, item.json()["page_to"]) == (201, 3)
    page = desk.get(address).json()
    assert (page["file"], page["serial"], page["receipt"]["state"]) == (str(file.pk), 1, "IN_FILE")
    assert [stay["kind"] for stay in page["movements"]] == ["OPENED", "SENT", "ATTACHED"]
    assert desk.post(f"/files/{file.pk}/flags", serial=1, label="PUC").status_code == 204
    added = desk.upload(f"/files/{file.pk}/papers", title="Standing Order 16")
    assert (added.status_code, added.json()["page_from"]) == (201, 4)
    papers = desk.get(f"/files/{file.pk}/papers").json()
    assert [(paper["serial"], paper["flags"]) for paper in papers] == [(1, ["PUC"]), (2, [])]
    single = desk.get(f"/files/{file.pk}/papers/1/pages/2")
    assert (single.status_code, single["Content-Type"]) == (200, "application/pdf")
    assert desk.post(f"/files/{file.pk}/flags/taken", serial=1, label="PUC").status_code == 204
    assert desk.get(f"/files/{file.pk}/papers").json()[0]["flags"] == []


def test_a_duplicate_is_a_conflict_that_can_be_answered(diarist):
    registry = Api(diarist)
    registry.diarise(letter_number="7")
    refused = registry.diarise(letter_number="7")
    assert (refused.status_code, refused.json()["type"]) == (409, "urn:sanjha:problem:alike")
    assert registry.diarise(letter_number="7", is_no_duplicate=True).status_code == 201


def test_a_sheet_that_is_sent_again_is_the_same_receipt(diarist):
    registry, form = Api(diarist), str(new_id())
    assert registry.diarise(form=form).json() == registry.diarise(form=form).json()
    assert Receipt.objects.count() == 1


def test_the_other_acts(diarist, assistant, superintendent):
    registry, desk, above = Api(diarist), Api(assistant), Api(superintendent)
    marking = {"to_post": desk.post_id, "copies_to": [above.post_id]}
    address = f"/receipts/{registry.diarise(marking=marking, acknowledge=True).json()['id']}"
    page = desk.get(address).json()
    assert page["copies"] == ["1/2026/REV-HQ-CRU/C1"]
    assert [one["way"] for one in page["acknowledgements"]] == ["LETTER"]
    reminder = desk.post(f"{address}/follow-ups", due_on="2026-12-01", words="Comments of DLR")
    assert reminder.status_code == 201
    assert desk.post(f"/follow-ups/{reminder.json()['id']}/done").json()["done_at"]
    assert desk.post(f"{address}/acknowledgements").json() == []
    assert desk.post(f"{address}/close", remarks="Nothing to be done").json()["state"] == "CLOSED"
    assert desk.post(f"{address}/send", marking=marking).status_code == 422
    assert desk.post(f"{address}/reopen", remarks="New facts").json()["state"] == "WITH_POST"
    moved = desk.post(f"{address}/redirect", to_post=above.post_id, remarks="Of another branch")
    assert moved.json()["to_post"] == above.post_id
    assert above.post(f"{address}/return", remarks="Not ours").json()["kind"] == "RETURNED"
    assert lies(Receipt.objects.get(original__isnull=True)).to_post == own_post(assistant)


def test_the_diary_and_the_mails(diarist, assistant):
    registry = Api(diarist)
    registry.diarise()
    diary = registry.get("/diary?branch=REV-HQ-CRU&day=2026-11-23").json()
    assert [receipt["number"] for receipt in diary] == ["1/2026/REV-HQ-CRU"]
    assert Api(assistant).get("/diary?branch=REV-HQ-CRU&day=2026-11-23").json() == []
    for day in ("0001-01-01", "9999-12-31"):
        assert registry.get(f"/diary?branch=REV-HQ-CRU&day={day}").json() == []
    mail = take_in_mail(raw=b"Subject: Mutation\r\n\r\nx", branch="REV-HQ-CRU", actor=SYSTEM)
    assert [one["subject"] for one in registry.get("/mails").json()] == ["Mutation"]
    address = f"/api/v1/eoffice/mails/{mail.pk}/aside"
    gone = registry.client.post(address, '{"reason": "Advertising"}', content_type="application/json")
    assert gone.status_code == 204
    assert registry.get("/mails").json() == []


def test_who_may_not_is_told_so(diarist, assistant, stranger):
    receipt = Api(diarist).diarise().json()["id"]
    assert Api().get(f"/receipts/{receipt}").status_code == 401
    assert Api(stranger).get(f"/receipts/{receipt}").status_code == 404
    assert Api(stranger).post(f"/receipts/{receipt}/close", remarks="Not mine").status_code == 404
    file = make_file(assistant)
    assert Api(stranger).get(f"/files/{file.pk}/papers").status_code == 404
    assert Api(stranger).upload(f"/files/{file.pk}/papers", title="Order").status_code == 404


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"subject": ""}, "subject"),
        ({"mode": "PIGEON"}, "body.body.mode"),
        ({"unknown": 1}, "body.body.unknown"),
        ({"enclosures": -1}, "body.body.enclosures"),
    ],
)
def test_a_wrong_body_names_the_field(changes, path, diarist):
    refused = Api(diarist).diarise(**changes)
    assert refused.status_code == 422
    assert [wrong["path"] for wrong in refused.json()["errors"]] == [path]
