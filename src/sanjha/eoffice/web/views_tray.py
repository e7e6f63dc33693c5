"""The tray: what lies at the officer's desks."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from sanjha.eoffice.models import Act
from sanjha.eoffice.queries import tray as trays
from sanjha.eoffice.queries.hands import hands_of
from sanjha.identity.contract import Request, officer_required

PAGE = 50


@officer_required
@require_safe
def tray(request: Request) -> HttpResponse:
    """One folder of the officer's desks; folder, desk and words stand in the address, so that it can be a bookmark."""
    return render(request, "eoffice/tray.html", tray_context(request))


def tray_context(request: Request, *, folder: str = "") -> dict[str, Any]:
    """The folders, their figures and one page of the folder asked for."""
    hands = hands_of(request.actor)
    asked = request.GET
    folder = folder or asked.get("folder", "inbox")
    desk = _desk(asked.get("desk", ""))
    posts = [desk] if desk is not None and desk in hands else list(hands)
    number = asked.get("page", "1")
    page = int(number) if number.isdecimal() and len(number) < 5 else 1
    found = trays.tray(
        posts,
        folder=folder if folder in trays.FOLDERS else "inbox",
        due=asked.get("due", "") if asked.get("due") in {"today", "overdue"} else "",
        text=asked.get("q", "")[:100],
        page=page,
        size=PAGE,
    )
    return {
        "tray": found,
        "folder": folder if folder in trays.FOLDERS else "inbox",
        "due_only": asked.get("due", ""),
        "text": asked.get("q", "")[:100],
        "page": page,
        "hands": list(hands.values()),
        "desk": desk,
        "may_open": any(hand.may(Act.OPEN_FILE) for hand in hands.values()),
        "may_diarise": any(hand.may(Act.DIARISE) for hand in hands.values()),
    }


def _desk(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
