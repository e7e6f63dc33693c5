"""Open a paper of a case; show and print an acknowledgement."""

from typing import Any
from uuid import UUID

import zxingcpp
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from sanjha.identity.contract import Request, signed_in_required
from sanjha.kernel.text import LANGUAGES, Text
from sanjha.locker import contract as locker
from sanjha.sewa.models import Application
from sanjha.sewa.operations.open_attachment import open_attachment
from sanjha.sewa.queries.access import visible_application
from sanjha.sewa.queries.papers import acknowledgement_of
from sanjha.sewa.web.counter.screen import screen

_PHRASE = set(LANGUAGES)
_PICTURE_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; sandbox; frame-ancestors 'none'"
)
"""A picture may do nothing. (The browser's own page around a picture has a style.)"""
_PDF_POLICY = "frame-ancestors 'none'"
"""A stricter one stops the browser's viewer; what is active in a PDF was refused when it came."""


@signed_in_required
@require_safe
def paper(request: Request, attachment_id: UUID) -> HttpResponse:
    """The bytes of a paper, shown by the browser without any right of this site."""
    opened = open_attachment(attachment_id=attachment_id, actor=request.actor)
    response = HttpResponse(opened.content, content_type=opened.media_type)
    response["Content-Disposition"] = content_disposition_header(False, opened.name) or "inline"
    response["Content-Security-Policy"] = (
        _PDF_POLICY if opened.media_type == "application/pdf" else _PICTURE_POLICY
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


@signed_in_required
@require_safe
def acknowledgement(request: Request, application_id: UUID) -> HttpResponse:
    """What was taken and by when it will be decided, on the screen and for printing."""
    data = acknowledgement_of(request.actor, application_id)
    application = visible_application(request.actor, application_id)
    context = {"ack": _readable(data), "application": application}
    if request.actor.holds("counter_operator", "kendra_supervisor"):
        context |= screen(request.actor)
        return render(request, "sewa/counter/acknowledgement.html", context)
    return render(request, "sewa/papers/acknowledgement.html", context)


def _readable(value: Any) -> Any:
    """The printed data with its phrases as `Text`, which the page shows in the reader's language."""
    if isinstance(value, dict):
        if value.keys() == _PHRASE:
            return Text(**value)
        return {key: _readable(inner) for key, inner in value.items()}
    return [_readable(inner) for inner in value] if isinstance(value, list) else value


@signed_in_required
@require_safe
def acknowledgement_code(request: Request, application_id: UUID) -> HttpResponse:
    """The QR code of the page where anybody follows the application, as a drawing."""
    address = acknowledgement_of(request.actor, application_id)["track_url"]
    code = zxingcpp.create_barcode(address, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    response = HttpResponse(code.to_svg(add_quiet_zones=True), content_type="image/svg+xml")
    response["Cache-Control"] = "private, max-age=86400"
    return response


@signed_in_required
@require_safe
def acknowledgement_a4(request: Request, application_id: UUID) -> HttpResponse:
    return _printed(request, application_id, "_shared/acknowledgement_a4.typ")


@signed_in_required
@require_safe
def acknowledgement_80mm(request: Request, application_id: UUID) -> HttpResponse:
    return _printed(request, application_id, "_shared/acknowledgement_80mm.typ")


def _printed(request: Request, application_id: UUID, template: str) -> HttpResponse:
    data = acknowledgement_of(request.actor, application_id)
    application = visible_application(request.actor, application_id)
    pdf = locker.render_pdf(
        template=template, data=data, issued_at=application.received_at, qr=data["track_url"]
    )
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = content_disposition_header(False, _file_name(application)) or "inline"
    response["Content-Security-Policy"] = _PDF_POLICY
    return response


def _file_name(application: Application) -> str:
    return f"{application.number.replace('/', '-')}.pdf"
