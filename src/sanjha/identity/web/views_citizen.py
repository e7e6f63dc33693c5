"""Pages on which citizens sign in: a mobile number, then the code sent to it. They work without JavaScript."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from sanjha.identity.access import public
from sanjha.identity.operations.send_one_time_code import send_one_time_code
from sanjha.identity.operations.sign_in_citizen import sign_in_citizen
from sanjha.identity.web import browser
from sanjha.identity.web.forms import CitizenCode, CitizenMobile
from sanjha.kernel.errors import DomainError
from sanjha.ui.forms import refuse


@public
@never_cache
@require_http_methods(["GET", "POST"])
def login(request: HttpRequest) -> HttpResponse:
    """The mobile number."""
    form = CitizenMobile(request.POST or None)
    status = 422 if form.errors else 200
    if form.is_valid():
        try:
            sent = send_one_time_code(
                mobile=form.cleaned_data["mobile"], origin=browser.origin_of(request), language=_language()
            )
        except DomainError as error:
            refuse(form, error)
            status = error.status
        else:
            browser.remember_next(request)
            browser.remember_code_for(request, sent.mobile)
            return redirect("identity:citizen-code")
    return render(
        request,
        "identity/citizen_login.html",
        {"form": form, "next": browser.wanted_address(request)},
        status=status,
    )


@public
@never_cache
@require_http_methods(["GET", "POST"])
def login_code(request: HttpRequest) -> HttpResponse:
    """The code from the message."""
    mobile = browser.code_sent_to(request)
    if not mobile:
        return redirect("identity:citizen-login")
    form = CitizenCode(request.POST or None)
    status = 422 if form.errors else 200
    if form.is_valid():
        try:
            sign_in = sign_in_citizen(
                mobile=mobile, code=form.cleaned_data["code"], origin=browser.origin_of(request)
            )
        except DomainError as error:
            refuse(form, error)
            status = error.status
        else:
            address = browser.next_address(request)
            browser.open_session(request, sign_in)
            return redirect(address)
    return render(request, "identity/citizen_code.html", {"form": form, "mobile": mobile}, status=status)


@public
@require_POST
def send_again(request: HttpRequest) -> HttpResponse:
    """Another code to the same number."""
    mobile = browser.code_sent_to(request)
    if not mobile:
        return redirect("identity:citizen-login")
    try:
        send_one_time_code(mobile=mobile, origin=browser.origin_of(request), language=_language())
    except DomainError as error:
        messages.warning(request, str(error))
    else:
        messages.success(request, _("A new code is on its way. Only the newest one works."))
    return redirect("identity:citizen-code")


def _language() -> str:
    return (get_language() or "pa")[:2]
