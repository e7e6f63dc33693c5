"""Officers decide whether two entries are one person. Both persons' facts are read for it, and that is logged."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sanjha.identity.contract import Request, officer_required
from sanjha.kernel.contracts import Purpose
from sanjha.kernel.errors import Conflict, DomainError
from sanjha.people import contract, duplicate_queries, jobs, queries
from sanjha.people.duplicate_rules import check_may_decide
from sanjha.people.models import Duplicate, Verdict
from sanjha.people.operations.keep_apart import keep_apart
from sanjha.people.operations.merge_residents import merge_residents
from sanjha.people.operations.start_duplicate_search import start_duplicate_search
from sanjha.people.operations.undo_merge import undo_merge
from sanjha.people.purposes import OwnPurpose
from sanjha.people.web.duplicate_forms import WORDS, Apart, Merge
from sanjha.people.web.facts import shown_facts
from sanjha.ui.forms import refuse


@officer_required
@never_cache
@require_safe
def duplicates(request: Request) -> HttpResponse:
    """The pairs that wait and those that were merged, by reference and reasons: no fact of anybody is shown here."""
    check_may_decide(request.actor)
    context = {
        "waiting": [_listed(pair) for pair in duplicate_queries.waiting(request.actor)],
        "merged": [_listed(pair) for pair in duplicate_queries.merged(request.actor)],
        "search": duplicate_queries.last_search(request.actor),
    }
    return render(request, "people/duplicates.html", context)


@officer_required
@require_POST
def search(request: Request) -> HttpResponse:
    """Begin a search over the whole register; the page tells how far it is."""
    try:
        begun = start_duplicate_search(actor=request.actor)
    except Conflict as error:
        messages.warning(request, str(error))
    else:
        jobs.search_duplicates.defer(search_id=str(begun.pk))
        messages.success(request, _("The search has begun. It goes on in the background."))
    return redirect("people:duplicates")


@officer_required
@never_cache
@require_http_methods(["GET", "POST"])
def duplicate(request: Request, duplicate_id: UUID) -> HttpResponse:
    """One pair side by side, and the decision."""
    check_may_decide(request.actor)
    pair = duplicate_queries.pair(request.actor, duplicate_id)
    form: Merge | Apart = Merge(pair) if pair.verdict == Verdict.OPEN else Apart()
    if request.method == "POST":
        done = _decided(request, pair)
        if done is None:
            return redirect("people:duplicates")
        form = done
    purpose = Purpose(OwnPurpose.CORRECTION, case=f"{pair.first.reference} {pair.second.reference}")
    for resident in (pair.first, pair.second):
        contract.get_resident(resident_id=resident.pk, purpose=purpose)
    context = {
        "pair": pair,
        "reasons": [WORDS[reason] for reason in pair.reasons],
        "entries": [
            (row, shown_facts([fact for fact in queries.facts_of(row) if fact.superseded_at is None]))
            for row in (pair.first, pair.second)
        ],
        "form": form,
        "waits": pair.verdict == Verdict.OPEN,
        "is_merged": pair.verdict == Verdict.SAME,
    }
    return render(request, "people/duplicate.html", context, status=422 if form.errors else 200)


def _decided(request: Request, pair: Duplicate) -> Merge | Apart | None:
    """None when it is done, else the form with what does not hold."""
    do = request.POST.get("do", "")
    form: Merge | Apart = Merge(pair, request.POST) if do == "merge" else Apart(request.POST)
    if not form.is_valid():
        return form
    note, actor = form.cleaned_data["note"], request.actor
    try:
        if do == "merge":
            merge_residents(
                duplicate_id=pair.pk, keep=UUID(form.cleaned_data["keep"]), note=note, actor=actor
            )
            messages.success(request, _("The entries are one person now. Both references work."))
        elif do == "undo":
            undo_merge(duplicate_id=pair.pk, note=note, actor=actor)
            messages.success(request, _("The merge is undone. Each entry stands for itself again."))
        else:
            keep_apart(duplicate_id=pair.pk, note=note, actor=actor)
            messages.success(request, _("These are two people. The pair is not proposed again."))
    except DomainError as error:
        if error.status not in (409, 422):
            raise
        refuse(form, error)
        return form
    return None


def _listed(pair: Duplicate) -> dict[str, object]:
    kept = pair.second if pair.first.merged_into_id else pair.first
    other = pair.first if kept is pair.second else pair.second
    return {"pair": pair, "kept": kept, "other": other, "reasons": [WORDS[code] for code in pair.reasons]}
