"""Reads of the register. What a person may see is decided inside the query."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Max, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from sanjha.kernel.actors import Actor
from sanjha.kernel.errors import NotFound
from sanjha.kernel.text import Text
from sanjha.locker.models import Delivery, Document, SignedFile, SignerCertificate
from sanjha.locker.verification.register import Entry

State = Document.State
PAGE = 50


def issued() -> QuerySet[Document]:
    """Documents that have a file, with it."""
    return Document.objects.exclude(state=State.ALLOTTED).select_related("file")


def issued_document(document_id: UUID) -> Document:
    """One issued document. Raises NotFound, also for one that is still being made."""
    document = issued().filter(pk=document_id).first()
    if document is None:
        raise NotFound(_("There is no such document."))
    return document


def document_of_case(source: str, source_id: UUID) -> Document | None:
    return issued().filter(source=source, source_id=source_id).first()


def documents_of(subject: UUID) -> QuerySet[Document]:
    """All documents of a resident, newest first."""
    return issued().filter(subject=subject).order_by("-issued_at", "-id")


def live_document(subject: UUID, doctype: str, on: date, period: str) -> Document | None:
    """The newest document of that kind in force on the day."""
    found = documents_of(subject).filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=on),
        doctype=doctype,
        state=State.ISSUED,
        valid_from__lte=on,
    )
    return (found.filter(period=period) if period else found).first()


def documents_for(actor: Actor) -> Sequence[Document]:
    """The citizen's own documents, newest first; nothing for anybody else."""
    if not actor.is_citizen or actor.person is None:
        return []
    return list(documents_of(actor.person).select_related("contents")[:PAGE])


def visible_document(actor: Actor, document_id: UUID) -> Document:
    """A document that the actor may see with its history.

    Citizens see their own, officers those of the offices where they hold a post, counter operators all (each of their
    looks is logged with the case). Raises NotFound otherwise: nobody learns that a document exists.
    """
    visible = issued().select_related("revocation__replaced_by", "contents", "file__signer")
    found = visible.filter(_open_to(actor), pk=document_id).first()
    if found is None:
        raise NotFound(_("There is no such document."))
    return found


def _open_to(actor: Actor) -> Q:
    if actor.is_citizen and actor.person:
        return Q(subject=actor.person)
    if actor.is_officer and actor.holds("counter_operator"):
        return Q()
    return Q(office__in={held.office for held in actor.posts.values()})


@dataclass(frozen=True)
class History:
    """What became of a document: its deliveries, and how often anybody verified it."""

    deliveries: Sequence[Delivery]
    verifications: int
    last_verified_at: datetime | None


def history_of(document: Document) -> History:
    """The document's deliveries, oldest first, and the count of verifications."""
    checked = document.verifications.aggregate(count=Count("id"), last=Max("at"))
    return History(list(document.deliveries.order_by("at", "id")), checked["count"], checked["last"])


def withdrawn_key_ids() -> set[bytes]:
    """The ids of QR keys that must no longer be believed without asking the register."""
    withdrawn = SignerCertificate.objects.filter(
        usage=SignerCertificate.Usage.QR, state=SignerCertificate.State.WITHDRAWN
    )
    return {bytes.fromhex(kid) for kid in withdrawn.values_list("kid", flat=True)}


class StoredRegister:
    """The register in the store, for verification."""

    def by_file(self, sha256: str) -> Entry | None:
        return self._one(Q(file__sha256=sha256))

    def by_number(self, number: str) -> Entry | None:
        return self._one(Q(number=number))

    def by_doc_id(self, doc_id: str) -> Entry | None:
        return self._one(Q(doc_id=doc_id))

    def _one(self, wanted: Q) -> Entry | None:
        related = ("contents", "file__signer", "revocation__replaced_by")
        found = issued().select_related(*related).filter(wanted).first()
        return _entry(found) if found else None


def _entry(document: Document) -> Entry:
    signatory, file = document.contents.signatory, document.file
    revocation = getattr(document, "revocation", None)
    return Entry(
        id=document.id,
        number=document.number,
        doc_id=document.doc_id,
        uri=document.uri,
        doctype=document.doctype,
        title=document.words,
        state=document.state,
        issued_at=document.issue_time,
        valid_from=document.valid_from,
        valid_to=document.valid_to,
        sha256=file.sha256,
        data_sha256=file.data_sha256,
        office=Text(**signatory["office"]),
        signatory=Text(**signatory["name"]),
        signatory_post=Text(**signatory["post"]),
        signer_fingerprint=file.signer.fingerprint,
        signer_withdrawn_at=file.signer.withdrawn_at,
        revoked_at=revocation.revoked_at if revocation else None,
        revocation_reason=revocation.reason if revocation else "",
        replaced_by=revocation.replaced_by.number if revocation and revocation.replaced_by else "",
        qr_fields=document.contents.qr_fields,
    )


def files_held(digests: Collection[str]) -> Collection[str]:
    """Of these digests of stored bytes, those of issued documents."""
    return set(SignedFile.objects.filter(sha256__in=digests).values_list("sha256", flat=True))
