"""Close a post or an office that is no longer sanctioned."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sanjha.identity.contract import Request, holds
from sanjha.offices import coverage, queries, rules
from sanjha.offices.models import Tenure
from sanjha.offices.operations.close_office import close_office
from sanjha.offices.operations.close_post import close_post
from sanjha.offices.web.form_page import Layout, form_page, kept_office, kept_post, office_crumb, post_crumb
from sanjha.offices.web.register_forms import CloseForm
from sanjha.places import contract as places


@holds(rules.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def post(request: Request, post_id: UUID) -> HttpResponse:
    """Close a post, after reading who still has charge of it and to whom its places fall."""
    found = kept_post(request, post_id)
    codes = queries.places_of(found.id)
    form = CloseForm(request.POST or None)

    def close() -> None:
        close_post(post_id=found.id, actor=request.actor, **form.cleaned_data)

    return form_page(
        request,
        form,
        close,
        title=_("Close the post"),
        about=f"{found.title} · {found.office.name}",
        warning=_("A closed post takes no officer and no new work. It cannot be opened again."),
        done=_("The post is closed."),
        way_back=reverse("offices:post", args=[found.id]),
        danger=True,
        layout=Layout(
            template="offices/post_close.html",
            crumbs=[office_crumb(found.office), post_crumb(found)],
            more={
                "post": found,
                "held": Tenure.objects.filter(post=found, to_date__isnull=True).select_related("officer"),
                "removed": coverage.shifts(found, (), places.get_places(codes=codes) if codes else []),
                "below": found.subordinates.filter(is_active=True).order_by("code"),
                "sure": {
                    "question": _("Close this post?"),
                    "consequence": _("It cannot be opened again."),
                    "action": _("Yes, close it"),
                },
            },
        ),
    )


@holds(rules.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def office(request: Request, code: str) -> HttpResponse:
    """Close an office whose posts and offices below are closed."""
    found = kept_office(request, code)
    form = CloseForm(request.POST or None)

    def close() -> None:
        close_office(office_id=found.id, actor=request.actor, **form.cleaned_data)

    return form_page(
        request,
        form,
        close,
        title=_("Close the office"),
        about=str(found.name),
        warning=_("A closed office takes no new post and no office below it. It cannot be opened again."),
        done=_("The office is closed."),
        way_back=reverse("offices:office", args=[found.code]),
        danger=True,
        layout=Layout(
            template="offices/office_close.html",
            crumbs=[office_crumb(found)],
            more={
                "posts": found.posts.filter(is_active=True).order_by("code"),
                "offices": found.offices.filter(is_active=True).order_by("code"),
                "sure": {
                    "question": _("Close this office?"),
                    "consequence": _("It cannot be opened again."),
                    "action": _("Yes, close it"),
                },
            },
        ),
    )
