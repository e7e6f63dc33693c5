"""The demonstration: sign in as each role by one click, and read the messages on invented phones."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from sanjha.identity import queries
from sanjha.identity.access import public
from sanjha.identity.operations.sign_in_for_demonstration import sign_in_for_demonstration
from sanjha.identity.web import browser


@public
@never_cache
@require_safe
def demo(request: HttpRequest) -> HttpResponse:
    context = {"roles": queries.demo_roles(), "next": browser.wanted_address(request)}
    return render(request, "identity/demo.html", context)


@public
@require_POST
def sign_in(request: HttpRequest) -> HttpResponse:
    try:
        account_id = UUID(request.POST.get("account", ""))
    except ValueError:
        raise Http404 from None
    opened = sign_in_for_demonstration(account_id=account_id, origin=browser.origin_of(request))
    address = browser.next_address(request)
    browser.open_session(request, opened)
    return redirect(address)


@public
@never_cache
@require_safe
def phone(request: HttpRequest) -> HttpResponse:
    """The inbox of one phone; without a number, that of the newest message."""
    phones = queries.demo_phones()
    mobile = request.GET.get("mobile", "") or (phones[0] if phones else "")
    context = {"phones": phones, "mobile": mobile, "inbox": queries.demo_messages(mobile) if mobile else []}
    return render(request, "identity/phone.html", context)
