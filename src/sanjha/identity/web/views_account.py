"""The own account: sign-ins, password, recovery codes, and for whom a citizen acts."""

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sanjha.identity import contract, queries
from sanjha.identity.access import (
    Request,
    citizen_required,
    officer_even_with_password_due,
    officer_required,
    public,
    signed_in_required,
)
from sanjha.identity.models import SignIn
from sanjha.identity.operations.change_password import change_password
from sanjha.identity.operations.choose_resident import choose_resident
from sanjha.identity.operations.renew_recovery_codes import renew_recovery_codes
from sanjha.identity.operations.sign_out import sign_out, sign_out_everywhere_else
from sanjha.identity.web import browser
from sanjha.identity.web.forms import NewPassword
from sanjha.kernel.errors import DomainError
from sanjha.ui.forms import refuse


@signed_in_required
@never_cache
@require_safe
def account(request: Request) -> HttpResponse:
    own = queries.own_account(request.actor)
    context = {
        "account": own,
        "sign_ins": queries.own_sign_ins(request.actor),
        "this_sign_in": _stay(request).id,
        "shell": "ui/desk.html" if request.actor.is_officer else "ui/citizen.html",
    }
    if request.actor.is_officer:
        context["codes_left"] = queries.recovery_codes_left(own.id)
    else:
        context["residents"] = contract.residents_with_mobile(own.mobile)
    return render(request, "identity/account.html", context)


@officer_even_with_password_due
@never_cache
@require_http_methods(["GET", "POST"])
def password(request: Request) -> HttpResponse:
    form = NewPassword(request.POST or None)
    status = 422 if form.errors else 200
    if form.is_valid():
        given = form.cleaned_data
        try:
            change_password(
                old=given["old_password"],
                new=given["new_password"],
                sign_in_id=_stay(request).id,
                actor=request.actor,
            )
        except DomainError as error:
            refuse(form, error)
            status = error.status
        else:
            messages.success(request, _("The password is changed. All other sign-ins have ended."))
            return redirect("identity:account")
    context = {"form": form, "is_due": browser.visit_of(request).password_due}
    return render(request, "identity/password.html", context, status=status)


@officer_required
@never_cache
@require_POST
def recovery_codes(request: Request) -> HttpResponse:
    codes = renew_recovery_codes(actor=request.actor)
    return render(request, "identity/recovery_codes.html", {"codes": codes, "next": "/account/"})


@signed_in_required
@require_POST
def end_sign_in(request: Request, sign_in_id: UUID) -> HttpResponse:
    is_this_one = sign_in_id == _stay(request).id
    sign_out(sign_in_id=sign_in_id, actor=request.actor, elsewhere=not is_this_one)
    if is_this_one:
        request.session.flush()
        return redirect("/")
    messages.success(request, _("That sign-in has ended."))
    return redirect("identity:account")


@signed_in_required
@require_POST
def end_other_sign_ins(request: Request) -> HttpResponse:
    ended = sign_out_everywhere_else(sign_in_id=_stay(request).id, actor=request.actor)
    message = ngettext("%(n)d other sign-in has ended.", "%(n)d other sign-ins have ended.", ended) % {
        "n": ended
    }
    messages.success(request, message)
    return redirect("identity:account")


@citizen_required
@require_POST
def act_for(request: Request) -> HttpResponse:
    try:
        resident_id = UUID(request.POST.get("resident", ""))
    except ValueError:
        raise Http404 from None
    choose_resident(resident_id=resident_id, sign_in_id=_stay(request).id, actor=request.actor)
    return redirect("identity:account")


@public
@never_cache
@require_http_methods(["GET", "POST"])
def logout(request: HttpRequest) -> HttpResponse:
    """Sign out by POST; by GET a page with the button, for links from elsewhere. Nobody signed in: the start."""
    visit = browser.visit_of(request)
    if visit.sign_in is None:
        return redirect("/")
    if request.method == "GET":
        return render(request, "identity/logout.html")
    sign_out(sign_in_id=visit.sign_in.id, actor=visit.actor)
    request.session.flush()
    return redirect("/")


def _stay(request: HttpRequest) -> SignIn:
    return cast(SignIn, browser.visit_of(request).sign_in)  # the decorators let nobody in without one
