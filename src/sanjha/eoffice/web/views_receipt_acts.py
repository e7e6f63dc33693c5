"""What is done with a receipt on its page: send, redirect, return, file, close, reopen, follow up, acknowledge, scan."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sanjha.eoffice import receipt_ledger
from sanjha.eoffice.models import Receipt
from sanjha.eoffice.operations.acknowledge_receipt import acknowledge_receipt
from sanjha.eoffice.operations.attach_scan import attach_scan
from sanjha.eoffice.operations.close_receipt import close_receipt, reopen_receipt
from sanjha.eoffice.operations.follow_up_receipt import end_follow_up, follow_up_receipt
from sanjha.eoffice.operations.put_in_file import put_in_file
from sanjha.eoffice.operations.send_receipt import redirect_receipt, return_receipt, send_receipt
from sanjha.eoffice.queries.hands import hands_of
from sanjha.eoffice.queries.receipt_page import receipt_page
from sanjha.eoffice.web.forms_dak import FollowUpForm, MarkForm, ReasonForm, RedirectForm
from sanjha.eoffice.web.uploading import uploads_of
from sanjha.eoffice.web.views_receipt import show_receipt
from sanjha.identity.contract import Request, officer_required
from sanjha.kernel.errors import DomainError, NotPermitted
from sanjha.ui.forms import refuse


@officer_required
@require_POST
def send(request: Request, receipt_id: UUID) -> HttpResponse:
    """To one post for action, to others for information."""
    form = MarkForm(request.POST)
    return _with_form(
        request,
        receipt_id,
        "mark_form",
        form,
        lambda post: send_receipt(
            receipt_id=receipt_id, post=post, marking=form.marking(), actor=request.actor
        ),
        _("The receipt is sent."),
    )


@officer_required
@require_POST
def redirect_it(request: Request, receipt_id: UUID) -> HttpResponse:
    form = RedirectForm(request.POST, prefix="redirect")
    return _with_form(
        request,
        receipt_id,
        "redirect_form",
        form,
        lambda post: redirect_receipt(
            receipt_id=receipt_id, post=post, actor=request.actor, **form.cleaned_data
        ),
        _("The receipt is redirected."),
    )


@officer_required
@require_POST
def give_back(request: Request, receipt_id: UUID) -> HttpResponse:
    form = ReasonForm(request.POST, prefix="return")
    return _with_form(
        request,
        receipt_id,
        "return_form",
        form,
        lambda post: return_receipt(
            receipt_id=receipt_id, post=post, actor=request.actor, **form.cleaned_data
        ),
        _("The receipt is returned."),
    )


@officer_required
@require_POST
def close(request: Request, receipt_id: UUID) -> HttpResponse:
    form = ReasonForm(request.POST, prefix="close")
    return _with_form(
        request,
        receipt_id,
        "close_form",
        form,
        lambda post: close_receipt(
            receipt_id=receipt_id, post=post, actor=request.actor, **form.cleaned_data
        ),
        _("The receipt is closed."),
    )


@officer_required
@require_POST
def reopen(request: Request, receipt_id: UUID) -> HttpResponse:
    form = ReasonForm(request.POST, prefix="reopen")
    return _with_form(
        request,
        receipt_id,
        "reopen_form",
        form,
        lambda post: reopen_receipt(
            receipt_id=receipt_id, post=post, actor=request.actor, **form.cleaned_data
        ),
        _("The receipt is open again."),
    )


@officer_required
@require_POST
def put_in(request: Request, receipt_id: UUID) -> HttpResponse:
    """Into one of the files that lie here; then the file is shown, open at the paper."""
    try:
        file_id = UUID(request.POST.get("file", ""))
    except ValueError:
        return show_receipt(
            request, receipt_id, refusal=DomainError(_("Choose a file first."), code="no-file", field="file")
        )
    return put_receipt_in(request, receipt_id, file_id)


def put_receipt_in(request: Request, receipt_id: UUID, file_id: UUID) -> HttpResponse:
    """Put the receipt in the file and show the file at it; what stands in the way is shown on the receipt's page."""
    try:
        post = receipt_page(request.actor, receipt_id).now.to_post
        item = put_in_file(receipt_id=receipt_id, post=post, file_id=file_id, actor=request.actor)
    except DomainError as error:
        return show_receipt(request, receipt_id, refusal=error)
    messages.success(request, _("In the file as S.No. %(serial)s.") % {"serial": item.serial})
    return _to_page(file_id, item.page_from)


def receipt_asked_for(request: Request) -> Receipt | None:
    """The receipt for which a file is being opened (`?receipt=`), None without one."""
    try:
        asked = UUID(request.GET.get("receipt", ""))
    except ValueError:
        return None
    return receipt_page(request.actor, asked).receipt


@officer_required
@require_POST
def follow_up(request: Request, receipt_id: UUID) -> HttpResponse:
    """Be reminded; of the reader's desks, the one where it lies or the first."""
    page = receipt_page(request.actor, receipt_id)
    own = page.hand.post if page.hand else next(iter(hands_of(request.actor)), None)
    form = FollowUpForm(request.POST, prefix="follow")
    return _with_form(
        request,
        receipt_id,
        "follow_form",
        form,
        lambda _post: follow_up_receipt(
            receipt_id=receipt_id, post=_desk(own), actor=request.actor, **form.cleaned_data
        ),
        _("You are reminded on that day."),
    )


@officer_required
@require_POST
def followed_up(request: Request, receipt_id: UUID, follow_up_id: UUID) -> HttpResponse:
    return _done(
        request,
        receipt_id,
        lambda: end_follow_up(follow_up_id=follow_up_id, actor=request.actor),
        _("The reminder is done."),
    )


@officer_required
@require_POST
def acknowledge(request: Request, receipt_id: UUID) -> HttpResponse:
    page = receipt_page(request.actor, receipt_id)
    own = page.hand.post if page.hand else next(iter(hands_of(request.actor)), None)
    return _done(
        request,
        receipt_id,
        lambda: acknowledge_receipt(receipt_id=receipt_id, post=_desk(own), actor=request.actor),
        _("The acknowledgement is on its way, or ready for the printer."),
    )


@officer_required
@require_POST
def attach(request: Request, receipt_id: UUID) -> HttpResponse:
    return _done(
        request,
        receipt_id,
        lambda: attach_scan(
            receipt_id=receipt_id,
            post=receipt_ledger.last_movement(receipt_id).to_post,
            uploads=uploads_of(request, "scan-scans"),
            actor=request.actor,
        ),
        _("The scan is attached."),
    )


def _desk(post: UUID | None) -> UUID:
    if post is None:
        raise NotPermitted(_("This is not with one of your posts."), code="not-your-desk")
    return post


def _to_page(file_id: UUID, page: int) -> HttpResponse:
    response = redirect("eoffice:file", file_id=file_id)
    response["Location"] += f"?page={page}"
    return response


def _with_form(
    request: Request,
    receipt_id: UUID,
    name: str,
    form: Any,
    deed: Callable[[UUID], Any],
    told: str,
) -> HttpResponse:
    """Do it at the desk where the receipt lies, or show what is wrong with what was typed."""
    if not form.is_valid():
        return show_receipt(request, receipt_id, **{name: form})
    try:
        deed(receipt_page(request.actor, receipt_id).now.to_post)
    except DomainError as error:
        if error.field in form.fields:
            refuse(form, error)
            return show_receipt(request, receipt_id, **{name: form})
        return show_receipt(request, receipt_id, refusal=error, **{name: form})
    messages.success(request, told)
    return redirect("eoffice:receipt", receipt_id=receipt_id)


def _done(request: Request, receipt_id: UUID, deed: Callable[[], Any], told: str) -> HttpResponse:
    try:
        deed()
    except DomainError as error:
        return show_receipt(request, receipt_id, refusal=error)
    messages.success(request, told)
    return redirect("eoffice:receipt", receipt_id=receipt_id)
