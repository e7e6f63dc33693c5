"""Dispatch: by e-mail, inside, into the locker, by post; returns; the register and who sees it."""

from email import message_from_bytes
from email.policy import default

import pytest

from sanjha.eoffice import jobs, mail
from sanjha.eoffice.events import LetterDispatched
from sanjha.eoffice.models import Addressee, Clearance, Dispatch, Draft, Grading, InsideLetter
from sanjha.eoffice.operations.accept_letter import accept_letter
from sanjha.eoffice.operations.dispatch_letter import carry_mail, note_return
from sanjha.eoffice.queries.dispatching import Lines, inside_letters, register, waiting_issues
from sanjha.eoffice.tests.factories import make_file, officer_of, own_post, post
from sanjha.eoffice.tests.letters import OUTSIDE, issued, send, words
from sanjha.eoffice.tests.smtp import mail_server
from sanjha.kernel import blobs, clock
from sanjha.kernel.errors import Conflict, DomainError, NotFound, NotPermitted, Unavailable
from sanjha.kernel.models import OutboxEvent
from sanjha.locker.models import Document

pytestmark = pytest.mark.usefixtures("signing")

INSIDE = Addressee(name="", post=post("REV-HQ/JS"))


@pytest.fixture
def file(superintendent):
    return make_file(superintendent)


@pytest.fixture
def issue(file, superintendent):
    return issued(file, superintendent, said=words(to=(OUTSIDE, INSIDE)))


def states(dispatch):
    return list(dispatch.events.order_by("number").values_list("state", flat=True))


def test_a_messenger_s_letter_is_entered_in_the_register(issue, superintendent):
    dispatch = send(issue, superintendent, "HAND")
    assert (dispatch.state, dispatch.blob) == ("SENT", issue.signed_blob)
    assert dispatch.number == "1/2026/REV-HQ-REV2"
    assert Draft.objects.get().state == "DISPATCHED"
    assert OutboxEvent.objects.filter(kind="eoffice.LetterDispatched").count() == 1
    assert LetterDispatched.__doc__
    assert states(dispatch) == ["SENT"]


@pytest.mark.parametrize(
    ("rest", "error", "message"),
    [
        ({"mode": "PIGEON"}, DomainError, "how it goes"),
        ({"mode": "OFFICE"}, DomainError, "cannot be reached"),
        ({"mode": "LOCKER"}, DomainError, "cannot be reached"),
        ({"mode": "EMAIL", "addressee": 2}, DomainError, "cannot be reached"),
        ({"mode": "EMAIL"}, DomainError, "No mail server"),
        ({"mode": "REGISTERED"}, DomainError, "number of the registered"),
        ({"mode": "HAND", "addressee": 3}, DomainError, "no such addressee"),
        ({"mode": "HAND", "addressee": 0}, DomainError, "no such addressee"),
    ],
)
def test_what_is_refused(rest, error, message, issue, superintendent, monkeypatch):
    monkeypatch.delenv("SANJHA_SMTP", raising=False)
    with pytest.raises(error, match=message):
        send(issue, superintendent, **rest)
    assert not Dispatch.objects.exists()


def test_who_dispatches(issue, under_secretary, stranger, clerk, diarist):
    with pytest.raises(NotFound):
        send(issue, stranger)
    with pytest.raises(NotFound):
        send(issue, under_secretary)
    assert send(issue, clerk).state == "SENT"
    assert send(issue, diarist, "OFFICE", 2).state == "DELIVERED"
    with pytest.raises(NotPermitted):
        note_return(
            dispatch_id=Dispatch.objects.first().pk,
            post=own_post(diarist),
            state="DELIVERED",
            remarks="",
            actor=clerk,
        )


def test_once_to_each_addressee_until_it_comes_back(issue, superintendent):
    first = send(issue, superintendent, "REGISTERED", tracking_number="RP123456789IN")
    with pytest.raises(Conflict, match="already"):
        send(issue, superintendent, "HAND")
    desk = {"dispatch_id": first.pk, "post": own_post(superintendent), "actor": superintendent}
    with pytest.raises(DomainError, match="Say why"):
        note_return(**desk, state="RETURNED", remarks="")
    with pytest.raises(Conflict, match="cannot be entered"):
        note_return(**desk, state="QUEUED", remarks="x")
    back = note_return(**desk, state="RETURNED", remarks="Addressee has left")
    assert states(back) == ["SENT", "RETURNED"]
    with pytest.raises(Conflict):
        note_return(**desk, state="DELIVERED", remarks="")
    assert send(issue, superintendent, "HAND").serial == 2


def test_a_letter_inside_arrives_at_once_and_is_accepted_without_a_scan(
    issue, superintendent, joint_secretary, under_secretary, diarist, stranger
):
    send(issue, superintendent, "OFFICE", 2)
    (letter,) = inside_letters(joint_secretary)
    assert letter.dispatch.blob == issue.signed_blob
    assert [each.pk for each in inside_letters(diarist)] == [letter.pk]
    assert inside_letters(stranger) == []
    with pytest.raises(NotFound):
        accept_letter(letter_id=letter.pk, post=own_post(stranger), actor=stranger)
    accepted = accept_letter(letter_id=letter.pk, post=own_post(diarist), actor=diarist)
    assert accepted.accepted_by.officer == diarist.person
    with pytest.raises(Conflict, match="accepted already"):
        accept_letter(letter_id=letter.pk, post=own_post(joint_secretary), actor=joint_secretary)
    assert inside_letters(joint_secretary) == []
    assert [each.pk for each in inside_letters(diarist, accepted=True)] == [letter.pk]


def test_a_letter_from_inside_is_diarised_from_its_own_bytes(issue, superintendent, diarist):
    send(issue, superintendent, "OFFICE", 2)
    letter = InsideLetter.objects.get()
    accept_letter(letter_id=letter.pk, post=own_post(diarist), actor=diarist)
    letter.refresh_from_db()
    receipt = letter.receipt
    assert (receipt.mode, receipt.letter_number, receipt.letter_date) == ("OFFICE", issue.number, issue.dated)
    assert receipt.sender.name == issue.signatory.name.en
    assert receipt.scans.get().blob == issue.signed_blob


def test_a_letter_by_e_mail_carries_the_signed_file(issue, superintendent, monkeypatch):
    with mail_server(monkeypatch) as server:
        dispatch = send(issue, superintendent, "EMAIL")
        assert dispatch.state == "QUEUED"
        jobs.send_by_email(dispatch_id=str(dispatch.pk))
        jobs.send_by_email(dispatch_id=str(dispatch.pk))
    (raw,) = server.messages
    message = message_from_bytes(raw, policy=default)
    (attached,) = message.iter_attachments()
    assert attached.get_content() == blobs.get(issue.signed_blob)
    assert (message["To"], message["From"]) == ("dc.gsp@example.org", "eoffice@example.org")
    assert message["Message-ID"] == f"<{dispatch.pk}@example.org>"
    dispatch.refresh_from_db()
    assert (dispatch.state, states(dispatch)) == ("SENT", ["QUEUED", "SENT"])


def test_a_mail_that_will_never_be_taken_bounces_with_the_server_s_words(issue, superintendent, monkeypatch):
    with mail_server(monkeypatch, "550 no such box"):
        dispatch = carry_mail(dispatch_id=send(issue, superintendent, "EMAIL").pk)
    assert (dispatch.state, dispatch.events.last().remarks) == ("BOUNCED", "550 no such box")
    assert send(issue, superintendent, "HAND").state == "SENT"


@pytest.mark.parametrize("told", ["451 greylisted", "silent", "breaks"])
def test_a_mail_that_is_put_off_waits_and_goes_later(told, issue, superintendent, monkeypatch):
    monkeypatch.setattr(mail, "PATIENCE", 0.3)
    with mail_server(monkeypatch, told):
        dispatch = send(issue, superintendent, "EMAIL")
        with pytest.raises(Unavailable):
            carry_mail(dispatch_id=dispatch.pk)
    dispatch.refresh_from_db()
    assert dispatch.state == "QUEUED"
    with mail_server(monkeypatch):
        assert carry_mail(dispatch_id=dispatch.pk).state == "SENT"


def test_without_a_server_a_queued_mail_waits(issue, superintendent, monkeypatch):
    with mail_server(monkeypatch):
        dispatch = send(issue, superintendent, "EMAIL")
    monkeypatch.delenv("SANJHA_SMTP")
    with pytest.raises(Unavailable, match="No mail server"):
        carry_mail(dispatch_id=dispatch.pk)
    with mail_server(monkeypatch):
        pass
    monkeypatch.setenv("SANJHA_SMTP", "smtp://127.0.0.1:9")
    with pytest.raises(Unavailable, match="does not answer"):
        carry_mail(dispatch_id=dispatch.pk)


def test_the_settings_of_the_mail_server(monkeypatch):
    monkeypatch.setenv("SANJHA_SMTP", "smtps://us%40er:p%2Fw@mail.example.org")
    found = mail.server()
    assert (found.host, found.port, found.is_tls, found.user, found.password) == (
        "mail.example.org",
        465,
        True,
        "us@er",
        "p/w",
    )


def test_a_resident_s_order_goes_into_the_locker_as_it_was_signed(file, superintendent, resident):
    to = Addressee(name="", resident=resident)
    issue = issued(file, superintendent, form="ORDER", said=words(to=(to,)))
    dispatch = send(issue, superintendent, "LOCKER")

    document = Document.objects.get(source="eoffice")
    assert (document.subject, document.file.sha256) == (resident, issue.signed_blob)
    assert dispatch.state == "DELIVERED"


def test_the_register_is_authorised_filtered_and_paged(
    issue, superintendent, clerk, diarist, stranger, django_assert_max_num_queries
):
    assert [each.pk for each in waiting_issues(clerk)] == [issue.pk]
    send(issue, superintendent, "POST")
    send(issue, superintendent, "OFFICE", 2)
    assert waiting_issues(clerk) == []
    for reader in (superintendent, clerk, diarist):
        assert len(register(reader)[0]) == 2
    assert register(stranger)[0] == []
    assert register(officer_of("REV-HQ/FCR"))[0] == []
    assert [row.mode for row in register(clerk, Lines(mode="POST"))[0]] == ["POST"]
    assert [row.mode for row in register(clerk, Lines(state="DELIVERED"))[0]] == ["OFFICE"]
    assert [row.mode for row in register(clerk, Lines(text="Joint"))[0]] == ["OFFICE"]
    rows, more = register(clerk, size=1)
    assert (len(rows), more) == (1, True)
    with django_assert_max_num_queries(8):
        register(clerk)


def test_a_graded_letter_is_not_for_the_registry(superintendent, diarist, clerk):

    Clearance.objects.create(
        officer=superintendent.person,
        grading=Grading.SECRET,
        from_date=clock.today(),
        order_number="REV/1",
    )
    secret = issued(make_file(superintendent, grading=Grading.SECRET), superintendent)
    assert waiting_issues(diarist) == []
    assert waiting_issues(clerk) == []
    assert [each.pk for each in waiting_issues(superintendent)] == [secret.pk]
