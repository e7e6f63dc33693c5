"""Settings of the paperless office, read once from the environment."""

import os
from dataclasses import dataclass, field


@dataclass(frozen=True)
class DakSettings:
    """Where letters come in by e-mail. Without a mailbox nothing is fetched."""

    mailbox: str = field(default_factory=lambda: os.environ.get("SANJHA_DAK_MAILBOX", ""))
    """SANJHA_DAK_MAILBOX: the IMAP mailbox of a registry, imaps://name@host:993/INBOX; TLS is required."""

    password: str = field(
        default_factory=lambda: os.environ.get("SANJHA_DAK_MAILBOX_PASSWORD", ""), repr=False
    )
    """SANJHA_DAK_MAILBOX_PASSWORD: the password of that mailbox."""

    authority: str = field(default_factory=lambda: os.environ.get("SANJHA_DAK_MAILBOX_CA", ""))
    """SANJHA_DAK_MAILBOX_CA: a file with the authority that the mail server's certificate is of; else those of this machine."""

    branch: str = field(default_factory=lambda: os.environ.get("SANJHA_DAK_BRANCH", "REV-HQ-CRU"))
    """SANJHA_DAK_BRANCH: the code of the registry or branch whose mailbox it is."""

    seconds: float = field(default_factory=lambda: float(os.environ.get("SANJHA_DAK_SECONDS", "20")))
    """SANJHA_DAK_SECONDS: how long the mail server may take for one answer."""


@dataclass(frozen=True)
class MailSettings:
    """How e-mail leaves the house. Without a server senders are told by SMS and by letter only."""

    server: str = field(default_factory=lambda: os.environ.get("SANJHA_SMTP", ""))
    """SANJHA_SMTP: the server that takes e-mail, smtps://name@host:465 or smtp://name@host:587 (STARTTLS)."""

    password: str = field(default_factory=lambda: os.environ.get("SANJHA_SMTP_PASSWORD", ""), repr=False)
    """SANJHA_SMTP_PASSWORD: the password at that server."""

    sender: str = field(default_factory=lambda: os.environ.get("SANJHA_MAIL_FROM", ""))
    """SANJHA_MAIL_FROM: the address from which e-mail comes."""

    seconds: float = field(default_factory=lambda: float(os.environ.get("SANJHA_SMTP_SECONDS", "20")))
    """SANJHA_SMTP_SECONDS: how long that server may take for one answer."""


dak = DakSettings()
mail = MailSettings()
