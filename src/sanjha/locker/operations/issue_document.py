"""Issue a document: give it a number, then make, sign and register it. A retry goes on where the last attempt stopped."""

import secrets
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from sanjha.kernel import audit, blobs, clock, events, numbers, unwritten
from sanjha.kernel.actors import Actor
from sanjha.kernel.conf import conf
from sanjha.kernel.contracts import Purpose
from sanjha.kernel.errors import Conflict, DomainError, Unavailable
from sanjha.locker import configuration, rules
from sanjha.locker.canonical import digest
from sanjha.locker.contract import IssueRequest
from sanjha.locker.events import DocumentIssued
from sanjha.locker.models import Contents, Delivery, Document, SignedFile, SignerCertificate
from sanjha.locker.operations.register_certificates import certificate_entries
from sanjha.locker.qr import credential, picture
from sanjha.locker.record import as_json, moment, record_of
from sanjha.locker.rendering.compiler import Page, RenderingFailed, compiler
from sanjha.locker.signing.keyring import Keyring, keyring
from sanjha.locker.signing.pades import SignatureFacts, sign_pdf
from sanjha.locker.signing.signer import Signer

TRIES_FOR_AN_ID = 5
_TEN_DIGITS = 10**10


def issue_document(*, request: IssueRequest, actor: Actor, purpose: Purpose) -> Document:
    """The issued document of this case. Raises DomainError for data that cannot be printed, Unavailable without a key.

    First the row with number and id is committed; then the page is rendered and signed without holding a lock; last,
    one transaction stores the bytes, registers, delivers to the locker, audits and announces. Two workers may do this
    at once: the second finds the document issued and throws its page away.
    """
    document = allot_document(request=request, actor=actor, purpose=purpose)
    if document.state != Document.State.ALLOTTED:
        return document
    return complete_issue(document=document, actor=actor)


def allot_document(*, request: IssueRequest, actor: Actor, purpose: Purpose) -> Document:
    """The row of this case with its number, made when there is none; what it says is the newest request's until it is issued."""
    issuer = configuration.issuer()
    rules.check_request(request, issuer, conf.catalogue)
    for _attempt in range(TRIES_FOR_AN_ID):
        try:
            with transaction.atomic(durable=True):
                return _find_or_allot(request, issuer, actor, purpose)
        except IntegrityError:
            # Another worker was first with this case, or the random id is taken: look again.
            continue
    raise Conflict(_("The document is being issued by somebody else. Try again."))


def _find_or_allot(
    request: IssueRequest, issuer: configuration.Issuer, actor: Actor, purpose: Purpose
) -> Document:
    same_case = Document.objects.filter(source=request.source, source_id=request.source_id)
    if same_case.exists():
        known = same_case.select_for_update(of=("self",)).select_related("contents").get()
        return _brought_up_to_date(known, request, actor)
    now = clock.now()
    document = Document(
        doc_id=f"{secrets.randbelow(_TEN_DIGITS):010d}",
        issuer_id=issuer.issuer_id,
        doctype=request.doctype,
        source=request.source,
        source_id=request.source_id,
        subject=request.subject,
        office=request.office,
        office_code=request.office_code,
        title=as_json(request.title),
        period=request.period,
        valid_from=request.valid_from,
        valid_to=request.valid_to,
        allotted_at=now,
    )
    document.number = numbers.allot(f"{issuer.state_code}/{request.district}/{request.doctype}/{now.year}")
    document.save(force_insert=True)
    contents = Contents(document=document, **_contents(request))
    contents.save(force_insert=True)
    audit.record(
        actor,
        "DOCUMENT_ALLOTTED",
        stream=document.id,
        rows=[document, contents],
        number=document.number,
        purpose=purpose.code,
        case=purpose.case,
    )
    return document


def _contents(request: IssueRequest) -> dict[str, object]:
    return {
        "template": request.template,
        "data": request.data,
        "qr_fields": request.qr_fields,
        "signatory": as_json(request.signatory),
    }


def _brought_up_to_date(document: Document, request: IssueRequest, actor: Actor) -> Document:
    contents, wanted = document.contents, _contents(request)
    same = all(getattr(contents, name) == value for name, value in wanted.items())
    if document.state != Document.State.ALLOTTED or same:
        return document
    # The first attempt failed, perhaps because of what it was asked to print.
    for name, value in wanted.items():
        setattr(contents, name, value)
    contents.save(update_fields=list(wanted))
    document.revision += 1
    document.save(update_fields=["revision"])
    audit.record(actor, "DOCUMENT_CONTENTS_CHANGED", stream=document.id, rows=[document, contents])
    return document


@dataclass(frozen=True)
class Made:
    """A page, signed and not yet registered."""

    pdf: bytes
    data_sha256: bytes
    issued_at: datetime
    signer: Signer
    specimen: bool


def complete_issue(*, document: Document, actor: Actor) -> Document:
    """Make the page of an allotted document and register it; returns the row as it then stands.

    Raises Conflict when what the document says was changed while the page was being made: try again.
    """
    keys = keyring()
    made = make_page(document, document.contents, keys)
    unwritten.settle()  # the transaction puts the file on the disk, where a rollback leaves it
    with transaction.atomic(durable=True):
        if _claim(document, made):
            _register(document, made, keys, actor)
            return document
    standing = Document.objects.get(pk=document.pk)
    if standing.state == Document.State.ALLOTTED:
        raise Conflict(_("The document is being issued by somebody else. Try again."))
    return standing


def _claim(document: Document, made: Made) -> bool:
    """One statement locks, decides and writes: whoever comes second, or with old contents, changes no row."""
    waiting = Document.objects.filter(
        pk=document.pk, state=Document.State.ALLOTTED, revision=document.revision
    )
    if not waiting.update(state=Document.State.ISSUED, issued_at=made.issued_at):
        return False
    document.state, document.issued_at = Document.State.ISSUED, made.issued_at
    return True


def make_page(document: Document, contents: Contents, keys: Keyring) -> Made:
    """Render and sign; needs no store."""
    signer, qr_signer = keys.for_office(document.office_code), keys.for_qr()
    specimen = keys.is_specimen(signer)
    if specimen and conf.production:
        raise Unavailable(
            _("A production site does not sign with the test authority. Set up licensed certificates.")
        )
    issued_at = clock.now().replace(microsecond=0)
    record = record_of(document, contents, issued_at)
    data_hash = digest(record)
    code = credential.encode(_credential(document, contents, issued_at, data_hash), signer=qr_signer)
    page = Page(
        data=contents.data,
        doc={
            **record,
            "uri": document.uri,
            "verify_url": f"{conf.public_url.rstrip('/')}/v/{document.doc_id}",
        },
        qr=picture.draw(code),
        title=f"{document.words.en} {document.number}",
        author=contents.signatory["office"]["en"],
        keywords=(document.number, document.doc_id),
        specimen=specimen,
    )
    try:
        pdf = compiler(conf.catalogue).compile(contents.template, page, at=issued_at)
    except RenderingFailed as error:
        raise DomainError(_("The document could not be made from this data."), code="rendering") from error
    facts = SignatureFacts(
        signed_at=issued_at,
        reason=f"{document.words.en} {document.number}",
        location=contents.signatory["place"]["en"],
    )
    signed = sign_pdf(pdf, signer=signer, facts=facts)
    return Made(signed, data_hash, issued_at, signer, specimen)


def _credential(
    document: Document, contents: Contents, issued_at: datetime, data_hash: bytes
) -> credential.Credential:
    return credential.Credential(
        issuer=document.issuer_id,
        document_id=document.doc_id,
        issued_at=issued_at,
        kind=document.doctype,
        number=document.number,
        data_hash=data_hash,
        expires_at=_end_of(document),
        fields=contents.qr_fields,
    )


def _end_of(document: Document) -> datetime | None:
    """The first moment at which the document no longer holds."""
    if document.valid_to is None:
        return None
    return datetime.combine(document.valid_to + timedelta(days=1), time.min, clock.IST)


def _register(document: Document, made: Made, keys: Keyring, actor: Actor) -> None:
    signer, qr_signer = certificate_entries(
        keys, signer=made.signer, office_code=document.office_code, specimen=made.specimen, actor=actor
    )
    for certificate in (signer, qr_signer):
        if certificate.state != SignerCertificate.State.ACTIVE:
            raise Unavailable(_("The certificate %(name)s was withdrawn.") % {"name": certificate.subject})
    file = SignedFile.objects.create(
        document=document,
        sha256=blobs.put(made.pdf),
        size=len(made.pdf),
        data_sha256=made.data_sha256.hex(),
        signer=signer,
        qr_signer=qr_signer,
        signed_at=made.issued_at,
    )
    delivery = Delivery.objects.create(
        document=document,
        channel=Delivery.Channel.LOCKER,
        state=Delivery.State.DELIVERED,
        at=made.issued_at,
    )
    events.publish(
        DocumentIssued(
            document=document.id,
            number=document.number,
            doctype=document.doctype,
            source=document.source,
            source_id=document.source_id,
            subject=document.subject,
            issued_at=made.issued_at,
            valid_to=document.valid_to,
        )
    )
    audit.record(
        actor,
        "DOCUMENT_ISSUED",
        stream=document.id,
        rows=[document, file, delivery],
        sha256=file.sha256,
        signer=signer.fingerprint,
        issued_at=moment(made.issued_at),
    )
