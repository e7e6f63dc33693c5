"""Letters that came by e-mail and wait to be diarised."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from sanjha.eoffice import conf
from sanjha.eoffice.operations.take_in_mail import set_mail_aside
from sanjha.eoffice.queries.mails import mails_for, visible_mail
from sanjha.eoffice.web.forms_dak import AsideForm
from sanjha.eoffice.web.serving import whole_response
from sanjha.identity.contract import Request, officer_required
from sanjha.kernel.errors import DomainError, NotFound
from sanjha.ui.forms import refuse

PAGE = 50


@officer_required
@require_safe
def mails(request: Request) -> HttpResponse:
    """The list, the oldest first."""
    found = list(mails_for(request.actor).defer("text")[: PAGE + 1])
    context = {"mails": found[:PAGE], "has_more": len(found) > PAGE, "has_mailbox": bool(conf.dak.mailbox)}
    return render(request, "eoffice/dak/mails.html", context)


@officer_required
@require_safe
def mail(request: Request, mail_id: UUID) -> HttpResponse:
    """One e-mail with its words and papers."""
    return _page(request, mail_id, AsideForm())


@officer_required
@require_safe
def attachment(request: Request, mail_id: UUID, number: int) -> HttpResponse:
    """A paper that came along, by its place from 1."""
    attachments = visible_mail(request.actor, mail_id).attachments
    if not 1 <= number <= len(attachments) or "refused" in attachments[number - 1]:
        raise NotFound(_("There is no such paper."))
    one = attachments[number - 1]
    return whole_response(one["blob"], one["media_type"], one["name"])


@officer_required
@require_POST
def aside(request: Request, mail_id: UUID) -> HttpResponse:
    """Take it out of the list."""
    form = AsideForm(request.POST)
    if form.is_valid():
        try:
            set_mail_aside(mail_id=mail_id, reason=form.cleaned_data["reason"], actor=request.actor)
        except DomainError as error:
            refuse(form, error)
        else:
            messages.success(request, _("The e-mail is set aside."))
            return redirect("eoffice:mails")
    return _page(request, mail_id, form)


def _page(request: Request, mail_id: UUID, form: AsideForm) -> HttpResponse:
    found = visible_mail(request.actor, mail_id)
    return render(
        request, "eoffice/dak/mail.html", {"mail": found, "form": form}, status=422 if form.errors else 200
    )
