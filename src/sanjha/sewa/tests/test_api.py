"""The JSON API: the same deeds, the same refusals, as problem details."""

import json
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from sanjha.identity.testing import sign_in_citizen, sign_in_officer
from sanjha.kernel.ids import new_id
from sanjha.kernel.text import Text
from sanjha.sewa.models import Application, AttachmentOpening, Draft
from sanjha.sewa.queries.drafts import attachments_of
from sanjha.sewa.tests.factories import (
    REASONS,
    a_pdf,
    attach,
    income_data,
    make_application,
    make_draft,
    objection_of,
    open_papers,
    open_task,
    report_data,
)

pytestmark = [pytest.mark.urls("sanjha.sewa.tests.api_urls"), pytest.mark.usefixtures("world")]
PAYMENT = {"mode": "CASH", "amount": "75.00"}


class Api:
    """A client that speaks JSON."""

    def __init__(self, person=None, mobile=None, **options):
        self.client = Client(**options)
        if mobile:
            sign_in_citizen(self.client, mobile=mobile, resident_id=person.actor.person if person else None)
        elif person:
            name = Text(person.actor.name, person.actor.name_pa)
            sign_in_officer(self.client, officer_id=person.actor.person, name=name)

    def call(self, method, path, body=None, **headers):
        content = {} if body is None else {"data": json.dumps(body), "content_type": "application/json"}
        return getattr(self.client, method)(f"/api/v1/sewa{path}", headers=headers, **content)

    def get(self, path):
        return self.call("get", path)

    def post(self, path, body=None, **headers):
        return self.call("post", path, body if body is not None else {}, **headers)

    def put(self, path, body):
        return self.call("put", path, body)

    def delete(self, path):
        return self.call("delete", path)

    def upload(self, case, document="ID_RESIDENCE", content=None, name="scan.pdf"):
        file = SimpleUploadedFile(name, content if content is not None else a_pdf(document))
        return self.client.post(
            f"/api/v1/sewa/cases/{case}/attachments", {"document": document, "content": file}
        )


def problem(response, status, kind=None):
    assert response.status_code == status, response.content
    assert response["Content-Type"] == "application/problem+json"
    body = response.json()
    assert body["status"] == status
    if kind:
        assert body["type"] == f"urn:sanjha:problem:{kind}"
    return body


def new_draft(**values):
    return {"service": "REV-INCOME", "channel": "COUNTER", "data": income_data(), "language": "en"} | values


def test_an_application_goes_its_whole_way_over_the_api(operator, dealing_hand, patwari, tehsildar):
    counter = Api(operator)
    draft = counter.post("/drafts", new_draft()).json()
    for document in ("ID_RESIDENCE", "OTHER_INCOME_PROOF"):
        assert counter.upload(draft["id"], document).status_code == 201
    preview = counter.get(f"/drafts/{draft['id']}/preview").json()
    assert (preview["is_ready"], preview["total"], preview["limit_days"]) == (True, "75.00", 15)
    assert preview["officer"]["en"] == "Dealing Hand 1, Tehsil Tapa"

    submission = {"draft": draft["id"], "revision": draft["revision"], "payment": PAYMENT}
    accepted = counter.call("post", "/applications", submission, **{"Idempotency-Key": "counter-1.0001"})
    assert accepted.status_code == 201
    assert accepted.json()["number"].startswith("PB/BNL/REV-INCOME/2026/0000001-")
    assert counter.post("/applications", submission).json() == accepted.json()

    for person, action, extra in (
        (dealing_hand, "FORWARD", {}),
        (patwari, "REPORT", {"report": report_data()}),
        (tehsildar, "APPROVE", {"report": {}}),
    ):
        desk = Api(person)
        (row,) = desk.get("/inbox").json()["rows"]
        case = desk.get(f"/applications/{row['application']}").json()
        assert action in {offered["code"] for offered in case["task"]["actions"]}
        assert desk.post(f"/tasks/{row['task']}/decision", {"action": action, **extra}).status_code == 201

    case = counter.get(f"/applications/{draft['id']}").json()
    assert case["application"]["state"] == "APPROVED"
    assert [entry["kind"] for entry in case["history"]] == ["SUBMIT", "FORWARD", "VERIFY", "APPROVE"]
    assert case["receipt"]["total"] == "75.00"
    assert Decimal(case["receipt"]["total"]) == 75
    tracked = Api().get(f"/tracking?number={case['application']['number']}").json()
    assert tracked["state"] == "APPROVED"


def test_the_catalogue_is_public():
    listed = Api().get("/services?text=ਆਮਦਨ").json()
    assert [service["code"] for service in listed] == ["REV-INCOME"]
    assert Api().get("/services?channel=PORTAL&text=passport").json() == []
    definition = Api().get("/services/REV-INCOME").json()
    assert definition["definition"]["form"]["sections"]
    problem(Api().get("/services/XX-NONE"), 404, "not-found")
    problem(Api().get("/services/%00"), 422, "invalid-input")


def test_data_can_be_checked_without_keeping_it(operator):
    api = Api(operator)
    good = api.post("/services/REV-INCOME/validation", {"data": income_data(), "copies": 2}).json()
    assert (good["ok"], good["total"], good["computed"]["total_income"]) == (True, "150.00", 120000)
    bad = api.post(
        "/services/REV-INCOME/validation", {"data": income_data() | {"family": [], "colour": "red"}}
    ).json()
    assert not bad["ok"]
    assert {"family", "colour"} <= {error["path"] for error in bad["errors"]}
    assert not Draft.objects.exists()


def test_a_request_may_be_repeated_by_its_key(operator, other_operator):
    key = {"Idempotency-Key": "draft-2026-11-23-0001"}
    first = Api(operator).post("/drafts", new_draft(), **key).json()
    assert Api(operator).post("/drafts", new_draft(), **key).json()["id"] == first["id"]
    assert Api(other_operator).post("/drafts", new_draft(), **key).json()["id"] != first["id"]
    problem(Api(operator).post("/drafts", new_draft(), **{"Idempotency-Key": "short"}), 422, "invalid-input")


def test_drafts_are_listed_saved_and_discarded(operator):
    api = Api(operator)
    draft = api.post("/drafts", new_draft(data={})).json()
    saved = api.put(
        f"/drafts/{draft['id']}", {"data": {"purpose": "LOAN"}, "revision": 1, "copies": 2}
    ).json()
    assert (saved["revision"], saved["copies"], saved["data"]) == (2, 2, {"purpose": "LOAN"})
    problem(api.put(f"/drafts/{draft['id']}", {"data": {}, "revision": 1}), 409, "draft-changed")
    assert [listed["id"] for listed in api.get("/drafts").json()] == [draft["id"]]
    assert api.get(f"/drafts/{draft['id']}").json()["revision"] == 2
    assert api.delete(f"/drafts/{draft['id']}").status_code == 204
    problem(api.get(f"/drafts/{draft['id']}"), 404, "not-found")


def test_wrong_fields_are_listed(operator):
    draft = make_draft(operator, data={"declaration": "maybe"}, documents=())
    body = {"draft": str(draft.id), "revision": 1, "payment": PAYMENT}
    told = problem(Api(operator).post("/applications", body), 422, "form-invalid")
    paths = {error["path"] for error in told["errors"]}
    assert {"declaration", "applicant.name_en", "documents.ID_RESIDENCE"} <= paths


def test_refusals_speak_the_language_of_the_request(operator):
    draft = make_draft(operator, data={}, documents=())
    body = {"draft": str(draft.id), "revision": 1, "payment": PAYMENT}
    told = problem(Api(operator).call("post", "/applications", body, **{"Accept-Language": "pa"}), 422)
    assert told["detail"].startswith("ਅਰਜ਼ੀ ਲੈਣ ਤੋਂ ਪਹਿਲਾਂ")


def test_nobody_comes_in_unnamed():
    nobody = Api()
    some = new_id()
    for response in (
        nobody.get("/drafts"),
        nobody.get("/inbox"),
        nobody.get("/applications"),
        nobody.get(f"/applications/{some}"),
        nobody.post("/drafts", new_draft()),
        nobody.post(f"/tasks/{some}/decision", {"action": "FORWARD"}),
        nobody.delete(f"/attachments/{some}"),
        nobody.get(f"/attachments/{some}/content"),
    ):
        problem(response, 401, "not-signed-in")


def test_a_change_needs_the_token_of_the_session(operator):
    api = Api(operator, enforce_csrf_checks=True)
    problem(api.post("/drafts", new_draft()), 403)
    assert api.get("/drafts").status_code == 200
    assert not Draft.objects.exists()


def test_a_citizen_has_his_own_applications(operator):
    application = make_application(operator)
    make_application(operator)
    person = type(operator)(actor=type(operator.actor)("CITIZEN", person=application.applicant))
    api = Api(person, mobile="9876501234")
    assert [each["number"] for each in api.get("/applications").json()] == [application.number]
    assert api.get(f"/applications/{application.id}").json()["task"]["is_mine"] is False
    assert (
        api.post(f"/applications/{application.id}/withdrawal", {"reasons": "Not needed."}).json()["state"]
        == "WITHDRAWN"
    )


def test_an_operator_searches(operator):
    application = make_application(operator, data=income_data("Sukhwinder"))
    assert [each["id"] for each in Api(operator).get("/applications?text=sukhw").json()] == [
        str(application.id)
    ]
    assert Api(operator).get("/applications").json() == []
    assert Api(operator).get("/applications?text=%00%ff").json() == []


def test_a_decided_task_tells_who_was_faster(operator, tehsildar):
    application = make_application(operator, at="decision")
    open_papers(application)
    path = f"/tasks/{open_task(application).id}/decision"
    body = {"action": "REJECT", "grounds": ["OTHER"], "reasons": REASONS}
    assert Api(tehsildar).post(path, body).json()["kind"] == "REJECT"
    told = problem(Api(tehsildar).post(path, {"action": "APPROVE"}), 409, "already-decided")
    assert tehsildar.actor.name in told["detail"]


def test_an_objection_is_answered(operator):
    application = make_application(operator, at="objected")
    api = Api(operator)
    (objection,) = api.get(f"/applications/{application.id}").json()["objections"]
    assert objection["codes"] == ["IDENTITY_NOT_CLEAR"]
    path = f"/objections/{objection['id']}/answer"
    told = problem(api.post(path, {"answer": "It is clear."}), 422, "papers-missing")
    assert told["errors"][0]["path"] == "documents.ID_RESIDENCE"
    assert api.upload(application.id, content=a_pdf("clearer")).status_code == 201
    assert api.post(path, {"answer": "It is clear now."}).json()["state"] == "SUBMITTED"
    problem(api.post(path, {"answer": "Again."}), 409, "already-answered")


def test_uploads_are_checked(operator):
    draft = make_draft(operator, documents=())
    api = Api(operator)
    told = problem(api.upload(draft.id, content=b"MZ\x00\x00", name="scan.pdf"), 422, "upload-kind")
    assert told["detail"].startswith("Proof of identity")
    problem(api.upload(draft.id, content=b"x" * (13 * 1024 * 1024)), 422, "upload-too-large")
    problem(api.upload(draft.id, document="lower case"), 422, "invalid-input")
    problem(api.upload(new_id()), 404, "not-found")
    assert attachments_of(draft.id) == []


def test_a_papers_bytes_are_given_as_a_download_and_the_look_is_noted(operator, dealing_hand):
    application = make_application(operator)
    paper = attachments_of(application.id)[0]
    response = Api(dealing_hand).get(f"/attachments/{paper.id}/content")
    assert response.content == a_pdf(paper.document)
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == "attachment"
    assert AttachmentOpening.objects.count() == 1


def test_papers_of_a_draft_are_listed_and_taken_off(operator, other_operator):
    draft = make_draft(operator, documents=())
    paper = attach(operator, draft.id)
    api = Api(operator)
    assert [each["id"] for each in api.get(f"/cases/{draft.id}/attachments").json()] == [str(paper.id)]
    problem(Api(other_operator).delete(f"/attachments/{paper.id}"), 404)
    assert api.delete(f"/attachments/{paper.id}").status_code == 204
    assert api.get(f"/cases/{draft.id}/attachments").json() == []


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b'{"draft": 1}',
        b'{"draft": "x", "revision": 1, "payment": {}}',
        b'{"draft": "0197a0de-0000-7000-8000-000000000000", "revision": 1e99, "payment": {"mode": "CASH", "amount": "75"}}',
        b'{"draft": "0197a0de-0000-7000-8000-000000000000", "revision": 1, "payment": {"mode": "CASH", "amount": "NaN"}}',
        b'{"draft": "0197a0de-0000-7000-8000-000000000000", "revision": 1, "payment": {"mode": "CASH", "amount": "1e30"}}',
        b"\xff\xfe",
    ],
)
def test_unreadable_bodies_are_refused(operator, body):
    response = Api(operator).client.post("/api/v1/sewa/applications", body, content_type="application/json")
    assert response.status_code in {400, 422}
    assert response["Content-Type"] == "application/problem+json"
    assert not Application.objects.exists()


def test_objections_of_others_are_not_found(operator, other_operator):
    application = make_application(operator, at="objected")
    path = f"/objections/{objection_of(application).id}/answer"
    problem(Api(other_operator).post(path, {"answer": "Yes."}), 404)
