"""The tray: what waits for the posts that the officer holds, the most urgent first."""

from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_safe

from sanjha.identity.contract import Request, officer_required
from sanjha.sewa.pinned import definition_of
from sanjha.sewa.queries import inbox as trays
from sanjha.sewa.queries.issues import stuck_issues
from sanjha.sewa.queries.services import versions_in_force

_KEPT = ("service", "late", "answered", "q", "sort")
_FILTERS = ("q", "late", "answered", "service")


@officer_required
@require_safe
def inbox(request: Request) -> HttpResponse:
    """One page of the tray; filters and order stand in the address, so that it can be kept as a bookmark."""
    asked = request.GET
    text, service = asked.get("q", "")[:100], asked.get("service", "")[:20]
    page = trays.inbox(
        request.actor,
        service=service,
        late="late" in asked,
        answered="answered" in asked,
        text=text,
        order=asked.get("sort", "due"),
        page=_number(asked.get("page", "")),
    )
    names = {version.code: definition_of(version).names for version in versions_in_force()}
    context: dict[str, Any] = {
        "page": page,
        "text": text,
        "filtered": any(asked.get(key) or (key in asked and key in ("late", "answered")) for key in _FILTERS),
        "late": "late" in asked,
        "answered": "answered" in asked,
        "service": service,
        "services": [(code, names.get(code, code), count) for code, count in page.services],
        "posts": list(request.actor.posts.values()),
        "kept": _kept(asked),
        "was_decided": "done" in asked,
        "stuck": stuck_issues(request.actor),
    }
    return render(request, "sewa/desk/inbox.html", context)


@officer_required
@require_safe
def done(request: Request) -> HttpResponse:
    """What left the trays of these posts, the last first."""
    tasks = trays.done_by(request.actor)
    rows = [(task, definition_of(task.application.service_version)) for task in tasks]
    shown = [(task, definition.names, definition.step(task.step).names) for task, definition in rows]
    return render(request, "sewa/desk/done.html", {"rows": shown})


def _kept(asked: QueryDict) -> str:
    """The filters and the order, for the links to other pages."""
    kept = QueryDict(mutable=True)
    for key in _KEPT:
        if key in asked:
            kept[key] = asked.get(key, "")[:100]
    return kept.urlencode()


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 6 else 1
