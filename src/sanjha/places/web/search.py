"""The type-ahead of places, and their export as CSV. Public facts: nobody needs to be signed in."""

import csv
from collections.abc import Iterable, Iterator

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sanjha.identity.contract import public
from sanjha.kernel import clock
from sanjha.places import queries
from sanjha.places.models import Place

COLUMNS = (
    *("code", "kind", "name_en", "name_pa", "name_hi", "lgd_code", "census_code", "hadbast", "is_part"),
    *("district", "tehsil", "parent", "valid_from", "valid_to", "predecessor"),
)


@public
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Places for a combobox: ?q=khudi&within=T275&kinds=village,ulb gives value, label and detail of each.

    Instead of `within` a form may send its own boxes `tehsil` and `district`; the tehsil counts first.
    """
    given = request.GET
    inside = given.get("within") or given.get("tehsil") or given.get("district") or ""
    kinds = [kind for kind in given.get("kinds", "").split(",") if kind]
    found = queries.find_places(given.get("q", ""), inside=inside, kinds=kinds)
    answer = JsonResponse({"results": list(suggestions(found))})
    answer["Cache-Control"] = "private, max-age=60"
    return answer


def suggestions(places: Iterable[Place]) -> Iterator[dict[str, str]]:
    """Code, name in the language of the page, and what tells namesakes apart: hadbast, tehsil, district."""
    places = list(places)
    names = queries.names_of({code for place in places for code in (place.tehsil, place.district)})
    for place in places:
        around = dict.fromkeys(code for code in (place.tehsil, place.district) if code and code != place.code)
        parts = [str(names[code]) for code in around if code in names]
        if place.hadbast:
            parts.insert(0, _("Hadbast %(number)s") % {"number": place.hadbast})
        if place.kind != Place.Kind.VILLAGE:
            parts.insert(0, str(Place.Kind(place.kind).label))
        yield {"value": place.code, "label": str(place.name), "detail": " · ".join(parts)}


@public
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """The present places within ?within=T275 (or of the whole state), of ?kinds=village, as CSV."""
    inside = request.GET.get("within", "")
    kinds = [kind.upper() for kind in request.GET.get("kinds", "").split(",") if kind] or Place.Kind.values
    rows = queries.children_of(inside, kinds, language=translation.get_language() or "en").values_list(
        *COLUMNS
    )
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    within = "".join(sign for sign in inside if sign.isascii() and sign.isalnum()) or "punjab"
    response["Content-Disposition"] = f'attachment; filename="places-{within}-{clock.today():%Y-%m-%d}.csv"'
    writer = csv.writer(response)
    writer.writerow(COLUMNS)
    for row in rows.iterator(chunk_size=1000):
        writer.writerow("" if value is None else value for value in row)
    return response
