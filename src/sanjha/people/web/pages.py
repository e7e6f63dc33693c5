"""Officers look residents up, for a purpose that is logged; citizens see their own facts."""

from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from sanjha.identity.contract import Request, citizen_required, officer_required
from sanjha.kernel.contracts import Purpose
from sanjha.kernel.errors import DomainError, NotFound
from sanjha.people import contract, queries
from sanjha.people.purposes import OwnPurpose
from sanjha.people.web.facts import place_names, shown_facts
from sanjha.people.web.forms import Search
from sanjha.ui.forms import refuse

PAGE = 20
_PURPOSE = "people_purpose"


@officer_required
@never_cache
@require_http_methods(["GET", "POST"])
def search(request: Request) -> HttpResponse:
    """Look somebody up. What is typed travels in the body, so that no name stands in an address or a log."""
    if request.method == "GET":
        kept = _kept_purpose(request)
        initial = {"purpose": kept.code, "case": kept.case} if kept else {}
        return render(request, "people/search.html", {"form": Search(initial=initial)})
    form = Search(request.POST)
    status = 422 if form.errors else 200
    context: dict[str, object] = {"form": form}
    if form.is_valid():
        purpose = _keep_purpose(request, form)
        try:
            found = contract.find_residents(
                **form.sought(), after=form.cleaned_data["after"], limit=PAGE, purpose=purpose
            )
        except DomainError as error:
            refuse(form, error)
            status = error.status
        else:
            names = place_names(resident.address.place for resident in found)
            context |= {
                "found": [(resident, names[resident.address.place]) for resident in found],
                "next": found[-1].id if len(found) == PAGE else None,
            }
    return render(request, "people/search.html", context, status=status)


@officer_required
@never_cache
@require_safe
def resident(request: Request, resident_id: UUID) -> HttpResponse:
    """One resident with every fact, its source and date, for the purpose given at the search."""
    purpose = _kept_purpose(request)
    if purpose is None:
        return redirect("people:search")
    contract.get_resident(resident_id=resident_id, purpose=purpose)
    row = queries.resident(request.actor, resident_id)
    context = {
        "resident": row,
        "facts": shown_facts(queries.facts_of(row)),
        "purpose": OwnPurpose(purpose.code).label,
        "case": purpose.case,
    }
    return render(request, "people/resident.html", context)


@citizen_required
@never_cache
@require_safe
def profile(request: Request) -> HttpResponse:
    """A citizen's own facts."""
    row = None
    if request.actor.person is not None:
        try:
            row = queries.resident(request.actor, request.actor.person)
        except NotFound:
            row = None
    facts = shown_facts(queries.facts_of(row)) if row else []
    return render(request, "people/profile.html", {"resident": row, "facts": facts})


@officer_required
@require_safe
def suggest(request: Request) -> HttpResponse:
    """Spellings in Gurmukhi of ?name=, the likeliest first. A person confirms one; none is taken by itself."""
    answer = JsonResponse({"suggestions": contract.suggest_gurmukhi(name=request.GET.get("name", "")[:200])})
    answer["Cache-Control"] = "private, max-age=3600"
    return answer


def _keep_purpose(request: Request, form: Search) -> Purpose:
    purpose = Purpose(form.cleaned_data["purpose"], case=form.cleaned_data["case"])
    request.session[_PURPOSE] = [purpose.code, purpose.case]
    return purpose


def _kept_purpose(request: Request) -> Purpose | None:
    """The purpose of the last search of this stay."""
    kept = request.session.get(_PURPOSE)
    return Purpose(kept[0], case=kept[1]) if kept and kept[0] in OwnPurpose.values else None
