"""Telling the sender: by SMS, by e-mail through the server of the settings, or by a letter to print."""

import socketserver
import threading
from contextlib import contextmanager

import pytest

from sanjha.eoffice import conf
from sanjha.eoffice.conf import MailSettings
from sanjha.eoffice.models import Acknowledgement, Sender
from sanjha.eoffice.operations.acknowledge_receipt import acknowledge_receipt, deliver_acknowledgement
from sanjha.eoffice.tests.dak import diarise
from sanjha.eoffice.tests.factories import own_post
from sanjha.identity.models import OutgoingSms
from sanjha.kernel.errors import Unavailable
from sanjha.kernel.testing import run_waiting

KAUR = Sender(name="Harjinder Kaur", mobile="9876500009", email="kaur@example.org")


class MailTaker(socketserver.StreamRequestHandler):
    """Takes e-mail as a server does; answers RCPT as it was told."""

    def handle(self):
        self.say("220 ready")
        while line := self.rfile.readline().decode().strip():
            verb = line[:4].upper()
            if verb == "DATA":
                self.say("354 go on")
                message = b""
                while (part := self.rfile.readline()) != b".\r\n":
                    message += part
                self.server.taken.append(message)
                self.say("250 taken")
            elif verb == "RCPT":
                self.say(self.server.answer)
            elif verb == "QUIT":
                self.say("221 bye")
                return
            else:
                self.say("250 fine")

    def say(self, line):
        self.wfile.write(f"{line}\r\n".encode())


@contextmanager
def mail_taker(answer="250 fine"):
    server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), MailTaker)
    server.answer, server.taken, server.daemon_threads = answer, [], True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def post_office(monkeypatch):
    def opened(port):
        settings = MailSettings(
            server=f"smtp://127.0.0.1:{port}?plain", sender="registry@example.org", seconds=2
        )
        monkeypatch.setattr(conf, "mail", settings)

    return opened


def ways(receipt):
    return {one.way: one for one in Acknowledgement.objects.filter(receipt=receipt)}


def test_a_sender_with_a_mobile_gets_an_sms_in_the_language_of_the_letter(diarist):
    receipt = diarise(diarist, sender=KAUR, acknowledge=True, language="pa")
    run_waiting()
    message = OutgoingSms.objects.get()
    assert (message.mobile, message.language, message.template) == ("9876500009", "pa", "RECEIPT_DIARISED")
    assert ways(receipt)["SMS"].sent_at is not None
    assert "EMAIL" not in ways(receipt), "without a server there is no e-mail"
    deliver_acknowledgement(acknowledgement_id=ways(receipt)["SMS"].pk)
    assert OutgoingSms.objects.count() == 1


def test_a_sender_without_an_address_gets_a_letter(diarist):
    receipt = diarise(diarist, sender=Sender(name="Kaur"), acknowledge=True)
    assert set(ways(receipt)) == {"LETTER"}
    assert not acknowledge_receipt(receipt_id=receipt.pk, post=own_post(diarist), actor=diarist)


def test_without_asking_nobody_is_told(diarist):
    receipt = diarise(diarist, sender=KAUR)
    assert not ways(receipt)
    acknowledge_receipt(receipt_id=receipt.pk, post=own_post(diarist), actor=diarist)
    assert set(ways(receipt)) == {"SMS"}


def test_an_e_mail_goes_through_the_server_once(diarist, post_office):
    with mail_taker() as server:
        post_office(server.server_address[1])
        receipt = diarise(diarist, sender=KAUR, acknowledge=True, language="en")
        run_waiting()
        deliver_acknowledgement(acknowledgement_id=ways(receipt)["EMAIL"].pk)
    (message,) = server.taken
    text = message.decode()
    assert receipt.number in text
    assert f"<{ways(receipt)['EMAIL'].pk}@example.org>" in text
    assert "To: kaur@example.org" in text


def test_an_address_that_is_refused_for_good_is_said_so(diarist, post_office):
    with mail_taker("550 no such mailbox") as server:
        post_office(server.server_address[1])
        receipt = diarise(diarist, sender=KAUR, acknowledge=True)
        run_waiting()
    told = ways(receipt)["EMAIL"]
    assert told.sent_at is None
    assert "no such mailbox" in told.failure


def test_a_server_that_asks_to_come_again_or_is_away_is_tried_again(diarist, post_office):
    with mail_taker("451 come again") as server:
        post_office(server.server_address[1])
        receipt = diarise(diarist, sender=KAUR, acknowledge=True)
        told = ways(receipt)["EMAIL"]
        with pytest.raises(Unavailable):
            deliver_acknowledgement(acknowledgement_id=told.pk)
    with pytest.raises(Unavailable):
        deliver_acknowledgement(acknowledgement_id=told.pk)
    told.refresh_from_db()
    assert (told.sent_at, told.failure) == (None, "")
