"""Pages on which officers sign in: user name and password, then the authenticator."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from sanjha.identity import queries, totp
from sanjha.identity.access import public
from sanjha.identity.models import Account, SecondFactor
from sanjha.identity.operations.begin_officer_sign_in import begin_officer_sign_in
from sanjha.identity.operations.finish_officer_sign_in import enrol_second_factor, finish_officer_sign_in
from sanjha.identity.web import browser
from sanjha.identity.web.forms import AuthenticatorCode, FirstAuthenticatorCode, OfficerSignIn
from sanjha.kernel.errors import DomainError
from sanjha.ui.forms import refuse


@public
@never_cache
@require_http_methods(["GET", "POST"])
def login(request: HttpRequest) -> HttpResponse:
    """User name and password."""
    form = OfficerSignIn(request.POST or None)
    status = 200
    if form.is_valid():
        try:
            account = begin_officer_sign_in(origin=browser.origin_of(request), **form.cleaned_data)
        except DomainError as error:
            refuse(form, error)
            status = error.status
        else:
            browser.remember_next(request)
            browser.remember_password_proved(request, account.id)
            return redirect("identity:login-code")
    status = 422 if form.errors and status == 200 else status
    return render(
        request, "identity/login.html", {"form": form, "next": browser.wanted_address(request)}, status=status
    )


@public
@never_cache
@require_http_methods(["GET", "POST"])
def login_code(request: HttpRequest) -> HttpResponse:
    """The code of the authenticator; an officer without one is led to enrol it."""
    account_id = browser.password_proved_by(request)
    if account_id is None:
        return redirect("identity:login")
    factor = queries.second_factor_to_enrol(account_id)
    return _ask_for_code(request, account_id) if factor is None else _enrol(request, factor)


def _ask_for_code(request: HttpRequest, account_id: UUID) -> HttpResponse:
    form = AuthenticatorCode(request.POST or None)
    status = 422 if form.errors else 200
    if form.is_valid():
        try:
            sign_in = finish_officer_sign_in(
                account_id=account_id, code=form.cleaned_data["code"], origin=browser.origin_of(request)
            )
        except DomainError as error:
            refuse(form, error)
            status = error.status
        else:
            address = browser.next_address(request)
            browser.open_session(request, sign_in)
            return redirect(address)
    return render(request, "identity/login_code.html", {"form": form}, status=status)


def _enrol(request: HttpRequest, factor: SecondFactor) -> HttpResponse:
    form = FirstAuthenticatorCode(request.POST or None)
    status = 422 if form.errors else 200
    if form.is_valid():
        try:
            sign_in, papers = enrol_second_factor(
                account_id=factor.account_id,
                code=form.cleaned_data["code"],
                origin=browser.origin_of(request),
            )
        except DomainError as error:
            refuse(form, error)
            status = error.status
        else:
            address = browser.next_address(request)
            browser.open_session(request, sign_in)
            return render(request, "identity/recovery_codes.html", {"codes": papers, "next": address})
    username = Account.objects.values_list("username", flat=True).get(pk=factor.account_id)
    secret = totp.secret_of(factor)
    context = {
        "form": form,
        "username": username,
        "picture": totp.picture(username, secret),
        "secret": " ".join(secret[start : start + 4] for start in range(0, len(secret), 4)),
    }
    return render(request, "identity/enrol.html", context, status=status)
