"""Accounts of an office's officers, for its administrator."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from sanjha.identity import queries, rules
from sanjha.identity.access import Request, holds
from sanjha.identity.operations.issue_one_time_password import issue_one_time_password
from sanjha.identity.operations.lock_account import lock_account, unlock_account
from sanjha.identity.operations.reset_second_factor import reset_second_factor
from sanjha.identity.web.forms import Reason
from sanjha.kernel.errors import DomainError, Message
from sanjha.ui.forms import refuse

administrator = holds(rules.ADMINISTRATOR)


@administrator
@require_safe
def accounts(request: Request) -> HttpResponse:
    text = request.GET.get("q", "")[:100]
    context = {"text": text, "accounts": queries.officer_accounts(request.actor, text)}
    return render(request, "identity/accounts.html", context)


@administrator
@never_cache
@require_safe
def one_account(request: Request, account_id: UUID) -> HttpResponse:
    return _page(request, account_id, Reason())


def _page(
    request: Request, account_id: UUID, form: Reason, *, status: int = 200, password: str = ""
) -> HttpResponse:
    shown = queries.administered_account(request.actor, account_id)
    context = {"shown": shown, "form": form, "one_time_password": password}
    return render(request, "identity/one_account.html", context, status=status)


_DEEDS: dict[str, tuple[Callable[..., None], Message]] = {
    "lock": (lock_account, _("The account is locked; its sign-ins have ended.")),
    "unlock": (unlock_account, _("The account is unlocked.")),
    "reset": (reset_second_factor, _("The authenticator is reset; the next log-in enrols a new one.")),
}


@administrator
@never_cache
@require_POST
def administer(request: Request, account_id: UUID) -> HttpResponse:
    """Lock, unlock, reset the authenticator, or issue a one-time password, which is shown once."""
    form = Reason(request.POST)
    if not form.is_valid():
        return _page(request, account_id, form, status=422)
    asked = {"account_id": account_id, "reason": form.cleaned_data["reason"], "actor": request.actor}
    deed = request.POST.get("deed", "")
    if deed != "password" and deed not in _DEEDS:
        raise Http404
    try:
        if deed == "password":
            return _page(request, account_id, Reason(), password=issue_one_time_password(**asked))
        _DEEDS[deed][0](**asked)
    except DomainError as error:
        refuse(form, error)
        return _page(request, account_id, form, status=error.status)
    messages.success(request, str(_DEEDS[deed][1]))
    return redirect("identity:one-account", account_id=account_id)
