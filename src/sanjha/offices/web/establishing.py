"""New offices and new posts."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sanjha.identity.contract import Request, holds
from sanjha.offices import rules
from sanjha.offices.models import Office, Post
from sanjha.offices.operations.create_office import create_office
from sanjha.offices.operations.create_post import create_post
from sanjha.offices.web.form_page import Layout, form_page, kept_office, office_crumb
from sanjha.offices.web.register_forms import OfficeForm, PostForm


@holds(rules.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def new_office(request: Request) -> HttpResponse:
    """Enter an office; ?below=BNL-DC fills in the office above and its department."""
    above = Office.objects.select_related("department").filter(code=request.GET.get("below", "")).first()
    first = {"parent": str(above.id), "department": above.department.code} if above else {}
    form = OfficeForm(request.POST or None, actor=request.actor, initial=first)

    def enter() -> str:
        made = create_office(data=form.data_given(), actor=request.actor)
        return reverse("offices:office", args=[made.code])

    return form_page(
        request,
        form,
        enter,
        title=_("Enter an office"),
        done=_("The office is entered. It has no post yet."),
        way_back=reverse("offices:office", args=[above.code]) if above else reverse("offices:directory"),
        layout=Layout(template="offices/office_new.html", crumbs=[office_crumb(above)] if above else []),
    )


@holds(rules.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def new_post(request: Request, code: str) -> HttpResponse:
    """Enter a post of an office with the places it is responsible for."""
    office = kept_office(request, code)
    form = PostForm(request.POST or None, actor=request.actor, office=office)
    only_places = request.method == "POST" and form.rearranged()

    def enter() -> str:
        made = create_post(data=form.data_given(), actor=request.actor)
        return reverse("offices:post", args=[made.id])

    in_use = Post.objects.order_by("designation").values_list("designation", flat=True).distinct()
    return form_page(
        request,
        form,
        enter,
        title=_("Enter a post"),
        about=str(office.name),
        done=_("The post is entered. It is vacant."),
        way_back=reverse("offices:office", args=[office.code]),
        layout=Layout(
            template="offices/post_new.html",
            crumbs=[office_crumb(office)],
            more={"designations": in_use},
            not_yet=only_places,
        ),
    )
