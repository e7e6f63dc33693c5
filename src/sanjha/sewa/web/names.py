"""Spellings of names in Gurmukhi for whoever fills in a form."""

from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from sanjha.identity.contract import Request, signed_in_required
from sanjha.people import contract as people


@signed_in_required
@require_safe
def suggest(request: Request) -> HttpResponse:
    """Spellings of ?name=, the likeliest first. A person confirms one; none is taken by itself."""
    found = people.suggest_gurmukhi(name=request.GET.get("name", "")[:200])
    answer = JsonResponse({"suggestions": found})
    answer["Cache-Control"] = "private, max-age=3600"
    return answer
