"""Verify a file, a picture, a QR code or a number. Without a register the signatures are still checked."""

import re
from collections.abc import Callable
from datetime import datetime

from sanjha.kernel import clock, numbers
from sanjha.locker.pki.certificates import fingerprint
from sanjha.locker.pki.trust import Trust
from sanjha.locker.qr import credential, picture
from sanjha.locker.verification import findings as say
from sanjha.locker.verification.evidence import Evidence, SignatureEvidence, collect
from sanjha.locker.verification.judging import Judgement, judge_entry
from sanjha.locker.verification.register import Entry, Register
from sanjha.locker.verification.verdict import Finding, Outcome, RegisterState, Verdict, Way

Collector = Callable[[bytes, Trust, datetime], Evidence]
LARGEST_FILE = 10 * 1024 * 1024
LONGEST_TEXT = 6000
_PAGE_ADDRESS = re.compile(r"/v/([0-9]{10})/?$")
_URI = re.compile(r"^[a-z0-9.]+-[A-Z]{1,5}-([0-9]{10})$", re.IGNORECASE)
_DOC_ID = re.compile(r"^[0-9]{10}$")
_NUMBER = re.compile(r"^[0-9A-Z/-]{5,60}$")


def verify_bytes(
    data: bytes, *, trust: Trust, register: Register | None, collector: Collector = collect
) -> Verdict:
    """What an uploaded file proves, a PDF or a picture of the paper.

    `collector` reads the PDF: a server gives one that does so in a process of its own, for files made to hurt.
    """
    if len(data) > LARGEST_FILE:
        return _unreadable(Way.PDF, register, say.TOO_LARGE)
    if picture.is_picture(data):
        return verify_picture(data, trust=trust, register=register)
    return verify_pdf(data, trust=trust, register=register, collector=collector)


def verify_pdf(
    pdf: bytes, *, trust: Trust, register: Register | None, collector: Collector = collect
) -> Verdict:
    """What a PDF proves: by its signature, by the register when that is there, by the QR code on its page."""
    evidence = collector(pdf, trust, clock.now())
    if not evidence.readable and not evidence.damaged:
        return _unreadable(Way.PDF, register, say.TOO_SLOW if evidence.gave_up else say.NOT_A_PDF)
    judgement = Judgement(Way.PDF, trust, register)
    if not evidence.signatures and not evidence.damaged:
        judgement.wrong_with(Outcome.UNSIGNED, say.NO_SIGNATURE)
    _judge_damage(evidence, judgement)
    for signature in evidence.signatures:
        _judge_signature(signature, evidence, judgement)
    _judge_against_register(evidence, judgement)
    _judge_qr_codes(evidence, judgement)
    return judgement.verdict()


def _judge_damage(evidence: Evidence, judgement: Judgement) -> None:
    if evidence.truncated:
        judgement.wrong_with(Outcome.CHANGED, say.CUT_SHORT)
    elif evidence.damaged:
        judgement.wrong_with(Outcome.CHANGED, say.SIGNATURE_DAMAGED)


def _judge_signature(signature: SignatureEvidence, evidence: Evidence, judgement: Judgement) -> None:
    judgement.signature = signature
    if not signature.intact:
        judgement.wrong_with(Outcome.CHANGED, say.BYTES_CHANGED)
    elif not signature.valid:
        judgement.wrong_with(Outcome.CHANGED, say.SIGNATURE_FALSE)
    elif not signature.covers_file:
        judgement.wrong_with(Outcome.CHANGED, _addition(signature, evidence))
    elif not signature.gap_is_clean:
        judgement.wrong_with(Outcome.CHANGED, say.GAP_CHANGED)
    else:
        judgement.proved(say.UNCHANGED)
    if signature.trusted and signature.intact and signature.valid:
        judgement.specimen = not _is_licensed(signature, judgement.trust)
        judgement.proved(say.signed_by(signature))
    elif signature.intact and signature.valid:
        not_ours = signature.trust_problem in {
            "",
            "NO_CERTIFICATE_CHAIN_FOUND",
            "CERTIFICATE_CHAIN_GENERAL_FAILURE",
        }
        reason = say.unknown_authority if not_ours else say.certificate_not_in_force
        judgement.wrong_with(Outcome.UNTRUSTED, reason(signature))


def _addition(signature: SignatureEvidence, evidence: Evidence) -> Finding:
    difference = evidence.pages - signature.pages_signed
    if difference > 0:
        return say.pages_added(difference)
    return say.pages_removed(-difference) if difference < 0 else say.CONTENT_ADDED


def _is_licensed(signature: SignatureEvidence, trust: Trust) -> bool:
    return bool(signature.chain) and signature.chain[0] in {fingerprint(root) for root in trust.licensed}


def _judge_against_register(evidence: Evidence, judgement: Judgement) -> None:
    register, signature = judgement.register, judgement.signature
    if register is None:
        return
    entry = register.by_file(evidence.sha256)
    if entry is None:
        _look_for_original(evidence, judgement, register)
        return
    judgement.entry = entry
    judgement.proved(say.AS_ISSUED)
    withdrawn = entry.signer_withdrawn_at
    if signature and withdrawn and withdrawn <= entry.issued_at:
        judgement.wrong_with(Outcome.UNTRUSTED, say.signer_withdrawn(signature))
    judge_entry(entry, judgement)


def _look_for_original(evidence: Evidence, judgement: Judgement, register: Register) -> None:
    """The file is not in the register: perhaps one of ours to which something was added, else it was never issued."""
    originals = [entry for sha256 in evidence.revisions if (entry := register.by_file(sha256))]
    if originals:
        judgement.entry = originals[0]
        judgement.wrong_with(Outcome.CHANGED, say.CONTENT_ADDED)
        judgement.note(say.original_known(originals[0]))
    elif judgement.outcome is Outcome.VALID:
        judgement.wrong_with(Outcome.UNTRUSTED, say.NOT_IN_REGISTER)


def _judge_qr_codes(evidence: Evidence, judgement: Judgement) -> None:
    """The QR codes on the page must be this document's own: another citizen's code can be pasted over it."""
    for text in evidence.qr_texts:
        try:
            proved = credential.verify(text, trust=judgement.trust)
        except credential.NotACredential:
            if text.upper().startswith(credential.PREFIX):
                judgement.wrong_with(Outcome.CHANGED, say.QR_FALSE)
        except credential.SignatureBroken:
            judgement.wrong_with(Outcome.CHANGED, say.QR_FALSE)
        except credential.UnknownKey:
            judgement.wrong_with(Outcome.UNTRUSTED, say.QR_KEY_UNKNOWN)
        else:
            _judge_qr_on_page(proved.credential, judgement)


def _judge_qr_on_page(stated: credential.Credential, judgement: Judgement) -> None:
    entry = judgement.entry
    if entry is None:
        judgement.number = judgement.number or stated.number
        if stated.number != judgement.number:
            judgement.wrong_with(Outcome.CHANGED, say.SEVERAL_QR)
        else:
            judgement.note(say.qr_names(stated.number))
            _judge_expiry(stated, judgement)
    elif stated.number != entry.number:
        judgement.wrong_with(Outcome.CHANGED, say.qr_of_another(stated.number))
    elif not _agrees(stated, entry):
        judgement.wrong_with(Outcome.CHANGED, say.QR_DIFFERS)
    elif judgement.outcome is not Outcome.CHANGED:
        judgement.proved(say.QR_OF_FILE)


def verify_qr(text: str, *, trust: Trust, register: Register | None, way: Way = Way.QR) -> Verdict:
    """What the text of a QR code proves."""
    if len(text) > LONGEST_TEXT:
        return _unreadable(way, register, say.NOT_OUR_QR)
    judgement = Judgement(way, trust, register)
    try:
        proved = credential.verify(text, trust=trust)
    except credential.NotACredential:
        return _unreadable(way, register, say.NOT_OUR_QR)
    except credential.UnknownKey:
        judgement.wrong_with(Outcome.UNTRUSTED, say.QR_KEY_UNKNOWN)
        return judgement.verdict()
    except credential.SignatureBroken:
        judgement.wrong_with(Outcome.CHANGED, say.QR_FALSE)
        return judgement.verdict()
    certificate = trust.qr_keys[proved.key_id]
    judgement.specimen = not trust.is_licensed((certificate,))
    judgement.proved(say.QR_SIGNED)
    _judge_stated(proved.credential, judgement)
    return judgement.verdict()


def _judge_stated(stated: credential.Credential, judgement: Judgement) -> None:
    judgement.number, judgement.qr_fields = stated.number, stated.fields
    judgement.signed_at = stated.issued_at
    if judgement.register is None:
        _judge_expiry(stated, judgement)
        return
    entry = judgement.register.by_doc_id(stated.document_id)
    if entry is None:
        judgement.wrong_with(Outcome.UNTRUSTED, say.QR_NOT_IN_REGISTER)
    elif stated.number != entry.number or not _agrees(stated, entry):
        judgement.entry = entry
        judgement.wrong_with(Outcome.CHANGED, say.QR_DIFFERS)
    else:
        judgement.entry = entry
        judgement.proved(say.QR_AGREES)
        judge_entry(entry, judgement)


def _agrees(stated: credential.Credential, entry: Entry) -> bool:
    return (
        stated.data_hash.hex() == entry.data_sha256[: 2 * credential.HASH_BYTES]
        and stated.kind == entry.doctype
    )


def _judge_expiry(stated: credential.Credential, judgement: Judgement) -> None:
    if stated.expires_at and stated.expires_at <= clock.now():
        last_day = stated.expires_at.astimezone(clock.IST)
        judgement.wrong_with(Outcome.EXPIRED, say.expired(_before(last_day)))


def _before(moment: datetime) -> str:
    """The last whole day before a moment, as offices write it."""
    return datetime.fromtimestamp(moment.timestamp() - 1, clock.IST).strftime("%d-%m-%Y")


def verify_picture(data: bytes, *, trust: Trust, register: Register | None) -> Verdict:
    """What a photograph or a scan proves: the QR code in it, not the words around it."""
    try:
        texts = picture.read(data)
    except picture.NotAPicture:
        return _unreadable(Way.PICTURE, register, say.NOT_A_PDF)
    ours = [
        text for text in texts if text.upper().startswith(credential.PREFIX) or _PAGE_ADDRESS.search(text)
    ]
    if len(ours) > 1:
        judgement = Judgement(Way.PICTURE, trust, register)
        judgement.wrong_with(Outcome.CHANGED, say.SEVERAL_QR)
        return judgement.verdict()
    if not ours:
        return _unreadable(Way.PICTURE, register, say.NO_QR)
    return verify_text(ours[0], trust=trust, register=register, way=Way.PICTURE)


def verify_text(text: str, *, trust: Trust, register: Register | None, way: Way | None = None) -> Verdict:
    """What somebody typed or scanned: the text of a QR code, a number, a document's id, its URI or the page's address."""
    if text.strip().upper().startswith(credential.PREFIX):
        return verify_qr(text, trust=trust, register=register, way=way or Way.QR)
    return verify_number(text, trust=trust, register=register, way=way or Way.NUMBER)


def verify_number(number: str, *, trust: Trust, register: Register | None, way: Way = Way.NUMBER) -> Verdict:
    """What the register says of a number; it proves nothing about the paper, and says so."""
    judgement = Judgement(way, trust, register)
    wanted = "".join(number.split())[:200]
    judgement.number = wanted
    if register is None:
        judgement.wrong_with(Outcome.UNKNOWN, say.REGISTER_NEEDED)
        return judgement.verdict()
    identifier = _DOC_ID.match(wanted) or _URI.match(wanted) or _PAGE_ADDRESS.search(wanted)
    if identifier:
        entry = register.by_doc_id(identifier[identifier.lastindex or 0])
    else:
        entry = register.by_number(wanted.upper()) if _NUMBER.match(wanted.upper()) else None
    if entry is None:
        mistyped = not identifier and not numbers.is_valid(wanted)
        judgement.wrong_with(Outcome.UNKNOWN, say.NUMBER_MISTYPED if mistyped else say.NO_SUCH_NUMBER)
        return judgement.verdict()
    judgement.entry = entry
    judgement.proved(say.NUMBER_KNOWN)
    judge_entry(entry, judgement)
    return judgement.verdict()


def _unreadable(way: Way, register: Register | None, finding: Finding) -> Verdict:
    state = RegisterState.ASKED if register else RegisterState.UNREACHABLE
    return Verdict(Outcome.UNREADABLE, way, state, wrong=(finding,))
