"""The life of a file over the JSON API: each act, each with the refusal of the operation behind it."""

import io
import zipfile

import pytest

from sanjha.eoffice.models import File, Note
from sanjha.eoffice.tests.factories import client_of, close, forward, make_file, officer_of, own_post

API = "/api/v1/eoffice"


def call(actor, path, expected=200, **body):
    response = client_of(actor).post(API + path, body, content_type="application/json")
    assert response.status_code == expected, response.content
    return response.json() if "json" in response["Content-Type"] else response


def at(actor):
    return str(own_post(actor))


@pytest.fixture
def file(assistant):
    return make_file(assistant)


def test_bonds(file, assistant, superintendent, stranger):
    other = make_file(assistant, "Earlier matter")
    link = call(
        assistant, f"/files/{file.pk}/references", 201, post=at(assistant), to=str(other.pk), kind="SEE_ALSO"
    )
    call(assistant, f"/files/{file.pk}/references", 422, post=at(assistant), to=str(other.pk), kind="OTHER")
    call(stranger, f"/references/{link['id']}/end", 404, post=at(stranger))
    call(assistant, f"/references/{link['id']}/end", post=at(assistant))
    call(assistant, f"/files/{other.pk}/attach", post=at(assistant), to=str(file.pk))
    call(assistant, f"/files/{other.pk}/attach", 422, post=at(assistant), to=str(file.pk))
    call(assistant, f"/files/{other.pk}/detach", post=at(assistant))
    volume = call(assistant, f"/files/{file.pk}/volumes", 201, post=at(assistant))
    assert volume["number"].endswith("/Vol-II")
    call(assistant, f"/files/{file.pk}/parts", 422, post=at(assistant))
    forward(file, assistant, superintendent)
    part = call(assistant, f"/files/{file.pk}/parts", 201, post=at(assistant))
    call(assistant, f"/files/{part['id']}/merge", 422, post=at(assistant))
    shown = client_of(assistant).get(f"{API}/files/{file.pk}/life").json()
    assert sorted(one["kind"] for one in shown["parts"]) == ["PART", "VOLUME"]
    assert [(one["kind"], one["inward"]) for one in shown["bonds"]] == [("PREVIOUS", True)]
    assert client_of(stranger).get(f"{API}/files/{file.pk}/life").status_code == 404
    paper = make_file(assistant, "Old ledger", medium="PAPER")
    call(assistant, f"/files/{paper.pk}/receive", 409, post=at(assistant))
    call(superintendent, f"/files/{paper.pk}/check", 422, post=at(superintendent), agrees=True)


def test_from_closing_to_the_tombstone(file, assistant, superintendent, records):
    keeper, head, dealing = records, superintendent, assistant
    call(dealing, f"/files/{file.pk}/closing", 422, post=at(dealing), reason="")
    proposal = call(dealing, f"/files/{file.pk}/closing", 201, post=at(dealing), reason="Complete")
    call(dealing, f"/closings/{proposal['id']}/decision", 403, post=at(dealing), approved=True)
    call(head, f"/closings/{proposal['id']}/decision", post=at(head), approved=True)
    call(keeper, f"/files/{file.pk}/record", 201, post=at(keeper), record_class="C")
    hold = call(keeper, f"/files/{file.pk}/holds", 201, post=at(keeper), ground="RTI", reference="RTI 77")
    call(keeper, f"/files/{file.pk}/reviews", 201, post=at(keeper), outcome="WEED", remarks="Not wanted")
    call(head, "/weeding", 422, post=at(head), files=[str(file.pk)], reason="Over")
    call(keeper, f"/holds/{hold['id']}/lift", post=at(keeper))
    slip = call(
        dealing,
        "/requisitions",
        201,
        post=at(dealing),
        number=file.number,
        purpose="Court",
        until="2026-12-30",
    )
    call(keeper, f"/requisitions/{slip['id']}/decision", post=at(keeper), issued=True)
    call(keeper, f"/requisitions/{slip['id']}/return", post=at(keeper))
    package = call(keeper, f"/files/{file.pk}/archive")
    assert "manifest.json" in zipfile.ZipFile(io.BytesIO(package.content)).namelist()
    drawn = call(head, "/weeding", 201, post=at(head), files=[str(file.pk)], reason="Time is over")
    call(head, f"/weeding/{drawn['id']}/approve", 403, post=at(head))
    call(keeper, f"/weeding/{drawn['id']}/approve", post=at(keeper))
    assert File.objects.get(pk=file.pk).state == "WEEDED"
    shown = client_of(keeper).get(f"{API}/files/{file.pk}/life").json()
    assert (shown["record"]["record_class"], shown["record"]["is_draft"], shown["holds"]) == ("C", True, [])


def test_reopening_over_the_api(file, assistant, superintendent):
    close(file, assistant, superintendent)
    asked = call(assistant, f"/files/{file.pk}/reopening", 201, post=at(assistant), reason="Asked for")
    call(superintendent, f"/closings/{asked['id']}/decision", post=at(superintendent), approved=True)
    assert Note.objects.get(file=file).text.endswith("Asked for")


def test_secrecy_the_day_and_releases(file, assistant, superintendent, records, secretary):
    body = {"officer": str(assistant.person), "grading": 2, "order_number": "HOME/17"}
    call(assistant, "/clearances", 403, **body)
    given = call(records, "/clearances", 201, **body)
    forward(file, assistant, superintendent, "18 villages")
    made = call(
        superintendent,
        f"/files/{file.pk}/releases",
        201,
        post=at(superintendent),
        reference="RTI 77",
        notes=[1],
        severed=[{"number": 1, "paragraph": 1, "clause": "8(1)(j)"}],
    )
    assert made["severed"] == 1
    call(superintendent, f"/files/{file.pk}/releases", 422, post=at(superintendent), reference="RTI 77")
    other = make_file(assistant, "Graded matter")
    call(assistant, f"/files/{other.pk}/grading", post=at(assistant), grading=2, reason="Informants")
    need = call(
        assistant, f"/files/{other.pk}/need-to-know", 201, post=at(assistant), reader_post=at(secretary)
    )
    call(assistant, f"/need-to-know/{need['id']}/end", post=at(assistant))
    client_of(assistant).get(f"/eoffice/files/{other.pk}/")
    (reading,) = client_of(assistant).get(f"{API}/files/{other.pk}/readings").json()
    assert reading["way"] == "PAGE"
    assert client_of(superintendent).get(f"{API}/files/{other.pk}/readings").status_code == 404
    call(records, f"/clearances/{given['id']}/end")
    day = {"post": at(secretary), "from_date": "2026-12-01", "order_number": "GAD/9"}
    call(secretary, "/cut-over", **day)
    call(assistant, "/cut-over", 403, **(day | {"post": at(assistant)}))
    extra = {"branch": "REV-HQ-REV2", "reason": "Old ledgers", "to_date": "2026-12-31"}
    call(secretary, "/cut-over/exceptions", 201, **(day | extra))
    admin = officer_of("BNL-DC/ADMIN")
    assert client_of(admin).get(f"{API}/files/{file.pk}/life").status_code == 404
