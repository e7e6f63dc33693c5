"""Pages of the record room."""

import json
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sanjha.eoffice import archives, rules
from sanjha.eoffice.models import Act, FileReading
from sanjha.eoffice.operations.approve_weeding import approve_weeding
from sanjha.eoffice.operations.draw_weeding_list import draw_weeding_list
from sanjha.eoffice.operations.export_archive import export_archive
from sanjha.eoffice.operations.import_archive import import_archive
from sanjha.eoffice.operations.log_reading import log_reading
from sanjha.eoffice.operations.requisition_file import (
    decide_requisition,
    requisition_file,
    return_requisition,
)
from sanjha.eoffice.queries import records
from sanjha.eoffice.queries.access import visible_file
from sanjha.eoffice.queries.hands import hands_of
from sanjha.eoffice.web.forms_records import PackageForm, SlipDecisionForm, SlipForm, WeedingForm
from sanjha.identity.contract import Request, officer_required
from sanjha.kernel import blobs
from sanjha.kernel.errors import DomainError, NotFound, NotPermitted
from sanjha.kernel.ids import new_id
from sanjha.ui.forms import refuse


@officer_required
@require_safe
def room(request: Request) -> HttpResponse:
    """One folder of the record room."""
    return _room(request, request.GET.get("folder", ""))


def _room(request: Request, folder: str, *, status: int = 200, **more: Any) -> HttpResponse:
    shown = records.record_room(request.actor, folder)
    if shown.keeper is None and shown.drawer is None and folder != "out":
        raise NotPermitted(_("The record room is for the records officer and heads of branches."))
    return render(request, "eoffice/records.html", {"room": shown, **more}, status=status)


@officer_required
@require_http_methods(["GET", "POST"])
def ask(request: Request) -> HttpResponse:
    """Ask for a recorded file by a slip."""
    hands = [hand for hand in hands_of(request.actor).values() if hand.may(Act.NOTE)]
    if not hands:
        rules.check_acts((), Act.NOTE)
    posts = [(str(hand.post), str(hand.signatory.title)) for hand in hands]
    form = SlipForm(request.POST or None, posts=posts)
    if request.method == "POST" and form.is_valid():
        try:
            requisition_file(actor=request.actor, **form.cleaned_data)
        except DomainError as error:
            refuse(form, error)
        else:
            messages.success(request, _("The slip is with the record room."))
            return redirect("eoffice:requisition-new")
    slips = records.slips_of(request.actor, [])
    status = 422 if form.errors else 200
    return render(request, "eoffice/requisition.html", {"form": form, "slips": slips}, status=status)


@officer_required
@require_POST
def decide(request: Request, slip_id: UUID) -> HttpResponse:
    """Issue a file on a slip, or refuse."""
    form = SlipDecisionForm(request.POST)
    if not form.is_valid():
        return _room(request, "out", status=422)
    given = form.cleaned_data
    return _slip(
        request,
        lambda post: decide_requisition(slip_id=slip_id, post=post, actor=request.actor, **given),
        _("The slip is decided."),
    )


@officer_required
@require_POST
def give_back(request: Request, slip_id: UUID) -> HttpResponse:
    """Enter that a file is back."""
    return _slip(
        request,
        lambda post: return_requisition(slip_id=slip_id, post=post, actor=request.actor),
        _("The file is back in the record room."),
    )


def _slip(request: Request, deed: Callable[[UUID], object], told: str) -> HttpResponse:
    keeper = records.keeper_of(request.actor)
    try:
        deed(keeper.post if keeper else next(iter(hands_of(request.actor)), new_id()))
    except DomainError as error:
        return _room(request, "out", status=error.status, refusal_lines=[("slips", error.message)])
    messages.success(request, told)
    return redirect("/eoffice/records/?folder=out")


@officer_required
@require_POST
def draw(request: Request) -> HttpResponse:
    """Draw a weeding list of the files chosen."""
    shown = records.record_room(request.actor, "ripe")
    form = WeedingForm(request.POST, files=[(str(entry.file_id), "") for entry in shown.entries])
    if not form.is_valid():
        lines = [("id_reason", words) for errors in form.errors.values() for words in errors]
        return _room(request, "ripe", status=422, refusal_lines=lines)
    given = form.cleaned_data
    try:
        drawn = draw_weeding_list(
            file_ids=given["entries"],
            reason=given["reason"],
            post=shown.drawer.post if shown.drawer else new_id(),
            actor=request.actor,
        )
    except DomainError as error:
        return _room(request, "ripe", status=error.status, refusal_lines=[("id_reason", error.message)])
    messages.success(request, _("The weeding list %(number)s is drawn.") % {"number": drawn.number})
    return redirect("eoffice:weeding", list_id=drawn.pk)


@officer_required
@require_http_methods(["GET", "POST"])
def weeding(request: Request, list_id: UUID) -> HttpResponse:
    """A weeding list; the records officer approves it here."""
    entries = records.weeding_list(request.actor, list_id)
    if not entries:
        raise NotFound(_("There is no such list."))
    keeper, refusal = records.keeper_of(request.actor), None
    if request.method == "POST":
        try:
            approve_weeding(list_id=list_id, post=keeper.post if keeper else new_id(), actor=request.actor)
        except DomainError as error:
            refusal = error
        else:
            messages.success(request, _("The files of the list are weeded. Their tombstones stay."))
            return redirect("eoffice:weeding", list_id=list_id)
    context = {
        "weeding": entries[0].weeding,
        "entries": entries,
        "keeper": keeper,
        "refusal_lines": [("approve", refusal.message)] if refusal else [],
    }
    return render(request, "eoffice/weeding.html", context, status=refusal.status if refusal else 200)


@officer_required
@require_POST
def archive(request: Request, file_id: UUID) -> HttpResponse:
    """The signed package of a closed file, as a ZIP archive."""
    members = export_archive(file_id=file_id, actor=request.actor)
    log_reading(file_id=file_id, actor=request.actor, way=FileReading.Way.EXPORT)
    computer_number = visible_file(request.actor, file_id).computer_number
    response = HttpResponse(archives.zipped(members), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="file-{computer_number}.zip"'
    return response


@officer_required
@require_http_methods(["GET", "POST"])
def take_in(request: Request) -> HttpResponse:
    """Take a package of another house in."""
    keeper = records.keeper_of(request.actor)
    rules.check_acts(keeper.acts if keeper else (), Act.RECORD)
    form = PackageForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            made = import_archive(
                members=archives.unzipped(given["package"].read()),
                actor=request.actor,
                trusted_key=given["trusted_key"],
            )
        except DomainError as error:
            refuse(form, error)
        else:
            messages.success(request, _("The archive holds and is kept."))
            return redirect("eoffice:imported", archive_id=made.pk)
    return render(request, "eoffice/import.html", {"form": form}, status=422 if form.errors else 200)


@officer_required
@require_safe
def imported(request: Request, archive_id: UUID) -> HttpResponse:
    """A package of another house, read only: its cover and its notes, checked again at every reading."""
    found = records.imported_archive(request.actor, archive_id)
    members = {name: blobs.get(digest) for name, digest in found.members.items()}
    checked = archives.check(members)
    file_id = UUID(checked.manifest["file"]["id"])
    notes = archives.notes_of(members, file_id, json.loads(members["keys.json"]))
    context = {"archive": found, "checked": checked, "notes": notes, "cover": checked.manifest["file"]}
    return render(request, "eoffice/imported.html", context)
