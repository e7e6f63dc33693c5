"""Letters that come by e-mail: read as mail programs really send them, taken in once, fetched, diarised, set aside."""

from datetime import date
from email.message import EmailMessage

import pytest

from sanjha.eoffice import conf, jobs, mail_parsing
from sanjha.eoffice.conf import DakSettings
from sanjha.eoffice.models import IncomingMail
from sanjha.eoffice.operations.fetch_mail import fetch_mail
from sanjha.eoffice.operations.take_in_mail import set_mail_aside, take_in_mail
from sanjha.eoffice.queries.mails import mails_for
from sanjha.eoffice.tests.dak import a_pdf, diarise
from sanjha.eoffice.tests.mail_server import PASSWORD, mail_server
from sanjha.kernel import blobs
from sanjha.kernel.actors import SYSTEM
from sanjha.kernel.errors import Conflict, NotFound, Unavailable

CRU = "REV-HQ-CRU"


def an_email(number=1, subject="ਪਟਵਾਰ ਹਲਕੇ", body="ਸ੍ਰੀਮਾਨ ਜੀ", papers=(("ਸੂਚੀ.pdf", None),)):
    message = EmailMessage()
    message["From"] = "ਤਹਿਸੀਲਦਾਰ <tehsildar@example.org>"
    message["Message-ID"] = f"<{number}@example.org>"
    message["Date"] = "Fri, 20 Nov 2026 23:30:00 +0000"
    if subject:
        message["Subject"] = subject
    message.set_content(body)
    for name, data in papers:
        message.add_attachment(
            a_pdf(2) if data is None else data, maintype="application", subtype="octet-stream", filename=name
        )
    return bytes(message)


def take_in(raw, branch=CRU):
    return take_in_mail(raw=raw, branch=branch, actor=SYSTEM)


def test_it_waits_in_the_list_of_its_registry_with_its_papers(diarist, assistant):
    raw = an_email()
    mail = take_in(raw)
    assert (mail.sender.name, mail.sender.email) == ("ਤਹਿਸੀਲਦਾਰ", "tehsildar@example.org")
    assert (mail.subject, mail.sent_on, mail.text) == ("ਪਟਵਾਰ ਹਲਕੇ", date(2026, 11, 21), "ਸ੍ਰੀਮਾਨ ਜੀ")
    assert [(one["name"], one["pages"]) for one in mail.attachments] == [("ਸੂਚੀ.pdf", 2)]
    assert blobs.get(mail.raw) == raw
    assert list(mails_for(diarist)) == [mail]
    assert not mails_for(assistant).exists()


def test_the_same_message_comes_once(diarist):
    assert take_in(an_email()) == take_in(an_email())
    without = b"Subject: no id\r\n\r\nHello\r\n"
    assert take_in(without) == take_in(without)
    assert IncomingMail.objects.count() == 2
    assert take_in(an_email(), "REV-HQ-REV2") != take_in(an_email())


def test_a_hostile_paper_is_refused_with_its_reason_and_the_letter_still_comes(diarist):
    mail = take_in(an_email(papers=[("order.docm", b"PK\x03\x04 macros"), ("letter.pdf", None)]))
    refused, kept = mail.attachments
    assert refused["name"] == "order.docm"
    assert "by its content" in refused["refused"]
    assert kept["pages"] == 2


@pytest.mark.parametrize(
    ("raw", "subject", "text"),
    [
        (b"From: a@example.org\r\n\r\nPlain words", "", "Plain words"),
        (
            b"Subject: HTML\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<style>p{}</style><p>First<p>Sec&ouml;nd"
            b"<script>bad()</script>",
            "HTML",
            "First\nSec\u00f6nd",
        ),
        (b"Subject: =?utf-8?B?4Kiq4KmH?=\r\n\r\nx", "ਪੇ", "x"),
        (b"Subject: =?no-such-set?Q?caf=E9?=\r\n\r\nx", "caf\ufffd", "x"),
        (
            b"Subject: raw\r\nContent-Type: text/plain; charset=no-such-set\r\n\r\n\xe0\xa8\xaa and \xff",
            "raw",
            "\u00e0\u00a8\u00aa and \u00ff",
        ),
        (b"Content-Type: multipart/mixed; boundary=never\r\n\r\nnothing follows", "", "nothing follows"),
        (b"", "", ""),
        (b"\x00\x01\x02", "", ""),
        (b"Subject: a\r\n\tb\x00c\r\nDate: yesterday\r\n\r\nx\x00y", "a bc", "xy"),
    ],
    ids=[
        "no subject",
        "html",
        "encoded",
        "unknown set",
        "broken set",
        "no parts",
        "empty",
        "noise",
        "controls",
    ],
)
def test_what_mail_programs_really_send(raw, subject, text, world):
    letter = mail_parsing.read(raw)
    assert letter.subject.replace("caf\u00e9", "caf\ufffd") == subject
    assert letter.text.rstrip() == text
    assert take_in(raw).sent_on == date(2026, 11, 23)


def test_its_diarising_takes_the_papers_along_and_takes_it_off_the_list(diarist):
    mail = take_in(an_email())
    receipt = diarise(diarist, mail=mail.pk, mode="EMAIL", subject=mail.subject)
    mail.refresh_from_db()
    assert (mail.state, mail.receipt, mail.settled_by.post) == ("DIARISED", receipt, receipt.diarised_by.post)
    assert [(one.name, one.pages) for one in receipt.scans.all()] == [("ਸੂਚੀ.pdf", 2)]
    assert not mails_for(diarist).exists()
    with pytest.raises(NotFound):
        diarise(diarist, mail=mail.pk)


def test_what_is_no_letter_is_set_aside_with_a_reason(diarist, assistant):
    mail = take_in(an_email())
    with pytest.raises(NotFound):
        set_mail_aside(mail_id=mail.pk, reason="Advertising", actor=assistant)
    set_mail_aside(mail_id=mail.pk, reason="Advertising", actor=diarist)
    mail.refresh_from_db()
    assert (mail.state, mail.reason) == ("SET_ASIDE", "Advertising")
    with pytest.raises((NotFound, Conflict)):
        set_mail_aside(mail_id=mail.pk, reason="Again", actor=diarist)


@pytest.fixture
def mailbox(tmp_path, monkeypatch, world):
    """Opens a server with these messages and names it in the settings."""

    def opened(server):
        settings = DakSettings(
            mailbox=server.address,
            password=PASSWORD,
            authority=str(server.certificate),
            branch=CRU,
            seconds=1,
        )
        monkeypatch.setattr(conf, "dak", settings)

    return opened


def test_what_is_new_is_fetched_once_and_marked_seen(mailbox, tmp_path):
    with mail_server(tmp_path, [an_email(1), an_email(2)]) as server:
        mailbox(server)
        assert fetch_mail() == 2
        assert server.seen == {1, 2}
        assert fetch_mail() == 0
        server.seen.clear()
        assert fetch_mail() == 2
    assert IncomingMail.objects.count() == 2


@pytest.mark.parametrize("fault", ["greeting", "login", "select", "silent", "breaks-off"])
def test_a_server_that_fails_loses_nothing(fault, mailbox, tmp_path):
    with mail_server(tmp_path, [an_email(1)], fault=fault) as server:
        mailbox(server)
        with pytest.raises(Unavailable, match="does not answer"):
            fetch_mail()
        jobs.fetch_mail()
        assert not server.seen
        assert not IncomingMail.objects.exists()
        server.fault = ""
        assert fetch_mail() == 1


def test_a_server_with_another_name_or_none_at_all_is_not_trusted(mailbox, tmp_path, monkeypatch):
    with mail_server(tmp_path, [an_email(1)], name="mail.example.org") as server:
        mailbox(server)
        with pytest.raises(Unavailable):
            fetch_mail()
    with pytest.raises(Unavailable):
        fetch_mail()
    monkeypatch.setattr(conf, "dak", DakSettings(mailbox="imap://registry@127.0.0.1:143/"))
    with pytest.raises(Unavailable, match="No mailbox"):
        fetch_mail()
    monkeypatch.setattr(conf, "dak", DakSettings(mailbox=""))
    assert fetch_mail() == 0
