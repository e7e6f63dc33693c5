"""What all pages of the architecture share: the list of its sections, and the way to a page from a form."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sanjha.identity.contract import Request
from sanjha.kernel.errors import DomainError
from sanjha.ui.forms import refuse

SECTIONS: tuple[tuple[str, Promise], ...] = (
    ("overview", _("Overview")),
    ("applications", _("Inventory of applications")),
    ("facts", _("Facts and owners")),
    ("catalogue", _("Operations and events")),
    ("dependencies", _("Dependencies")),
    ("standards", _("Standards")),
    ("policy", _("Policy")),
    ("exceptions", _("Exceptions")),
    ("roadmap", _("Roadmap")),
)


@dataclass(frozen=True)
class Section:
    """One line of the list beside every page."""

    label: Promise
    url: str
    current: bool


def page(
    request: Request, template: str, section: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """A page of the architecture with the list of sections."""
    sections = [Section(label, reverse(f"architecture:{name}"), name == section) for name, label in SECTIONS]
    return render(request, template, {"sections": sections, **context}, status=status)


def form_page(
    request: Request,
    section: str,
    form: forms.Form,
    deed: Callable[[], str],
    *,
    title: str,
    done: str,
    way_back: str,
    words: str = "",
) -> HttpResponse:
    """A page with one form: what is refused stands beside its field, nothing typed is lost. `deed` says where to go next."""
    if form.is_valid():
        try:
            onward = deed()
        except DomainError as error:
            refuse(form, error)
        else:
            messages.success(request, done)
            return redirect(onward)
    context = {"form": form, "title": title, "words": words, "way_back": way_back}
    return page(request, "architecture/form.html", section, context, status=422 if form.errors else 200)
