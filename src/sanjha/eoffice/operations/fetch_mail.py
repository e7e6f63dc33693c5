"""Fetch what is new in the registry's mailbox."""

import structlog

from sanjha.eoffice import conf
from sanjha.eoffice.mailbox import open_mailbox
from sanjha.eoffice.operations.take_in_mail import take_in_mail
from sanjha.kernel.actors import SYSTEM
from sanjha.kernel.errors import DomainError, Unavailable

log = structlog.get_logger(__name__)


def fetch_mail() -> int:
    """Take every unseen message in, and mark it seen only then: what breaks off in between comes again and changes nothing.

    Returns how many were taken in; nothing where no mailbox is set up. Raises Unavailable when the server does not answer.
    """
    if not conf.dak.mailbox:
        return 0
    taken = 0
    with open_mailbox() as mailbox:
        for key, raw in mailbox.unseen():
            try:
                take_in_mail(raw=raw, branch=conf.dak.branch, actor=SYSTEM)
            except Unavailable:
                raise
            except DomainError as error:
                log.warning("an e-mail was not taken in", key=key, code=error.code)
                continue
            mailbox.mark_seen(key)
            taken += 1
    return taken
