"""Pages of the register: directory, office, post, officer. For officers at their desks."""

from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from sanjha.identity.contract import Request, officer_required
from sanjha.kernel import clock
from sanjha.offices import directory as reads
from sanjha.offices import queries, rules
from sanjha.offices.holdings import holdings_of
from sanjha.offices.models import Department, Office
from sanjha.offices.web.form_page import office_crumb, start_crumb
from sanjha.places import contract as places
from sanjha.ui.components import Crumb


@officer_required
@require_safe
def directory(request: Request) -> HttpResponse:
    """Who holds which post, where, since when; with search, filters and pages."""
    asked = {name: request.GET.get(name, "").strip()[:100] for name in ("q", "kind", "department", "vacant")}
    page = reads.directory(
        request.actor,
        text=asked["q"],
        kind=asked["kind"] if asked["kind"] in Office.Kind.values else "",
        department=asked["department"],
        vacant=asked["vacant"] == "1",
        start=_start(request),
    )
    last = page.start + len(page.rows)
    context = {
        "asked": asked,
        "page": page,
        "kinds": Office.Kind.choices,
        "departments": Department.objects.order_by("name_en"),
        "range": f"{page.start + 1}–{last} / {page.number}" if page.rows else "",
        "previous": str(page.start) if page.start else "",
        "next": str(last) if last < page.number else "",
        "export": f"{reverse('offices:export')}?{urlencode(asked)}",
        "administers": rules.administers(request.actor),
    }
    return render(request, "offices/directory.html", context)


def _start(request: Request) -> int:
    """The first row of the page: `after` counts rows from the beginning, `before` leads a page back."""
    after, before = request.GET.get("after", ""), request.GET.get("before", "")
    if after.isdecimal():
        return min(int(after), 10**6)
    return max(min(int(before), 10**6) - reads.PAGE, 0) if before.isdecimal() else 0


@officer_required
@require_safe
def office(request: Request, code: str) -> HttpResponse:
    """One office with its posts and the offices below it."""
    found = reads.office_by_code(request.actor, code)
    if found is None:
        raise Http404
    here = places.get_places(codes=[found.place]) if found.place else []
    context = {
        "office": found,
        "rows": reads.posts_of(found),
        "place": here[0] if here else None,
        "may_administer": rules.may_administer(request.actor, queries.chain_of(found.id)),
        "crumbs": [start_crumb(), Crumb(found.name)],
    }
    return render(request, "offices/office.html", context)


@officer_required
@require_safe
def post(request: Request, post_id: UUID) -> HttpResponse:
    """One post: who acts in it, everybody who held it, what it is responsible for."""
    found = reads.history_of(request.actor, post_id)
    if found is None:
        raise Http404
    today = clock.today()
    context = {
        "history": found,
        "post": found.post,
        "open": [tenure for tenure in found.tenures if tenure.to_date is None or tenure.to_date > today],
        "places": places.get_places(codes=found.places),
        "may_administer": rules.may_administer(request.actor, queries.chain_of(found.post.office_id)),
        "crumbs": [start_crumb(), office_crumb(found.post.office), Crumb(found.post.title)],
    }
    return render(request, "offices/post.html", context)


@officer_required
@require_safe
def officer(request: Request, officer_id: UUID) -> HttpResponse:
    """One officer: the posts held today, the way there, leaves."""
    found = reads.way_of(request.actor, officer_id)
    if found is None:
        raise Http404
    today = clock.today()
    context = {
        "way": found,
        "officer": found.officer,
        "holdings": holdings_of(found.officer.id),
        "coming": [leave for leave in found.leaves if leave.back_on > max(today, leave.from_date)],
        "away": any(leave.from_date <= today < leave.back_on for leave in found.leaves),
        "administers": rules.administers(request.actor),
        "crumbs": [start_crumb(), Crumb(found.officer.name)],
    }
    return render(request, "offices/officer.html", context)
