"""The page to open a file."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sanjha.eoffice import rules
from sanjha.eoffice.models import Act
from sanjha.eoffice.operations.open_file import Cover, open_file
from sanjha.eoffice.queries.hands import hands_of
from sanjha.eoffice.queries.heads import heads_of
from sanjha.eoffice.web.forms import OpenForm
from sanjha.eoffice.web.views_receipt_acts import put_receipt_in, receipt_asked_for
from sanjha.identity.contract import Request, officer_required
from sanjha.kernel.errors import DomainError
from sanjha.ui.forms import refuse


@officer_required
@require_http_methods(["GET", "POST"])
def open_new(request: Request) -> HttpResponse:
    """Open a file at one of the officer's desks."""
    hands = [hand for hand in hands_of(request.actor).values() if hand.may(Act.OPEN_FILE)]
    if not hands:
        rules.check_acts((), Act.OPEN_FILE)
    receipt = receipt_asked_for(request)
    form = OpenForm(
        request.POST or None,
        initial={"subject": receipt.subject} if receipt else None,
        posts=[(str(hand.post), str(hand.signatory.title)) for hand in hands],
        heads=[
            (head.code, f"{head.code} {head.title}") for head in heads_of({hand.office for hand in hands})
        ],
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            file = open_file(
                cover=Cover(subject=given["subject"], head=given["head"], grading=given["grading"]),
                post=UUID(given["post"]),
                actor=request.actor,
            )
        except DomainError as error:
            refuse(form, error)
        else:
            messages.success(request, _("File %(number)s is open.") % {"number": file.number})
            if receipt is not None:
                return put_receipt_in(request, receipt.pk, file.pk)
            return redirect("eoffice:file", file_id=file.pk)
    return render(request, "eoffice/open.html", {"form": form}, status=422 if form.errors else 200)
