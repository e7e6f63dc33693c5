"""The pages of the house itself: language, policies, help, site map, errors, and the sheet of components."""

from __future__ import annotations

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_POST, require_safe
from django.views.i18n import set_language

from sanjha.kernel.actors import ANONYMOUS
from sanjha.kernel.conf import conf
from sanjha.kernel.context import request_id
from sanjha.kernel.errors import DomainError
from sanjha.ui import navigation, showcase
from sanjha.ui.context import FOOTER_PAGES
from sanjha.ui.errors import error_page

LAST_UPDATED = date(2026, 11, 24)


@require_POST
def language(request: HttpRequest) -> HttpResponseBase:
    """Remember the language in a cookie and return to the page (only to one of our own)."""
    return set_language(request)


def _page(request: HttpRequest, name: str, **context: object) -> HttpResponse:
    return render(request, f"ui/pages/{name}.html", {"last_updated": LAST_UPDATED, **context})


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return _page(request, "accessibility")


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    return _page(request, "privacy")


@require_safe
def terms(request: HttpRequest) -> HttpResponse:
    return _page(request, "terms")


@require_safe
def copyright_and_sources(request: HttpRequest) -> HttpResponse:
    return _page(request, "copyright")


@require_safe
def help_and_contact(request: HttpRequest) -> HttpResponse:
    return _page(request, "help")


@require_safe
def keyboard(request: HttpRequest) -> HttpResponse:
    return _page(request, "keyboard")


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """Every page that a visitor without an account can open from a menu."""
    links = navigation.links(navigation.CITIZEN, ANONYMOUS, request.path)
    return _page(request, "sitemap", links=links, own_pages=FOOTER_PAGES)


@require_safe
def components(request: HttpRequest) -> HttpResponse:
    """Every component with an example; only where invented data may be shown."""
    if not conf.demo:
        raise Http404
    density = "citizen" if request.GET.get("density") == "citizen" else "desk"
    return render(request, f"ui/showcase/{density}.html", showcase.examples(request))


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """handler400"""
    return error_page(request, 400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """handler403"""
    return error_page(request, 403, reason=exception if isinstance(exception, DomainError) else "")


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """handler404"""
    return error_page(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """handler500: rendered without context processors, so that a fault in one of them cannot hide it."""
    page = render_to_string("ui/errors/500.html", {"status": 500, "request_id": request_id()})
    return HttpResponse(page, status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """CSRF_FAILURE_VIEW"""
    context = {"status": 403, "request_id": request_id()}
    return render(request, "ui/errors/csrf.html", context, status=403)
