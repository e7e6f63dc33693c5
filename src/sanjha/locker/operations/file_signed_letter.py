"""Put a signed letter of an office into the register and into the locker of the resident whom it concerns."""

import secrets

from django.db import transaction
from django.utils.translation import gettext as _

from sanjha.kernel import audit, blobs, clock, events
from sanjha.kernel.actors import Actor
from sanjha.kernel.contracts import Purpose
from sanjha.kernel.errors import DomainError
from sanjha.locker import configuration, rules
from sanjha.locker.canonical import digest
from sanjha.locker.contract import LetterToFile
from sanjha.locker.events import DocumentIssued
from sanjha.locker.models import Contents, Delivery, Document, SignedFile
from sanjha.locker.operations.register_certificates import certificate_entries
from sanjha.locker.pki.certificates import fingerprint
from sanjha.locker.record import as_json, record_of
from sanjha.locker.signing.keyring import Keyring, keyring
from sanjha.locker.verification.evidence import collect

DOCTYPE = "OFORD"
TEMPLATE = "_letters/letter.typ"
_TEN_DIGITS = 10**10


def file_signed_letter(*, letter: LetterToFile, actor: Actor, purpose: Purpose) -> Document:
    """The document of this letter; the one that is there when it was filed before. Its bytes are kept as they came.

    Raises DomainError unless the whole file is signed by the office's certificate and intact.
    """
    rules.check_office_code(letter.office_code)
    keys = keyring()
    _check_signature(letter, keys)
    with transaction.atomic(durable=True):
        known = Document.objects.filter(source=letter.source, source_id=letter.source_id).first()
        return known or _enter(letter, keys, actor, purpose)


def _check_signature(letter: LetterToFile, keys: Keyring) -> None:
    found = collect(letter.pdf, keys.trust, clock.now())
    ours = fingerprint(keys.for_office(letter.office_code).certificate)
    good = [
        signature
        for signature in found.signatures
        if signature.intact and signature.valid and signature.covers_file and signature.fingerprint == ours
    ]
    if not good:
        raise DomainError(_("This file does not bear an intact signature of the office."), code="not-signed")


def _enter(letter: LetterToFile, keys: Keyring, actor: Actor, purpose: Purpose) -> Document:
    document, contents = _documented(letter)
    file = _kept(letter, document, contents, keys, actor)
    delivery = Delivery.objects.create(
        document=document,
        channel=Delivery.Channel.LOCKER,
        state=Delivery.State.DELIVERED,
        at=clock.now(),
    )
    events.publish(
        DocumentIssued(
            document=document.id,
            number=document.number,
            doctype=document.doctype,
            source=document.source,
            source_id=document.source_id,
            subject=document.subject,
            issued_at=letter.signed_at,
            valid_to=None,
        )
    )
    audit.record(
        actor,
        "LETTER_FILED",
        stream=document.id,
        rows=[document, contents, file, delivery],
        sha256=file.sha256,
        purpose=purpose.code,
        case=purpose.case,
    )
    return document


def _documented(letter: LetterToFile) -> tuple[Document, Contents]:
    document = Document.objects.create(
        number=letter.number,
        doc_id=f"{secrets.randbelow(_TEN_DIGITS):010d}",
        issuer_id=configuration.issuer().issuer_id,
        doctype=DOCTYPE,
        source=letter.source,
        source_id=letter.source_id,
        subject=letter.subject,
        office=letter.office,
        office_code=letter.office_code,
        title=as_json(letter.title),
        valid_from=letter.dated,
        state=Document.State.ISSUED,
        allotted_at=letter.signed_at,
        issued_at=letter.signed_at,
    )
    contents = Contents.objects.create(
        document=document,
        template=TEMPLATE,
        data={"number": letter.number},
        qr_fields={},
        signatory=as_json(letter.signatory),
    )
    return document, contents


def _kept(
    letter: LetterToFile, document: Document, contents: Contents, keys: Keyring, actor: Actor
) -> SignedFile:
    signer = keys.for_office(letter.office_code)
    entry, qr_entry = certificate_entries(
        keys,
        signer=signer,
        office_code=letter.office_code,
        specimen=keys.is_specimen(signer),
        actor=actor,
    )
    return SignedFile.objects.create(
        document=document,
        sha256=blobs.put(letter.pdf),
        size=len(letter.pdf),
        data_sha256=digest(record_of(document, contents, letter.signed_at)).hex(),
        signer=entry,
        qr_signer=qr_entry,
        signed_at=letter.signed_at,
    )
