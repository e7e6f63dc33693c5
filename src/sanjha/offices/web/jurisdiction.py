"""Change the places of a post: put the list together, read what falls to whom, confirm."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sanjha.identity.contract import Request, holds
from sanjha.kernel.errors import Conflict, DomainError
from sanjha.offices import coverage, queries, rules
from sanjha.offices.models import Post
from sanjha.offices.operations.assign_jurisdiction import assign_jurisdiction
from sanjha.offices.operations.create_post import refuse_unknown_places
from sanjha.offices.web.form_page import kept_post, office_crumb, post_crumb, start_crumb
from sanjha.offices.web.register_forms import PlacesForm
from sanjha.places import contract as places
from sanjha.ui.components import Crumb
from sanjha.ui.forms import refuse


@holds(rules.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def change(request: Request, post_id: UUID) -> HttpResponse:
    """Add places to a post and take places from it, in two steps as a transfer."""
    post = kept_post(request, post_id)
    present = queries.places_of(post.id)
    form = PlacesForm(request.POST or None, actor=request.actor, present=present)
    seen = request.POST.getlist("seen") if request.method == "POST" else present
    context: dict[str, object] = {
        "form": form,
        "post": post,
        "way_back": reverse("offices:post", args=[post.id]),
        "crumbs": [start_crumb(), office_crumb(post.office), post_crumb(post), Crumb(_("Change places"))],
    }
    if request.method == "POST" and not form.rearranged() and "back" not in request.POST and form.is_valid():
        try:
            refuse_unknown_places(tuple(form.places))
            changes = _changes(post, present, form.places)
            if not (changes["added"] or changes["removed"]):
                form.add_error("place", _("Nothing is changed yet: add a place or take one away."))
            elif "confirmed" not in request.POST:
                return render(
                    request, "offices/jurisdiction_confirm.html", context | changes | {"seen": seen}
                )
            else:
                assign_jurisdiction(
                    post_id=post.id, places=tuple(form.places), actor=request.actor, instead_of=seen
                )
                messages.success(request, _("The places of the post are changed. New work goes by them."))
                return redirect("offices:post", post_id=post.id)
        except DomainError as error:
            refuse(form, error)
            seen = present if isinstance(error, Conflict) else seen
    context["seen"] = seen
    return render(request, "offices/jurisdiction.html", context, status=422 if form.errors else 200)


def _changes(post: Post, present: list[str], wanted: list[str]) -> dict[str, list[coverage.Shift]]:
    """The places that come and go, each with the post that gets its new work before and after."""
    changed = [code for code in wanted if code not in present]
    changed += [code for code in present if code not in wanted]
    found = coverage.shifts(post, wanted, places.get_places(codes=changed) if changed else [])
    return {
        "added": [shift for shift in found if shift.place.code in wanted],
        "removed": [shift for shift in found if shift.place.code not in wanted],
    }
