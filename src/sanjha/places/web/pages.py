"""Pages of the register: from the state down to the village, and the name of a village."""

import re
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sanjha.identity.contract import Request, holds, public
from sanjha.kernel.actors import ANONYMOUS, Actor
from sanjha.kernel.errors import DomainError, NotFound
from sanjha.kernel.text import Text
from sanjha.places import queries, rules
from sanjha.places.models import Place
from sanjha.places.operations.name_place import name_place
from sanjha.places.web.forms import NamePlace
from sanjha.ui.components import Crumb
from sanjha.ui.forms import refuse

Kind = Place.Kind
PAGE = 100
SETTLEMENTS = (Kind.VILLAGE, Kind.TOWN, Kind.OUTGROWTH)
_NUMBER = re.compile(r"\d+")


def shell_for(request: HttpRequest) -> str:
    """Officers see these public pages at their desk, everybody else as citizens."""
    actor: Actor = getattr(request, "actor", ANONYMOUS)
    return "ui/desk.html" if actor.is_officer else "ui/citizen.html"


@dataclass(frozen=True)
class DistrictRow:
    """A district with what lies in it."""

    place: Place
    tehsils: int
    villages: int
    towns: int


@dataclass(frozen=True)
class FoundRow:
    """A place that a search found, with the names of what it lies in."""

    place: Place
    tehsil: Text | None
    district: Text | None


@public
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The districts, or what a search in the whole state finds."""
    text = request.GET.get("q", "").strip()[:100]
    context: dict[str, object] = {"shell": shell_for(request), "text": text, "loads": queries.last_loads()}
    if text:
        context["found"] = _found(text)
    else:
        context["districts"] = _districts()
    return render(request, "places/index.html", context)


def _found(text: str) -> list[FoundRow]:
    places = queries.find_places(text, limit=60)
    names = queries.names_of({code for place in places for code in (place.tehsil, place.district)})
    return [FoundRow(place, names.get(place.tehsil), names.get(place.district)) for place in places]


def _districts() -> list[DistrictRow]:
    counts = queries.counts_by_district()
    districts = queries.children_of("", [Kind.DISTRICT], language=translation.get_language() or "en")
    return [
        DistrictRow(
            place=place,
            tehsils=counts.get((place.code, Kind.TEHSIL), 0),
            villages=sum(counts.get((place.code, kind), 0) for kind in SETTLEMENTS),
            towns=counts.get((place.code, Kind.ULB), 0),
        )
        for place in districts
    ]


@public
@require_safe
def place(request: HttpRequest, code: str) -> HttpResponse:
    """One place with everything known of it, and what lies in it."""
    try:
        here = queries.place_with(code)
    except NotFound:
        raise Http404 from None
    before, after = queries.predecessors_of(here)
    context = {
        "shell": shell_for(request),
        "place": here,
        "crumbs": _crumbs(here),
        "before": before,
        "after": after,
        "may_name": rules.may_name_places(getattr(request, "actor", ANONYMOUS)),
    }
    if here.kind in (Kind.DISTRICT, Kind.TEHSIL):
        context |= _inside(request, here)
    return render(request, "places/place.html", context)


def _inside(request: HttpRequest, here: Place) -> dict[str, object]:
    """The places within a district or tehsil by kind; the long list of villages in pages, by name or by hadbast."""
    language = translation.get_language() or "en"
    inner = list(queries.children_of(here.code, Kind.values, language=language))
    villages = [place for place in inner if place.kind in SETTLEMENTS]
    sort = request.GET.get("sort", "name")
    if sort.lstrip("-") == "hadbast":
        villages.sort(
            key=lambda place: (
                int(found[0]) if (found := _NUMBER.match(place.hadbast)) else 10**6,
                place.hadbast,
            )
        )
    if sort.startswith("-"):
        villages.reverse()
    start = _start(request, len(villages))
    return {
        "tehsils": [place for place in inner if place.kind == Kind.TEHSIL],
        "towns": [place for place in inner if place.kind == Kind.ULB],
        "blocks": [place for place in inner if place.kind == Kind.BLOCK],
        "villages": villages[start : start + PAGE] if here.kind == Kind.TEHSIL else [],
        "number_of_villages": len(villages),
        "range": f"{start + 1}–{min(start + PAGE, len(villages))} / {len(villages)}",
        "previous": str(start) if start else "",
        "next": str(start + PAGE) if start + PAGE < len(villages) else "",
    }


def _start(request: HttpRequest, number: int) -> int:
    """The first row of the page: `after` counts rows from the beginning, `before` leads a page back."""
    after, before = request.GET.get("after", ""), request.GET.get("before", "")
    if after.isdecimal():
        return min(int(after), max(number - 1, 0))
    return max(int(before) - PAGE, 0) if before.isdecimal() else 0


def _crumbs(here: Place) -> list[Crumb]:
    names = queries.names_of([here.district, here.tehsil])
    above = [code for code in (here.district, here.tehsil) if code in names and code != here.code]
    return [
        Crumb(_("Punjab"), reverse("places:index")),
        *(Crumb(names[code], reverse("places:place", args=[code])) for code in above),
        Crumb(here.name),
    ]


@holds(*rules.NAMERS)
@require_http_methods(["GET", "POST"])
def name(request: Request, code: str) -> HttpResponse:
    """Record the Punjabi and Hindi names of a place."""
    try:
        here = queries.place_with(code)
    except NotFound:
        raise Http404 from None
    form = NamePlace(request.POST or None, initial={"name_pa": here.name_pa, "name_hi": here.name_hi})
    if request.method == "POST" and form.is_valid():
        try:
            name_place(code=code, actor=request.actor, **form.cleaned_data)
        except DomainError as error:
            refuse(form, error)
        else:
            messages.success(request, _("The names are recorded."))
            return redirect("places:place", code=code)
    context = {"form": form, "place": here, "crumbs": _crumbs(here)}
    return render(request, "places/name.html", context, status=422 if form.errors else 200)
