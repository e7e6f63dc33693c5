"""The tray: what waits for the posts that the officer holds, the most urgent first."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_safe

from sanjha.eoffice import contract as eoffice
from sanjha.identity.contract import Request, officer_required
from sanjha.kernel.errors import Unavailable
from sanjha.sewa.pinned import definition_of
from sanjha.sewa.queries import inbox as trays
from sanjha.sewa.queries.issues import stuck_issues
from sanjha.sewa.queries.services import versions_in_force

MOST_FILES = 100
"""Files shown between the cases of the tray, the most urgent; the desk of files shows them all."""


@dataclass(frozen=True)
class Line:
    """One line of the tray: a case of the service counter, or a file or receipt of the paperless office."""

    due: date | None
    case: trays.InboxRow | None = None
    file: eoffice.TrayItem | None = None


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
    filtered = any(asked.get(key) or (key in asked and key in ("late", "answered")) for key in _FILTERS)
    names = {version.code: definition_of(version).names for version in versions_in_force()}
    cases = [Line(case=row, due=row.due_date) for row in page.rows]
    # Whoever filters, or turns the leaf, looks for cases: files stand in the whole tray alone.
    files = [] if filtered or page.page > 1 or asked.get("sort") else _files(list(request.actor.posts))
    context: dict[str, Any] = {
        "page": page,
        "lines": sorted([*cases, *(files or ())], key=lambda line: line.due or date.max) if files else cases,
        "files_away": files is None,
        "total": page.total + len(files or ()),
        "text": text,
        "filtered": filtered,
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


def _files(posts: list[UUID]) -> list[Line] | None:
    """The most urgent files and receipts of the posts; None when the paperless office does not answer."""
    try:
        found = eoffice.tray_of(post_ids=posts, limit=MOST_FILES)
    except Unavailable:
        return None
    return [Line(file=item, due=item.due_date) for item in found]


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
