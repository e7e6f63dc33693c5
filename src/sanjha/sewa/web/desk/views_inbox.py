"""The tray: what waits for the posts that the officer holds, the most urgent first."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from sanjha.identity.contract import Request, officer_required
from sanjha.sewa.pinned import definition_of
from sanjha.sewa.queries import inbox as trays
from sanjha.sewa.queries.services import versions_in_force


@officer_required
@require_safe
def inbox(request: Request) -> HttpResponse:
    """One page of the tray; filters and order stand in the address, so that it can be kept as a bookmark."""
    asked = request.GET
    page = trays.inbox(
        request.actor,
        service=asked.get("service", "")[:20],
        late="late" in asked,
        answered="answered" in asked,
        text=asked.get("q", "")[:100],
        order=asked.get("sort", "due"),
        page=_number(asked.get("page", "")),
    )
    names = {version.code: definition_of(version).names for version in versions_in_force()}
    context = {
        "page": page,
        "text": asked.get("q", "")[:100],
        "filtered": any(
            asked.get(key) is not None and asked.get(key) != ""
            for key in ("q", "late", "answered", "service")
        ),
        "late": "late" in asked,
        "answered": "answered" in asked,
        "service": asked.get("service", ""),
        "services": [(code, names.get(code, code), count) for code, count in page.services],
        "posts": list(request.actor.posts.values()),
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


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 6 else 1
