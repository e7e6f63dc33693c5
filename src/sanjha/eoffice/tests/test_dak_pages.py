"""The pages of the registry, of a receipt and of a file's papers, as a browser gets them."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from sanjha.eoffice.models import CorrespondenceItem, Flag, FollowUp, IncomingMail, Receipt, Sender
from sanjha.eoffice.operations.put_in_file import put_in_file
from sanjha.eoffice.operations.take_in_mail import take_in_mail
from sanjha.eoffice.tests.dak import a_pdf, diarise, lies, scan
from sanjha.eoffice.tests.factories import make_file, own_post
from sanjha.identity.testing import sign_in_officer
from sanjha.kernel.actors import SYSTEM
from sanjha.kernel.ids import new_id
from sanjha.kernel.text import Text


def client_of(officer, language="en"):
    client = Client()
    sign_in_officer(client, officer_id=officer.person, name=Text(officer.name, officer.name_pa))
    client.cookies["sanjha_language"] = language
    return client


def sheet(officer, **changes):
    return {
        "form": str(new_id()),
        "post": str(own_post(officer)),
        "organisation": "Deputy Commissioner, Gurdaspur",
        "letter_number": "1187",
        "subject": "Patwar circles",
        "received_on": "23-11-2026",
        "mode": "POST",
        "language": "pa",
        "grading": "0",
        "priority": "0",
    } | changes


def words(response):
    return response.content.decode()


def test_letters_are_diarised_one_after_the_other(diarist, superintendent, under_secretary, secretary):
    client = client_of(diarist)
    page = words(client.get("/eoffice/dak/diarise/"))
    assert "0 letters diarised in this batch" in page
    assert 'data-key="Ctrl+Enter"' in page
    scans = [SimpleUploadedFile("letter.pdf", a_pdf(2))]
    data = sheet(
        diarist,
        keep="on",
        to_post=str(own_post(superintendent)),
        copies=str(own_post(under_secretary)),
        more_copies=str(own_post(secretary)),
    )
    response = client.post("/eoffice/dak/diarise/", data | {"scans": scans})
    assert (response.status_code, response["Location"]) == (302, "/eoffice/dak/diarise/")
    receipt = Receipt.objects.get(original__isnull=True)
    assert (receipt.scans.get().pages, receipt.copies.count()) == (2, 2)
    assert lies(receipt).to_post == own_post(superintendent)
    again = words(client.get("/eoffice/dak/diarise/"))
    assert "1 letter diarised in this batch" in again
    assert "Diarised: 1/2026/REV-HQ-CRU" in again
    assert 'value="Deputy Commissioner, Gurdaspur"' in again
    assert str(own_post(superintendent)) in again
    assert 'value="Patwar circles"' not in again
    client.post("/eoffice/dak/diarise/", sheet(diarist, letter_number="1188"))
    assert 'value="Deputy Commissioner, Gurdaspur"' not in words(client.get("/eoffice/dak/diarise/"))


def test_a_duplicate_is_shown_and_goes_on_only_when_looked_at(diarist):
    first = diarise(diarist, letter_number="1187")
    client, data = client_of(diarist), sheet(diarist)
    refused = client.post("/eoffice/dak/diarise/", data)
    assert refused.status_code == 409
    assert f"/eoffice/receipts/{first.pk}/" in words(refused)
    assert "is_no_duplicate" in words(refused)
    assert 'value="Patwar circles"' in words(refused), "what was typed is kept"
    assert client.post("/eoffice/dak/diarise/", data | {"is_no_duplicate": "on"}).status_code == 302
    assert Receipt.objects.count() == 2


def test_of_a_duplicate_that_is_not_theirs_to_see_the_number_alone_is_told(diarist, assistant):
    hidden = diarise(assistant, letter_number="1187", subject="A confidential matter", grading=1)
    page = words(client_of(diarist).post("/eoffice/dak/diarise/", sheet(diarist)))
    assert hidden.number in page
    assert "A confidential matter" not in page
    assert str(hidden.pk) not in page


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"subject": ""}, "This field is required"),
        ({"organisation": ""}, "Say who wrote"),
        ({"received_on": "24-11-2026"}, "cannot be after"),
        ({"mobile": "12"}, "mobile number of ten digits"),
        ({"to_post": str(new_id())}, "Nothing in the list fits"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field_and_nothing_is_lost(changes, message, diarist):
    response = client_of(diarist).post("/eoffice/dak/diarise/", sheet(diarist, **changes))
    assert response.status_code == 422
    assert message in words(response)
    assert 'value="1187"' in words(response)
    assert not Receipt.objects.exists()


def test_a_hostile_scan_is_refused_on_the_page(diarist):
    data = sheet(diarist) | {"scans": SimpleUploadedFile("order.docm", b"PK\x03\x04")}
    response = client_of(diarist).post("/eoffice/dak/diarise/", data)
    assert response.status_code == 422
    assert "order.docm: by its content" in words(response)


def test_who_may_not_diarise_is_told_so(secretary):
    assert client_of(secretary).get("/eoffice/dak/diarise/").status_code == 403


def test_the_diary_on_the_page_for_the_printer_and_as_csv(
    diarist, superintendent, django_assert_max_num_queries
):
    for number in range(3):
        diarise(diarist, to=superintendent, subject=f"=Letter {number}", sender=Sender(name="ਹਰਜਿੰਦਰ ਕੌਰ"))
    client = client_of(diarist)
    with django_assert_max_num_queries(20):
        page = words(client.get("/eoffice/dak/diary/"))
    assert page.count("REV-HQ-CRU</a>") == 3
    assert "Superintendent, Revenue-II" in words(client.get("/eoffice/dak/diary/print/"))
    table = client.get("/eoffice/dak/diary/csv/")
    assert table["Content-Type"].startswith("text/csv")
    assert words(table).startswith("\ufeffDiary number,")
    assert "ਹਰਜਿੰਦਰ ਕੌਰ" in words(table)
    assert ",'=Letter 0," in words(table), "no cell is a formula"
    assert "Nothing was diarised" in words(client.get("/eoffice/dak/diary/?day=22-11-2026"))


def test_a_receipt_is_read_sent_and_gone(diarist, assistant, superintendent):
    receipt = diarise(diarist, to=assistant, scans=[scan(2)])
    client, address = client_of(assistant), f"/eoffice/receipts/{receipt.pk}/"
    assert client.get(address).status_code == 200
    assert lies(receipt).read_at is not None
    assert "Choose the post" in words(client.post(f"{address}send/", {"priority": "0"}))
    sent = client.post(f"{address}send/", {"to_post": str(own_post(superintendent)), "priority": "1"})
    assert sent.status_code == 302
    assert lies(receipt).to_post == own_post(superintendent)
    assert "Superintendent, Revenue-II" in words(client.get(address))
    again = client.post(f"{address}send/", {"to_post": str(own_post(diarist)), "priority": "0"})
    assert again.status_code == 403


@pytest.mark.parametrize(
    "act", ["send", "redirect", "return", "close", "reopen", "file", "acknowledge", "follow-up"]
)
def test_a_receipt_of_others_is_not_found(act, diarist, stranger):
    receipt = diarise(diarist)
    address = f"/eoffice/receipts/{receipt.pk}/"
    client = client_of(stranger)
    assert client.get(address).status_code == 404
    assert client.post(f"{address}{act}/", {"file": str(new_id())}).status_code == 404
    assert client.get(f"{address}slip/").status_code == 404


def test_the_acts_of_its_page(diarist, assistant, superintendent):
    receipt = diarise(diarist, to=assistant, sender=Sender(name="Kaur"))
    client, address = client_of(assistant), f"/eoffice/receipts/{receipt.pk}/"

    def act(name, **data):
        response = client.post(f"{address}{name}/", data)
        assert response.status_code == 302, words(response)

    act("follow-up", **{"follow-words": "Comments of DLR", "follow-due_on": "30-11-2026"})
    act(f"follow-up/{FollowUp.objects.get().pk}/done")
    act("acknowledge")
    assert "to be printed" in words(client.get(address))
    act("scans/add", **{"scan-scans": SimpleUploadedFile("more.pdf", a_pdf())})
    act("close", **{"close-remarks": "Nothing to be done"})
    assert client.post(f"{address}close/", {"close-remarks": "Again"}).status_code == 422
    act("reopen", **{"reopen-remarks": "New facts"})
    assert lies(receipt).to_post == own_post(assistant)


def test_it_is_returned_from_its_page(diarist, assistant):
    receipt = diarise(diarist, to=assistant)
    address = f"/eoffice/receipts/{receipt.pk}/return/"
    assert client_of(assistant).post(address, {"return-remarks": ""}).status_code == 422
    assert client_of(assistant).post(address, {"return-remarks": "Not ours"}).status_code == 302
    assert lies(receipt).to_post == own_post(diarist)


def test_it_is_redirected_from_its_page(diarist, assistant, superintendent):
    receipt = diarise(diarist, to=assistant)
    address = f"/eoffice/receipts/{receipt.pk}/redirect/"
    data = {"redirect-to_post": str(own_post(superintendent)), "redirect-remarks": ""}
    assert client_of(assistant).post(address, data).status_code == 422
    assert (
        client_of(assistant).post(address, data | {"redirect-remarks": "Of another branch"}).status_code
        == 302
    )
    assert lies(receipt).to_post == own_post(superintendent)


def test_it_is_put_in_a_file_found_by_its_words(diarist, assistant):
    file, other = make_file(assistant, "Patwar circles of Dinanagar"), make_file(assistant, "Stamp duty")
    receipt = diarise(diarist, to=assistant, scans=[scan(2)])
    client, address = client_of(assistant), f"/eoffice/receipts/{receipt.pk}/"
    found = words(client.get(f"{address}?file=dinanagar"))
    assert file.number in found.partition('id="acts"')[2]
    assert other.number not in found.partition('id="acts"')[2]
    assert "Choose a file first" in words(client.post(f"{address}file/", {"file": "x"}))
    response = client.post(f"{address}file/", {"file": str(file.pk)})
    assert response["Location"] == f"/eoffice/files/{file.pk}/?page=1"
    page = words(client.get(response["Location"]))
    assert "Page 1 of 2" in page
    assert "S.No. 1 (Receipt) p. 1-2/c" in page
    assert "It moves with the file" in words(client.get(address))


def test_a_new_file_is_opened_for_it(diarist, assistant):
    receipt = diarise(diarist, to=assistant)
    client, address = client_of(assistant), f"/eoffice/files/new/?receipt={receipt.pk}"
    assert receipt.subject in words(client.get(address))
    cover = {"post": str(own_post(assistant)), "subject": receipt.subject, "head": "A-11011", "grading": "0"}
    response = client.post(address, cover)
    item = CorrespondenceItem.objects.get(receipt=receipt)
    assert response["Location"] == f"/eoffice/files/{item.file_id}/?page=1"


def test_slip_and_acknowledgement_are_for_the_printer(diarist):
    receipt = diarise(diarist, letter_number="77", language="pa", grading=0)
    client = client_of(diarist)
    assert "1/2026/REV-HQ-CRU" in words(client.get(f"/eoffice/receipts/{receipt.pk}/slip/"))
    letter = words(client.get(f"/eoffice/receipts/{receipt.pk}/acknowledgement/"))
    assert "<p>ਤੁਹਾਡਾ ਪੱਤਰ ਨੰ. 77" in letter
    assert "ਡਾਇਰੀ ਨੰਬਰ" in letter, "the whole letter is in the language of the one that came"


@pytest.fixture
def filed(diarist, assistant):
    """A file with a receipt of three pages, at the assistant's desk."""
    file = make_file(assistant)
    receipt = diarise(diarist, to=assistant, scans=[scan(3)])
    put_in_file(receipt_id=receipt.pk, post=own_post(assistant), file_id=file.pk, actor=assistant)
    return file


def test_one_page_of_a_paper_is_given_alone(filed, assistant, stranger):
    address = f"/eoffice/files/{filed.pk}/papers/1/pages/2"
    response = client_of(assistant).get(f"{address}?pdf")
    assert response["Content-Type"] == "application/pdf"
    assert response["X-Frame-Options"] == "SAMEORIGIN"
    assert response["Content-Security-Policy"] == "frame-ancestors 'self'"
    assert response["Cache-Control"] == "private, no-store"
    shown = client_of(assistant).get(address)
    assert shown["Content-Type"] in {"image/jpeg", "application/pdf"}
    assert client_of(stranger).get(address).status_code == 404
    assert client_of(assistant).get(f"/eoffice/files/{filed.pk}/papers/1/pages/4").status_code == 404
    whole = client_of(assistant).get(f"/eoffice/files/{filed.pk}/papers/1/?download")
    assert whole["Content-Disposition"].startswith("attachment")


def test_pages_are_turned_without_leaving_the_note(filed, assistant):
    side = words(client_of(assistant).get(f"/eoffice/files/{filed.pk}/papers/?page=2"))
    assert "Page 2 of 3" in side
    assert f'hx-get="/eoffice/files/{filed.pk}/papers/?page=3"' in side
    assert "<html" not in side


def test_flags_are_set_and_taken_on_the_page(filed, assistant, superintendent):
    address = f"/eoffice/files/{filed.pk}/papers/flag/"
    client = client_of(assistant)
    assert "Take off PUC" in words(client.post(address, {"serial": "1", "label": "PUC"}))
    assert "Take off PUC" not in words(client.post(address, {"serial": "1", "label": "PUC", "take": "1"}))
    assert client_of(superintendent).post(address, {"serial": "1", "label": "FR"}).status_code in {403, 409}
    assert Flag.objects.filter(taken_at__isnull=True).count() == 0


def test_a_reference_is_added_on_its_page(filed, assistant):
    address, client = f"/eoffice/files/{filed.pk}/papers/add/", client_of(assistant)
    assert client.get(address).status_code == 200
    data = {"kind": "REFERENCE", "title": "Standing Order 16"}
    assert "Choose one file" in words(client.post(address, data))
    refused = client.post(address, data | {"scans": SimpleUploadedFile("a.xlsm", b"PK\x03\x04")})
    assert (refused.status_code, "by its content" in words(refused)) == (422, True)
    done = client.post(address, data | {"scans": SimpleUploadedFile("a.pdf", a_pdf(2))})
    assert done["Location"] == f"/eoffice/files/{filed.pk}/?page=4"


def test_an_e_mail_is_shown_diarised_and_set_aside(diarist, assistant):
    raw = b"From: Kaur <kaur@example.org>\r\nSubject: Mutation\r\nMessage-ID: <1@x>\r\n\r\n<script>x</script>"
    mail = take_in_mail(raw=raw, branch="REV-HQ-CRU", actor=SYSTEM)
    client = client_of(diarist)
    assert "Mutation" in words(client.get("/eoffice/dak/mail/"))
    assert "&lt;script&gt;" in words(client.get(f"/eoffice/dak/mail/{mail.pk}/"))
    assert client_of(assistant).get(f"/eoffice/dak/mail/{mail.pk}/").status_code == 404
    page = words(client.get(f"/eoffice/dak/diarise/?mail={mail.pk}"))
    assert 'value="kaur@example.org"' in page
    data = sheet(diarist, mail=str(mail.pk), mode="EMAIL", organisation="", name="Kaur")
    assert client.post("/eoffice/dak/diarise/", data)["Location"] == "/eoffice/dak/mail/"
    other = take_in_mail(raw=raw.replace(b"<1@x>", b"<2@x>"), branch="REV-HQ-CRU", actor=SYSTEM)
    assert client.post(f"/eoffice/dak/mail/{other.pk}/aside/", {"reason": ""}).status_code == 422
    assert client.post(f"/eoffice/dak/mail/{other.pk}/aside/", {"reason": "Advertising"}).status_code == 302
    assert not IncomingMail.objects.filter(state="WAITING").exists()


@pytest.mark.parametrize("language", ["pa", "hi"])
def test_the_pages_come_in_the_languages_of_the_state(language, diarist, assistant):
    receipt = diarise(diarist, to=assistant)
    for officer, address in (
        (diarist, "/eoffice/dak/diarise/"),
        (diarist, "/eoffice/dak/diary/"),
        (assistant, f"/eoffice/receipts/{receipt.pk}/"),
    ):
        page = words(client_of(officer, language).get(address))
        assert f'<html lang="{language}"' in page
        assert "Diary" not in page
        assert "Letter" not in page
