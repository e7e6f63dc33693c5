"""The printed note sheet with its codes, and the public page to which a code leads."""

import base64
import json
from dataclasses import dataclass
from uuid import UUID

import zxingcpp
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from sanjha.eoffice import proofs
from sanjha.eoffice.models import Grading, Note
from sanjha.eoffice.queries.file_page import file_page
from sanjha.eoffice.queries.proof import proof_of
from sanjha.eoffice.web.reader import WAY, read_by
from sanjha.identity.contract import Request, officer_required, public
from sanjha.kernel.conf import conf


@dataclass(frozen=True)
class PrintedNote:
    """A note of the printed sheet and the code beside it, a picture as a data address; none on graded files."""

    note: Note
    code: str


@officer_required
@require_safe
def note_sheet(request: Request, file_id: UUID) -> HttpResponse:
    """The note sheet for the printer; beside each note the code that proves it."""
    page = file_page(request.actor, file_id)
    coded = page.file.grading == Grading.NORMAL
    printed = [PrintedNote(note, _code(note) if coded and note.key_id else "") for note in page.notes]
    mark = read_by(request.actor, page.file, WAY.PRINT)
    return render(request, "eoffice/note_sheet.html", {"printed": printed, "file": page.file, **mark})


@public
@require_safe
def proof(request: Request, note_id: UUID, token: str) -> HttpResponse:
    """For whoever holds the print: the wording as it was sealed, by whom and when. Nothing else of the file."""
    return render(request, "eoffice/proof.html", {"proof": proof_of(note_id, token), "token": token})


@public
@require_safe
def proof_document(request: Request, note_id: UUID, token: str) -> HttpResponse:
    """The same as a document that anybody can check without this house."""
    found = proof_of(note_id, token)
    text = json.dumps(proofs.document(found.note), ensure_ascii=False, indent=2)
    response = HttpResponse(text, content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="note-{found.note.number}.json"'
    return response


def _code(note: Note) -> str:
    address = conf.public_url.rstrip("/") + reverse("eoffice:proof", args=[note.pk, proofs.token_of(note)])
    drawn = zxingcpp.create_barcode(address, zxingcpp.BarcodeFormat.QRCode, ec_level="M").to_svg(scale=2)
    return "data:image/svg+xml;base64," + base64.b64encode(drawn.encode()).decode()
