"""Papers as answers: shown by the browser without any right of this site, in a frame of our own pages at most."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from sanjha.eoffice import paper_pages
from sanjha.kernel import blobs
from sanjha.kernel.paper_content import EXTENSIONS, JPEG, PDF

_PICTURE_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; sandbox; frame-ancestors 'self'"
)
_PDF_POLICY = "frame-ancestors 'self'"
"""A stricter one stops the browser's viewer; what is active in a PDF was refused when it came."""


def page_response(blob: str, media_type: str, number: int, *, as_pdf: bool = False) -> HttpResponse:
    """One page: a picture where pages can be drawn here, else a PDF of that page alone. Raises NotFound."""
    if media_type != PDF:
        return _answer(blobs.get(blob), media_type)
    drawn = None if as_pdf else paper_pages.picture_of(blob, number)
    return _answer(drawn, JPEG) if drawn is not None else _answer(paper_pages.page_of(blob, number), PDF)


def whole_response(blob: str, media_type: str, name: str, *, download: bool = False) -> HttpResponse:
    """The whole paper under its name."""
    response = _answer(blobs.get(blob), media_type)
    ending = f".{EXTENSIONS[media_type]}"
    name = name if name.lower().endswith(ending) else f"{name}{ending}"
    response["Content-Disposition"] = content_disposition_header(download, name) or "inline"
    return response


def _answer(data: bytes, media_type: str) -> HttpResponse:
    response = HttpResponse(data, content_type=media_type)
    response["Content-Security-Policy"] = _PDF_POLICY if media_type == PDF else _PICTURE_POLICY
    response["X-Frame-Options"] = "SAMEORIGIN"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
