"""Letters by e-mail: one message, handed to the mail server that SANJHA_SMTP names.

smtp://[user:password@]host[:port] speaks STARTTLS where the server offers it, smtps:// TLS from the first byte. The message
id is made from the dispatch: a server that gets a message twice after a broken line can tell.
"""

import os
import smtplib
import ssl
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import format_datetime
from urllib.parse import unquote, urlsplit

from django.utils.translation import gettext as _

from sanjha.eoffice.models import Dispatch
from sanjha.kernel import clock, unwritten
from sanjha.kernel.errors import DomainError, Unavailable

PATIENCE = 20.0
"""Seconds that each answer of the mail server may take."""


class Refused(Exception):
    """The mail server will never take this message; the text is its answer."""


@dataclass(frozen=True)
class Server:
    """Where letters are handed over, and in whose name they are sent."""

    host: str
    port: int
    is_tls: bool
    user: str
    password: str
    sender: str


def server() -> Server | None:
    """The mail server of this installation, if one is set."""
    address = os.environ.get("SANJHA_SMTP", "")
    if not address:
        return None
    parts = urlsplit(address)
    is_tls = parts.scheme == "smtps"
    return Server(
        host=parts.hostname or "",
        port=parts.port or (465 if is_tls else 25),
        is_tls=is_tls,
        user=unquote(parts.username or ""),
        password=os.environ.get("SANJHA_SMTP_PASSWORD", "") or unquote(parts.password or ""),
        sender=os.environ.get("SANJHA_MAIL_FROM", "eoffice@localhost"),
    )


def check_server() -> None:
    """Raises DomainError where no mail server is set."""
    if server() is None:
        raise DomainError(
            _("No mail server is set up here (SANJHA_SMTP). Choose another way."),
            code="no-mail-server",
            field="mode",
        )


def message_of(dispatch: Dispatch, subject: str, pdf: bytes, words: str) -> EmailMessage:
    """The letter as an attachment, its bytes as they were signed."""
    sender = server()
    message = EmailMessage()
    message["From"] = sender.sender if sender else "eoffice@localhost"
    message["To"] = dispatch.recipient.email
    message["Subject"] = " ".join(subject.split())
    message["Date"] = format_datetime(clock.now())
    message["Message-ID"] = f"<{dispatch.pk}@{message['From'].addresses[0].domain}>"
    message.set_content(words)
    message.add_attachment(
        pdf,
        maintype="application",
        subtype="pdf",
        filename=f"{dispatch.issue.system_number.replace('/', '-')}.pdf",
    )
    return message


def send(message: EmailMessage) -> None:
    """Hand the message over. Raises Refused for good, Unavailable when it may be tried again later."""
    found = server()
    if found is None:
        raise Unavailable(_("No mail server is set up here (SANJHA_SMTP)."))
    unwritten.settle()
    try:
        with _connected(found) as connection:
            connection.send_message(message)
    except smtplib.SMTPRecipientsRefused as error:
        code, answer = next(iter(error.recipients.values()))
        raise _judged(code, answer) from error
    except smtplib.SMTPResponseException as error:
        raise _judged(error.smtp_code, error.smtp_error) from error
    except (smtplib.SMTPException, OSError) as error:
        raise Unavailable(_("The mail server does not answer."), code="mail-server") from error


def _connected(found: Server) -> smtplib.SMTP:
    context = ssl.create_default_context()
    if found.is_tls:
        connection: smtplib.SMTP = smtplib.SMTP_SSL(found.host, found.port, timeout=PATIENCE, context=context)
    else:
        connection = smtplib.SMTP(found.host, found.port, timeout=PATIENCE)
        connection.ehlo()
        if connection.has_extn("starttls"):
            connection.starttls(context=context)
    if found.user:
        connection.login(found.user, found.password)
    return connection


def _judged(code: int, answer: bytes | str) -> Exception:
    text = answer.decode(errors="replace") if isinstance(answer, bytes) else answer
    said = f"{code} {text}"[:300]
    if 500 <= code < 600:
        return Refused(said)
    return Unavailable(_("The mail server asks to try later: %(said)s") % {"said": said}, code="mail-later")
