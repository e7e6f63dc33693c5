"""What an administrator does with officers and posts: transfer, relieve, give charge, record leave, register."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from sanjha.identity.contract import Request, holds
from sanjha.kernel import clock
from sanjha.kernel.errors import DomainError, NotFound
from sanjha.offices import directory, queries, rules
from sanjha.offices.models import Leave, Tenure
from sanjha.offices.operations.end_leave import end_leave
from sanjha.offices.operations.give_additional_charge import give_additional_charge
from sanjha.offices.operations.name_link_officer import name_link_officer
from sanjha.offices.operations.record_leave import record_leave
from sanjha.offices.operations.register_officer import register_officer
from sanjha.offices.operations.relieve_officer import relieve_officer
from sanjha.offices.operations.transfer_officer import transfer_officer
from sanjha.offices.web.form_page import form_page, start_crumb
from sanjha.offices.web.forms import ChargeForm, LeaveForm, RegisterForm, RelieveForm, TransferForm
from sanjha.ui.components import Crumb
from sanjha.ui.forms import refuse

GIVE = {
    Tenure.Capacity.ADDITIONAL.value: give_additional_charge,
    Tenure.Capacity.LINK.value: name_link_officer,
}


@holds(rules.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def transfer(request: Request) -> HttpResponse:
    """Transfer an officer in two steps: fill in, then read what will happen and confirm."""
    first = {
        "officer": request.GET.get("officer", ""),
        "to_post": request.GET.get("to_post", ""),
        "on": clock.today(),
    }
    form = TransferForm(request.POST or None, actor=request.actor, initial=first)
    context: dict[str, object] = {"form": form, "crumbs": [start_crumb(), Crumb(_("Transfer an officer"))]}
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        if "back" in request.POST:
            return render(request, "offices/transfer.html", context)
        if "confirmed" not in request.POST:
            return render(
                request, "offices/transfer_confirm.html", context | _what_will_happen(request, asked)
            )
        try:
            done = transfer_officer(
                officer_id=asked["officer"],
                to_post=asked["to_post"],
                on=asked["on"],
                order_number=asked["order_number"],
                actor=request.actor,
            )
        except DomainError as error:
            refuse(form, error)
        else:
            messages.success(
                request, _("The officer is transferred. Access to the posts given up has ended.")
            )
            return redirect("offices:officer", officer_id=done.joined.officer_id)
    return render(request, "offices/transfer.html", context, status=422 if form.errors else 200)


def _what_will_happen(request: Request, asked: dict[str, UUID]) -> dict[str, object]:
    """The posts that are given up and the one that is joined, for the eye of the one who confirms."""
    way = directory.way_of(request.actor, asked["officer"])
    today = clock.today()
    leaving = (
        [tenure for tenure in way.tenures if tenure.to_date is None or tenure.to_date > today] if way else []
    )
    post = queries.post_with(asked["to_post"])
    return {
        "officer": way.officer if way else None,
        "leaving": leaving,
        "to_post": post,
        "acting": queries.acting_in([post.id]).get(post.id),
    }


@holds(rules.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def charge(request: Request, post_id: UUID) -> HttpResponse:
    """Give additional charge of a post, or name its link officer."""
    try:
        post = queries.post_with(post_id)
    except NotFound:
        raise Http404 from None
    form = ChargeForm(request.POST or None, actor=request.actor, initial={"from_date": clock.today()})

    def give() -> None:
        asked = form.cleaned_data
        GIVE[asked["capacity"]](
            post_id=post.id,
            officer_id=asked["officer"],
            from_date=asked["from_date"],
            order_number=asked["order_number"],
            actor=request.actor,
        )

    way_back = reverse("offices:post", args=[post.id])
    title = _("Give charge of a post")
    return form_page(
        request,
        form,
        give,
        title=title,
        about=str(post.title),
        done=_("The charge is given."),
        way_back=way_back,
    )


@holds(rules.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def relieve(request: Request, post_id: UUID, officer_id: UUID) -> HttpResponse:
    """Relieve an officer of one post."""
    tenures = Tenure.objects.filter(post=post_id, officer=officer_id).select_related(
        "post__office", "officer"
    )
    tenure = tenures.order_by("-from_date", "-id").first()
    if tenure is None:
        raise Http404
    form = RelieveForm(request.POST or None, initial={"on": clock.today()})

    def end() -> None:
        relieve_officer(post_id=post_id, officer_id=officer_id, actor=request.actor, **form.cleaned_data)

    return form_page(
        request,
        form,
        end,
        title=_("Relieve an officer"),
        about=f"{tenure.officer.name} · {tenure.post.title}",
        warning=_("Access ends at once. The work stays with the post."),
        done=_("The officer is relieved. Access to this post has ended."),
        way_back=reverse("offices:post", args=[post_id]),
        danger=True,
    )


@holds(rules.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def leave(request: Request, officer_id: UUID) -> HttpResponse:
    """Record leave."""
    try:
        officer = queries.officer_with(officer_id)
    except NotFound:
        raise Http404 from None
    form = LeaveForm(request.POST or None, actor=request.actor)

    def record() -> None:
        asked = form.cleaned_data
        record_leave(
            officer_id=officer.id,
            from_date=asked["from_date"],
            back_on=asked["back_on"],
            link_officer_id=asked["link_officer"],
            order_number=asked["order_number"],
            actor=request.actor,
        )

    return form_page(
        request,
        form,
        record,
        title=_("Record leave"),
        about=f"{officer.name} ({officer.employee_no})",
        done=_("The leave is recorded."),
        way_back=reverse("offices:officer", args=[officer.id]),
    )


@holds(rules.ADMINISTRATOR)
@require_POST
def back_from_leave(request: Request, leave_id: UUID) -> HttpResponse:
    """The officer is back today, or does not go."""
    held = Leave.objects.filter(id=leave_id).first()
    if held is None:
        raise Http404
    try:
        end_leave(leave_id=leave_id, actor=request.actor)
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The leave has ended."))
    return redirect("offices:officer", officer_id=held.officer_id)


@holds(rules.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def register(request: Request) -> HttpResponse:
    """Enter a new officer, who then awaits posting."""
    form = RegisterForm(request.POST or None)

    def enter() -> None:
        asked = form.cleaned_data
        register_officer(
            employee_no=asked["employee_no"],
            name=form.name_given(),
            mobile=asked["mobile"],
            actor=request.actor,
        )

    return form_page(
        request,
        form,
        enter,
        title=_("Register an officer"),
        done=_("The officer is registered and awaits posting."),
        way_back=reverse("offices:transfer"),
    )
