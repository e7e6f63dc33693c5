"""E-mail out of the house, by the server that the settings name; over TLS, with time limits."""

import smtplib
import ssl
from urllib.parse import unquote, urlsplit
from uuid import UUID

from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.utils.translation import gettext as _

from sanjha.eoffice import conf
from sanjha.kernel import unwritten
from sanjha.kernel.errors import DomainError, Unavailable

SMTP = "django.core.mail.backends.smtp.EmailBackend"


def is_open() -> bool:
    """Whether a server is named: without one, letters are printed."""
    return bool(conf.mail.server and conf.mail.sender)


def send(address: str, subject: str, body: str, *, identifier: UUID) -> None:
    """Hand one message to the server. Raises Unavailable when it does not answer, DomainError when it refuses for good.

    The identifier makes the Message-ID, so that a message handed over twice is known as the same.
    """
    sender = conf.mail.sender
    message = EmailMessage(
        subject,
        body,
        sender,
        [address],
        headers={
            "Message-ID": f"<{identifier}@{sender.rpartition('@')[2].rstrip('>')}>",
            "Auto-Submitted": "auto-generated",
        },
        connection=_connection(),
    )
    unwritten.settle()
    try:
        message.send()
    except (smtplib.SMTPRecipientsRefused, smtplib.SMTPSenderRefused, smtplib.SMTPDataError) as error:
        if _is_for_good(error):
            raise DomainError(
                _("The mail server refused the message: %(why)s") % {"why": _reason(error)},
                code="mail-refused",
            ) from error
        raise Unavailable(_("The mail server does not answer. It is tried again.")) from error
    except (OSError, smtplib.SMTPException, ssl.SSLError) as error:
        raise Unavailable(_("The mail server does not answer. It is tried again.")) from error


def _connection() -> BaseEmailBackend:
    place = urlsplit(conf.mail.server)
    if place.scheme not in {"smtp", "smtps"} or not place.hostname:
        raise Unavailable(_("No server for e-mail is set up."))
    over_tls = place.scheme == "smtps"
    return get_connection(
        SMTP,
        host=place.hostname,
        port=place.port or (465 if over_tls else 587),
        username=unquote(place.username or ""),
        password=conf.mail.password,
        use_ssl=over_tls,
        use_tls=not over_tls and "plain" not in place.query,
        timeout=conf.mail.seconds,
    )


def _is_for_good(error: smtplib.SMTPException) -> bool:
    """A code of 5xx is final, one of 4xx asks to come again (RFC 5321, 4.2.1)."""
    return all(code >= 500 for code in _codes(error))


def _codes(error: smtplib.SMTPException) -> list[int]:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return [code for code, _text in error.recipients.values()]
    return [error.smtp_code] if isinstance(error, smtplib.SMTPResponseException) else [500]


def _reason(error: smtplib.SMTPException) -> str:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        texts = [text for _code, text in error.recipients.values()]
        return "; ".join(text.decode("utf-8", "replace") for text in texts)[:150]
    return str(error)[:150]
