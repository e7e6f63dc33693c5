"""Binds the contract to the operations and queries of the locker."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from sanjha.kernel import blobs, context
from sanjha.kernel.conf import conf
from sanjha.kernel.contracts import Purpose, provides
from sanjha.kernel.errors import DomainError
from sanjha.locker import contract, queries, rules
from sanjha.locker.models import Document
from sanjha.locker.operations.file_signed_letter import file_signed_letter
from sanjha.locker.operations.hand_over_document import hand_over_document
from sanjha.locker.operations.issue_document import issue_document
from sanjha.locker.operations.revoke_document import revoke_document
from sanjha.locker.operations.sign_approved_letter import sign_approved_letter
from sanjha.locker.qr import picture
from sanjha.locker.rendering.compiler import Page, RenderingFailed, compiler
from sanjha.locker.rendering.coverage import unprintable


@provides(contract.issue)
def issue(*, request: contract.IssueRequest, purpose: Purpose) -> contract.IssuedDocument:
    document = issue_document(request=request, actor=context.actor(), purpose=purpose)
    return _view(queries.issued_document(document.id))


@provides(contract.get_document)
def get_document(*, document_id: UUID, purpose: Purpose) -> contract.IssuedDocument:
    return _view(queries.issued_document(document_id))


@provides(contract.document_of_source)
def document_of_source(*, source: str, source_id: UUID, purpose: Purpose) -> contract.IssuedDocument | None:
    found = queries.document_of_case(source, source_id)
    return _view(found) if found else None


@provides(contract.documents_of)
def documents_of(*, subject: UUID, purpose: Purpose) -> list[contract.IssuedDocument]:
    return [_view(document) for document in queries.documents_of(subject)]


@provides(contract.live_document)
def live_document(
    *, subject: UUID, doctype: str, on: date, purpose: Purpose, period: str = ""
) -> contract.IssuedDocument | None:
    found = queries.live_document(subject, doctype, on, period)
    return _view(found) if found else None


@provides(contract.file_of)
def file_of(*, document_id: UUID, purpose: Purpose) -> contract.DocumentFile:
    return _file(queries.issued_document(document_id))


@provides(contract.hand_over)
def hand_over(*, document_id: UUID, request_id: str, purpose: Purpose) -> contract.DocumentFile:
    hand_over_document(document_id=document_id, request_id=request_id, actor=context.actor(), purpose=purpose)
    return _file(queries.issued_document(document_id))


@provides(contract.revoke)
def revoke(
    *, document_id: UUID, reason: str, purpose: Purpose, replaced_by: UUID | None = None
) -> contract.IssuedDocument:
    revoke_document(
        document_id=document_id,
        reason=reason,
        actor=context.actor(),
        purpose=purpose,
        replaced_by=replaced_by,
    )
    return _view(queries.issued_document(document_id))


@provides(contract.sign_letter)
def sign_letter(*, letter: contract.LetterRequest) -> bytes:
    return sign_approved_letter(letter=letter)


@provides(contract.file_letter)
def file_letter(*, letter: contract.LetterToFile, purpose: Purpose) -> contract.IssuedDocument:
    document = file_signed_letter(letter=letter, actor=context.actor(), purpose=purpose)
    return _view(queries.issued_document(document.id))


@provides(contract.render_pdf)
def render_pdf(*, template: str, data: dict[str, Any], issued_at: datetime, qr: str = "") -> bytes:
    rules.check_template(template, conf.catalogue)
    page = Page(data=data, doc={}, qr=picture.draw(qr) if qr else None)
    try:
        return compiler(conf.catalogue).compile(template, page, at=issued_at)
    except RenderingFailed as error:
        raise DomainError(_("The paper could not be made from this data."), code="rendering") from error


@provides(contract.check_printable)
def check_printable(*, data: dict[str, Any]) -> list[str]:
    return unprintable(data)


@provides(contract.check_template)
def check_template(*, template: str) -> None:
    rules.check_template(template, conf.catalogue)


def _view(document: Document) -> contract.IssuedDocument:
    return contract.IssuedDocument(
        id=document.id,
        subject=document.subject,
        number=document.number,
        doc_id=document.doc_id,
        uri=document.uri,
        doctype=document.doctype,
        title=document.words,
        period=document.period,
        state=document.state,
        issued_at=document.issue_time,
        valid_from=document.valid_from,
        valid_to=document.valid_to,
        sha256=document.file.sha256,
        size=document.file.size,
    )


def _file(document: Document) -> contract.DocumentFile:
    return contract.DocumentFile(
        id=document.id,
        subject=document.subject,
        number=document.number,
        pdf=blobs.get(document.file.sha256),
    )
