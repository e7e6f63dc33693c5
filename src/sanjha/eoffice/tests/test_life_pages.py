"""The page "Life of the file" and the lists of closings and paper, for the right person, the wrong one and each refusal."""

import zipfile
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from sanjha.eoffice import paper_lists
from sanjha.eoffice.models import Clearance, File, FileLink
from sanjha.eoffice.operations.open_part import open_part
from sanjha.eoffice.operations.propose_closing import propose_closing
from sanjha.eoffice.tests.factories import (
    client_of,
    close,
    forward,
    make_file,
    own_post,
    pdf,
    recorded,
    where,
)


@pytest.fixture
def file(assistant):
    return make_file(assistant)


def life(file, act=""):
    return f"/eoffice/files/{file.pk}/life/" + (f"{act}/" if act else "")


def text(response):
    return response.content.decode()


def test_the_page_offers_what_can_be_done(file, assistant, superintendent, stranger):
    shown = text(client_of(assistant).get(life(file)))
    for offered in ("Open the next volume", "Attach to another file", "Propose to close"):
        assert offered in shown
    assert "Open a part file" not in shown
    assert "Propose to close" not in text(client_of(superintendent).get(life(file)))
    forward(file, assistant, superintendent)
    assert "Open a part file" in text(client_of(assistant).get(life(file)))
    assert client_of(stranger).get(life(file)).status_code == 404


def test_acts_by_their_forms(file, assistant, superintendent):
    other = make_file(assistant, "Earlier matter")
    client = client_of(assistant)
    unknown = client.post(life(file, "link"), {"link-number": "nothing", "link-kind": "SEE_ALSO"})
    assert unknown.status_code == 422
    assert "no file of this number" in text(unknown)
    done = client.post(
        life(file, "link"), {"link-number": str(other.computer_number), "link-kind": "PREVIOUS"}
    )
    assert done["Location"] == life(file)
    assert other.number in text(client.get(life(file)))
    link = FileLink.objects.get()
    client.post(life(file, "unlink"), {"unlink-link_id": str(link.pk)})
    assert FileLink.objects.get().ended_at
    itself = client.post(life(file, "attach"), {"attach-number": file.number})
    assert itself.status_code == 422
    assert "cannot be attached to itself" in text(itself)
    client.post(life(other, "attach"), {"attach-number": file.number})
    assert "Attached here" in text(client.get(life(file)))
    client.post(life(other, "detach"))
    client.post(life(file, "volume"))
    assert File.objects.get(kind="VOLUME").number == f"{file.number}/Vol-II"
    assert client.post(life(file, "nonsense")).status_code == 404
    forward(file, assistant, superintendent)
    client.post(life(file, "part"))
    part = File.objects.get(kind="PART")
    assert part.number in text(client.get(life(file)))
    merged = client.post(life(part, "merge"))
    assert merged.status_code == 422
    assert "Both files must lie" in text(merged)


def test_closing_by_the_pages(file, assistant, superintendent, clerk, stranger):
    client = client_of(assistant)
    assert client.post(life(file, "propose-closing"), {"propose-closing-reason": ""}).status_code == 422
    client.post(life(file, "propose-closing"), {"propose-closing-reason": "Action is complete"})
    head = client_of(superintendent)
    assert file.number in text(head.get("/eoffice/closings/"))
    for other in (assistant, clerk, stranger):
        assert file.number not in text(client_of(other).get("/eoffice/closings/"))
    closing = file.closings.get()
    values = {"decide-closing_id": str(closing.pk), "decide-approved": "no", "decide-remarks": ""}
    refused = head.post(life(file, "decide"), values)
    assert refused.status_code == 422
    assert "Give the reason" in text(refused)
    head.post(life(file, "decide"), values | {"decide-approved": "yes"})
    file.refresh_from_db()
    assert file.state == "CLOSED"
    assert head.post(life(file, "decide"), values | {"decide-approved": "yes"}).status_code == 409
    assert client.get(life(file)).status_code == 200
    client.post(life(file, "propose-reopening"), {"propose-reopening-reason": "Asked for by the court"})
    assert "Asked for by the court" in text(head.get("/eoffice/closings/"))


def test_a_paper_file_is_received_by_the_button(assistant, superintendent):
    paper = make_file(assistant, "Old ledger", medium="PAPER")
    client_of(assistant).post(
        f"/eoffice/files/{paper.pk}/send/",
        {"near": "other", "to_post": str(own_post(superintendent)), "language": "en", "priority": "0"},
    )
    client = client_of(superintendent)
    assert client.get(f"/eoffice/files/{paper.pk}/").status_code == 200
    assert where(paper).read_at is None
    assert client.post(life(paper, "receive")).status_code == 302
    assert where(paper).read_at is not None


def test_paper_is_taken_over_by_the_page(assistant, superintendent, clerk, stranger):
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("n1.pdf", pdf(2))
    rows = [",".join(paper_lists.COLUMNS), "OLD/1,Lease of land,1998,,3,n1.pdf,", "x,Lease,1998,,1,n1.pdf,"]

    good = "\n".join(rows).encode()

    def upload(actor, listed=good):
        return client_of(actor).post(
            "/eoffice/paper/new/",
            {
                "name": "Almirah 4",
                "counted": "3",
                "post": str(own_post(actor)),
                "listed": SimpleUploadedFile("list.csv", listed),
                "scans": SimpleUploadedFile("scans.zip", packed.getvalue()),
            },
        )

    wrong = upload(assistant, b"a,b\n1,2\n")
    assert wrong.status_code == 422
    assert "needs the columns" in text(wrong)
    made = upload(assistant)
    assert made.status_code == 302
    shown = text(client_of(superintendent).get(made["Location"]))
    for expected in ("OLD/1", "3 to 100", "Not yet reconciled", "To be checked"):
        assert expected in shown
    file = File.objects.get()
    scan = client_of(clerk).get(f"/eoffice/files/{file.pk}/papers/1/")
    assert (scan["Content-Type"], scan.content) == ("application/pdf", pdf(2)) or scan.content[:4] == b"%PDF"
    assert client_of(clerk).get(f"/eoffice/files/{file.pk}/papers/9/").status_code == 404
    assert client_of(stranger).get(f"/eoffice/files/{file.pk}/papers/1/").status_code == 404
    assert client_of(stranger).get(made["Location"]).status_code == 404
    client_of(clerk).post(life(file, "check"), {"check-agrees": "no", "check-remarks": "Page 3 is missing"})
    assert "Page 3 is missing" in text(client_of(superintendent).get(made["Location"]))


def test_the_lists_ask_the_store_a_fixed_number_of_times(
    assistant, superintendent, django_assert_num_queries
):
    for _number in range(3):
        file = make_file(assistant)
        propose_closing(file_id=file.pk, post=own_post(assistant), reason="Complete", actor=assistant)
    away = make_file(assistant)
    forward(away, assistant, superintendent)
    for _number in range(3):
        open_part(file_id=away.pk, post=own_post(assistant), actor=assistant)
    client = client_of(superintendent)
    client.get("/eoffice/closings/")
    with django_assert_num_queries(9):
        client.get("/eoffice/closings/")
    with django_assert_num_queries(21):
        client.get(life(away))


def test_the_record_room_by_its_pages(assistant, superintendent, records, clerk, stranger):
    file = make_file(assistant)
    close(file, assistant, superintendent)
    keeper, head = client_of(records), client_of(superintendent)
    assert client_of(clerk).get("/eoffice/records/").status_code == 403
    assert file.number in text(keeper.get("/eoffice/records/"))
    assert keeper.post(life(file, "record"), {"record-record_class": ""}).status_code == 422
    keeper.post(life(file, "record"), {"record-record_class": "C", "record-location": "Almirah 4"})
    assert "Almirah 4" in text(keeper.get(life(file)))
    assert file.number in text(keeper.get("/eoffice/records/?folder=recorded"))
    keeper.post(life(file, "hold"), {"hold-ground": "COURT", "hold-reference": "CWP 4711"})
    assert "CWP 4711" in text(keeper.get(life(file)))
    keeper.post(life(file, "lift"), {"lift-hold_id": str(file.holds.get().pk)})
    assert "CWP 4711" not in text(keeper.get(life(file)))
    review = {"review-outcome": "KEEP", "review-remarks": "Still wanted", "review-next_review_on": ""}
    assert keeper.post(life(file, "review"), review).status_code == 422
    keeper.post(life(file, "review"), review | {"review-outcome": "WEED"})
    shown = text(head.get("/eoffice/records/?folder=ripe"))
    assert "Draw a weeding list" in shown
    assert head.post("/eoffice/records/weeding/new/", {"reason": ""}).status_code == 422
    assert head.post("/eoffice/records/weeding/new/", {"reason": "Over"}).status_code == 422
    drawn = head.post("/eoffice/records/weeding/new/", {"entries": [str(file.pk)], "reason": "Time is over"})
    assert client_of(stranger).get(drawn["Location"]).status_code == 404
    assert head.post(drawn["Location"]).status_code == 403
    package = keeper.post(f"/eoffice/files/{file.pk}/archive.zip")
    assert package["Content-Type"] == "application/zip"
    assert client_of(clerk).post(f"/eoffice/files/{file.pk}/archive.zip").status_code == 403
    assert keeper.post(drawn["Location"]).status_code == 302
    assert "approved by" in text(keeper.get(drawn["Location"]))
    file.refresh_from_db()
    assert file.state == "WEEDED"
    assert keeper.get(life(file)).status_code == 200
    bad = keeper.post("/eoffice/records/imported/new/", {"package": SimpleUploadedFile("x.zip", b"nothing")})
    assert bad.status_code == 422
    kept = keeper.post(
        "/eoffice/records/imported/new/", {"package": SimpleUploadedFile("x.zip", package.content)}
    )
    assert "Everything holds" in text(keeper.get(kept["Location"]))
    assert head.get(kept["Location"]).status_code == 404
    assert head.get("/eoffice/records/imported/new/").status_code == 403


def test_slips_by_their_pages(assistant, superintendent, records, stranger):
    file = recorded((assistant, superintendent, records))
    asks, keeper = client_of(stranger), client_of(records)
    values = {
        "number": "nothing",
        "purpose": "For the court",
        "until": "24-12-2026",
        "post": own_post(stranger),
    }
    assert asks.post("/eoffice/records/requisitions/new/", values).status_code == 422
    asks.post("/eoffice/records/requisitions/new/", values | {"number": file.number})
    assert "Waits" in text(asks.get("/eoffice/records/requisitions/new/"))
    slip = file.requisitions.get()
    decide = f"/eoffice/records/requisitions/{slip.pk}/decide/"
    assert asks.post(decide, {"issued": "yes"}).status_code == 403
    assert keeper.post(decide, {"issued": "no", "remarks": ""}).status_code == 422
    assert keeper.post(decide, {"issued": "yes"}).status_code == 302
    assert asks.get(f"/eoffice/files/{file.pk}/").status_code == 200
    assert "Enter its return" in text(keeper.get("/eoffice/records/?folder=out"))
    keeper.post(f"/eoffice/records/requisitions/{slip.pk}/return/")
    assert asks.get(f"/eoffice/files/{file.pk}/").status_code == 404


def test_clearances_by_their_page(assistant, superintendent, records):
    keeper = client_of(records)
    values = {"officer": str(own_post(superintendent)), "grading": "2", "order_number": "", "from_date": ""}
    assert keeper.post("/eoffice/clearances/", values).status_code == 422
    keeper.post("/eoffice/clearances/", values | {"order_number": "HOME/2026/17"})
    shown = text(keeper.get("/eoffice/clearances/"))
    assert "HOME/2026/17" in shown
    assert client_of(assistant).get("/eoffice/clearances/").status_code == 403
    file = make_file(superintendent)
    head = client_of(superintendent)
    head.post(life(file, "regrade"), {"regrade-grading": "2", "regrade-reason": "Informants"})
    head.post(life(file, "know"), {"know-reader_post": str(own_post(assistant))})
    need = file.need_to_know.get()
    assert "Senior Assistant 1" in text(head.get(life(file)))
    head.post(life(file, "forget"), {"forget-need_id": str(need.pk)})
    keeper.post(f"/eoffice/clearances/{Clearance.objects.get().pk}/end/")
    assert head.get(life(file)).status_code == 404
