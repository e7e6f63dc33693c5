"""The mailbox of a registry, read over IMAP with TLS (RFC 9051): unseen messages are fetched, and marked seen once kept."""

import imaplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from urllib.parse import unquote, urlsplit

import structlog
from django.utils.translation import gettext as _

from sanjha.eoffice import conf
from sanjha.eoffice.conf import DakSettings
from sanjha.eoffice.mail_parsing import LARGEST
from sanjha.kernel.errors import Unavailable

MOST_AT_ONCE = 50
log = structlog.get_logger(__name__)


class Mailbox:
    """An open mailbox. Each message is given with the key under which it is marked."""

    def __init__(self, connection: imaplib.IMAP4) -> None:
        self.connection = connection

    def unseen(self) -> Iterator[tuple[str, bytes]]:
        """The keys and bytes of what is new, at most MOST_AT_ONCE; reading alone marks nothing (BODY.PEEK)."""
        _kind, found = self._asked("SEARCH", None, "UNSEEN")
        keys = found[0] if found and isinstance(found[0], bytes) else b""
        for key in keys.split()[:MOST_AT_ONCE]:
            if self._size(key) > LARGEST:
                log.warning("an e-mail is too large", key=key.decode())
                continue
            _kind, parts = self._asked("FETCH", key.decode(), "(BODY.PEEK[])")
            body = next((part[1] for part in parts if isinstance(part, tuple)), b"")
            if body:
                yield key.decode(), bytes(body)

    def mark_seen(self, key: str) -> None:
        self._asked("STORE", key, "+FLAGS", r"(\Seen)")

    def _size(self, key: bytes) -> int:
        _kind, parts = self._asked("FETCH", key.decode(), "(RFC822.SIZE)")
        text = b" ".join(part if isinstance(part, bytes) else part[0] for part in parts if part)
        digits = text.rpartition(b"RFC822.SIZE")[2].strip(b" )")
        return int(digits) if digits.isdigit() else 0

    def _asked(self, command: str, *arguments: str | None) -> tuple[str, list[bytes | tuple[bytes, bytes]]]:
        kind, answer = self.connection.uid(command, *arguments)  # type: ignore[arg-type]
        if kind != "OK":
            raise imaplib.IMAP4.error(f"{command}: {kind}")
        return kind, answer


@contextmanager
def open_mailbox(settings: DakSettings | None = None) -> Iterator[Mailbox]:
    """The mailbox of the settings. Raises Unavailable when it does not answer, refuses the password or breaks off."""
    settings = settings or conf.dak
    place = urlsplit(settings.mailbox)
    if place.scheme != "imaps" or not place.hostname:
        raise Unavailable(_("No mailbox is set up (SANJHA_DAK_MAILBOX)."))
    tls = ssl.create_default_context(cafile=settings.authority or None)
    try:
        connection = imaplib.IMAP4_SSL(
            place.hostname, place.port or 993, ssl_context=tls, timeout=settings.seconds
        )
        try:
            connection.login(unquote(place.username or ""), settings.password)
            kind, _count = connection.select(unquote(place.path.lstrip("/")) or "INBOX")
            if kind != "OK":
                raise imaplib.IMAP4.error("there is no such folder")
            yield Mailbox(connection)
        finally:
            with suppress(OSError, imaplib.IMAP4.error):
                connection.logout()
    except (OSError, imaplib.IMAP4.error) as error:
        raise Unavailable(_("The mailbox of the registry does not answer. It is tried again.")) from error
