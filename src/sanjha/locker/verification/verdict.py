"""The answer to "is this document true?": one outcome, what is proved, what is wrong, in words for a person."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _

from sanjha.kernel.errors import Message
from sanjha.locker.verification.register import Entry


class Outcome(StrEnum):
    """From the best to the worst; only VALID may be relied on."""

    VALID = "VALID"
    NOT_YET_VALID = "NOT_YET_VALID"
    EXPIRED = "EXPIRED"
    SUPERSEDED = "SUPERSEDED"
    REVOKED = "REVOKED"
    UNSIGNED = "UNSIGNED"
    UNKNOWN = "UNKNOWN"
    UNTRUSTED = "UNTRUSTED"
    CHANGED = "CHANGED"
    UNREADABLE = "UNREADABLE"


class Way(StrEnum):
    PDF = "PDF"
    PICTURE = "PICTURE"
    QR = "QR"
    NUMBER = "NUMBER"


class RegisterState(StrEnum):
    """Whether the register was asked. Without it nobody can say that a document was not revoked."""

    ASKED = "ASKED"
    UNREACHABLE = "UNREACHABLE"


HEADLINES: Mapping[Outcome, Message] = {
    Outcome.VALID: _("This document is genuine and in force."),
    Outcome.NOT_YET_VALID: _("This document is genuine, but its time has not begun."),
    Outcome.EXPIRED: _("This document is genuine, but its time has passed."),
    Outcome.SUPERSEDED: _("This document was replaced by a newer one."),
    Outcome.REVOKED: _("This document was revoked. Do not accept it."),
    Outcome.UNSIGNED: _("This file is not signed. It proves nothing."),
    Outcome.UNKNOWN: _("The register has no such document."),
    Outcome.UNTRUSTED: _("This document was not issued by an office of the state. Do not accept it."),
    Outcome.CHANGED: _("This document was changed. Do not accept it."),
    Outcome.UNREADABLE: _("This cannot be read as a document."),
}
# Each way proves something else: a number says nothing of the paper, a code nothing of the words around it.
VALID_BY_WAY: Mapping[Way, Message] = {
    Way.NUMBER: _("The register has this document, and it is in force."),
    Way.QR: _("The QR code is genuine, and its document is in force."),
    Way.PICTURE: _("The QR code is genuine, and its document is in force."),
}
NOT_ASKED: Message = _(
    "The register could not be asked: whether the document was revoked since is not known."
)


@dataclass(frozen=True)
class Finding:
    """One thing that is proved, wrong or worth knowing: a code for programs, words for a person."""

    code: str
    message: Message


@dataclass(frozen=True)
class Verdict:
    """The result of one verification. `qr_fields` is what a proved QR code states; `entry` is the register's line."""

    outcome: Outcome
    way: Way
    register: RegisterState
    proved: tuple[Finding, ...] = ()
    wrong: tuple[Finding, ...] = ()
    notes: tuple[Finding, ...] = ()
    entry: Entry | None = None
    signer: str = ""
    signer_authority: str = ""
    signed_at: datetime | None = None
    specimen: bool = False
    number: str = ""
    qr_fields: Mapping[str, str] = field(default_factory=dict)

    @property
    def headline(self) -> Message:
        if self.outcome is Outcome.VALID and self.register is RegisterState.UNREACHABLE:
            return _("The signature is genuine. The register could not be asked.")
        if self.is_valid:
            return VALID_BY_WAY.get(self.way, HEADLINES[self.outcome])
        return HEADLINES[self.outcome]

    @property
    def is_valid(self) -> bool:
        return self.outcome is Outcome.VALID

    def as_json(self) -> dict[str, Any]:
        """For programs; holds nothing of the person but what the presenter's own QR code states."""
        return {
            "outcome": self.outcome.value,
            "message": str(self.headline),
            "way": self.way.value,
            "register_asked": self.register is RegisterState.ASKED,
            "proved": _listed(self.proved),
            "wrong": _listed(self.wrong),
            "notes": _listed(self.notes),
            "number": self.entry.number if self.entry else self.number,
            "signer": self.signer,
            "signer_authority": self.signer_authority,
            "signed_at": self.signed_at.isoformat() if self.signed_at else None,
            "specimen": self.specimen,
            "document": _document(self.entry) if self.entry else None,
            "qr_fields": dict(self.qr_fields),
        }


def _listed(findings: tuple[Finding, ...]) -> list[dict[str, str]]:
    return [{"code": found.code, "message": str(found.message)} for found in findings]


def _document(entry: Entry) -> dict[str, Any]:
    return {
        "number": entry.number,
        "uri": entry.uri,
        "title": {"en": entry.title.en, "pa": entry.title.pa, "hi": entry.title.hi},
        "state": entry.state,
        "issued_at": entry.issued_at.isoformat(),
        "valid_from": entry.valid_from.isoformat(),
        "valid_to": entry.valid_to.isoformat() if entry.valid_to else None,
        "office": entry.office.en,
        "signatory_post": entry.signatory_post.en,
        "holder": masked(entry.qr_fields.get("name", "")),
        "revoked_at": entry.revoked_at.isoformat() if entry.revoked_at else None,
        "revocation_reason": entry.revocation_reason,
        "replaced_by": entry.replaced_by,
    }


def masked(name: str) -> str:
    """A name that its bearer recognises and a stranger does not learn: "Harpreet Kaur" -> "H••••••• K•••"."""
    return " ".join(word[:1] + "•" * (len(word) - 1) for word in name.split())
