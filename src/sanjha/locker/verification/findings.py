"""The sentences of verification: what is proved, what is wrong. One function or value a sentence."""

from django.utils.translation import gettext_lazy as _

from sanjha.kernel.clock import IST
from sanjha.locker.verification.evidence import SignatureEvidence
from sanjha.locker.verification.register import Entry
from sanjha.locker.verification.verdict import Finding

NOT_A_PDF = Finding("not-a-pdf", _("The file is not a PDF, or it is too badly damaged to be read."))
TOO_LARGE = Finding("too-large", _("The file is larger than 10 MB; our documents are not."))
TOO_SLOW = Finding(
    "too-slow", _("The file could not be read in a reasonable time; our documents are read in a moment.")
)
CUT_SHORT = Finding("cut-short", _("The file ends before the place where the signature says it ends."))
SIGNATURE_DAMAGED = Finding("signature-damaged", _("The file carries a signature that is damaged."))
NO_SIGNATURE = Finding("no-signature", _("The file carries no signature."))
BYTES_CHANGED = Finding("bytes-changed", _("What stands inside the signed part was changed after signing."))
SIGNATURE_FALSE = Finding("signature-false", _("The signature was not made with the key of its certificate."))
GAP_CHANGED = Finding("gap-changed", _("Something was hidden in the room that is kept for the signature."))
CONTENT_ADDED = Finding("content-added", _("Something was added to the file after it was signed."))
NOT_IN_REGISTER = Finding(
    "not-in-register", _("The signature is genuine, but the register has no such file. It was never issued.")
)
NO_SUCH_NUMBER = Finding("no-such-number", _("No document has this number."))
NUMBER_MISTYPED = Finding(
    "number-mistyped", _("This number has a typing mistake: its last character does not fit.")
)
REGISTER_NEEDED = Finding("register-needed", _("A number can only be looked up in the register."))
NO_QR = Finding(
    "no-qr", _("No QR code of ours was found in the picture. Take it closer, flat and in good light.")
)
NOT_OUR_QR = Finding("not-our-qr", _("This is not one of our QR codes, or it is damaged."))
QR_KEY_UNKNOWN = Finding("qr-key-unknown", _("The QR code was signed with a key that is not ours."))
QR_FALSE = Finding("qr-false", _("The QR code was changed: its signature does not hold."))
QR_NOT_IN_REGISTER = Finding(
    "qr-not-in-register", _("The QR code is genuine, but the register has no such document.")
)
QR_DIFFERS = Finding("qr-differs", _("The QR code does not say what the register says of this document."))
SEVERAL_QR = Finding("several-qr", _("The page carries QR codes of different documents."))
QR_OF_FILE = Finding("qr-of-file", _("The QR code on the page belongs to this document."))
QR_SIGNED = Finding("qr-signed", _("The QR code was signed with the state's key and is unchanged."))
QR_AGREES = Finding("qr-agrees", _("The register holds exactly what the QR code states."))
UNCHANGED = Finding("unchanged", _("The file is as it was signed, to the last byte."))
AS_ISSUED = Finding("as-issued", _("It is the very file that the register says was issued."))
NUMBER_KNOWN = Finding(
    "number-known",
    _("The register has a document of this number. Compare what is shown here with the paper in your hand."),
)
IN_FORCE = Finding("in-force", _("It has not been revoked and is in force today."))
SPECIMEN = Finding("specimen", _("It is a specimen: a test authority signed it. It has no legal value."))


def signed_by(signature: SignatureEvidence) -> Finding:
    return Finding(
        "signed-by",
        _("It was signed by “%(signer)s”, certified by “%(issuer)s”.")
        % {"signer": signature.signer, "issuer": signature.issuer},
    )


def unknown_authority(signature: SignatureEvidence) -> Finding:
    return Finding(
        "unknown-authority",
        _("It was signed by “%(signer)s” under “%(issuer)s”, an authority that the state does not recognise.")
        % {"signer": signature.signer, "issuer": signature.issuer},
    )


def certificate_not_in_force(signature: SignatureEvidence) -> Finding:
    return Finding(
        "certificate-not-in-force",
        _(
            "The certificate of “%(signer)s” was not in force when the document was signed, or not for signing."
        )
        % {"signer": signature.signer},
    )


def pages_added(count: int) -> Finding:
    return Finding("pages-added", _("Pages added after signing: %(count)d.") % {"count": count})


def pages_removed(count: int) -> Finding:
    return Finding("pages-removed", _("Pages removed after signing: %(count)d.") % {"count": count})


def original_known(entry: Entry) -> Finding:
    return Finding(
        "original-known",
        _("The signed part is document %(number)s as it was issued. Ask for the file without the addition.")
        % {"number": entry.number},
    )


def qr_of_another(number: str) -> Finding:
    return Finding(
        "qr-of-another",
        _("The QR code on the page belongs to another document: %(number)s.") % {"number": number},
    )


def qr_names(number: str) -> Finding:
    return Finding(
        "qr-names", _("The QR code on the page is that of document %(number)s.") % {"number": number}
    )


def revoked(entry: Entry) -> Finding:
    day = entry.revoked_at.astimezone(IST).strftime("%d-%m-%Y") if entry.revoked_at else ""
    return Finding(
        "revoked",
        _("It was revoked on %(date)s. Reason: %(reason)s")
        % {"date": day, "reason": entry.revocation_reason},
    )


def superseded(entry: Entry) -> Finding:
    return Finding("superseded", _("It was replaced by document %(number)s.") % {"number": entry.replaced_by})


def expired(day: str) -> Finding:
    return Finding("expired", _("It was valid until %(date)s.") % {"date": day})


def not_yet(day: str) -> Finding:
    return Finding("not-yet", _("It is valid only from %(date)s.") % {"date": day})


def signer_withdrawn(signature: SignatureEvidence) -> Finding:
    return Finding(
        "signer-withdrawn",
        _("The certificate of “%(signer)s” had been withdrawn before this document was signed.")
        % {"signer": signature.signer},
    )
