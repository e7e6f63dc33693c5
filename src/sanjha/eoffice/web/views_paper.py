"""Pages for lists: closings that wait for a decision, and paper files that were taken over."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sanjha.eoffice import paper_lists, rules
from sanjha.eoffice.models import Act
from sanjha.eoffice.operations.migrate_paper_files import migrate_paper_files
from sanjha.eoffice.queries import life
from sanjha.eoffice.queries.hands import hands_of
from sanjha.eoffice.web.forms_life import BundleForm
from sanjha.identity.contract import Request, officer_required
from sanjha.kernel.errors import DomainError
from sanjha.ui.forms import refuse


@officer_required
@require_safe
def closings(request: Request) -> HttpResponse:
    """Proposals to close or reopen files of the officer's branches and below."""
    return render(request, "eoffice/closings.html", {"closings": life.closings_for(request.actor)})


@officer_required
@require_safe
def bundles(request: Request) -> HttpResponse:
    """The bundles of paper files of the officer's branches."""
    return render(request, "eoffice/bundles.html", {"bundles": life.paper_bundles(request.actor)})


@officer_required
@require_safe
def bundle(request: Request, bundle_id: UUID) -> HttpResponse:
    """One bundle: counted, listed, taken over, and the sample that is checked."""
    return render(request, "eoffice/bundle.html", {"page_of": life.reconciled(request.actor, bundle_id)})


@officer_required
@require_http_methods(["GET", "POST"])
def take_over(request: Request) -> HttpResponse:
    """Take a bundle of paper files over."""
    hands = [hand for hand in hands_of(request.actor).values() if hand.may(Act.OPEN_FILE)]
    if not hands:
        rules.check_acts((), Act.OPEN_FILE)
    posts = [(str(hand.post), str(hand.signatory.title)) for hand in hands]
    form = BundleForm(request.POST or None, request.FILES or None, posts=posts)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            made = migrate_paper_files(
                name=given["name"],
                counted=given["counted"],
                lines=paper_lists.lines_of(given["listed"].read()),
                scans=paper_lists.scans_of(given["scans"].read()),
                post=given["post"],
                actor=request.actor,
            )
        except DomainError as error:
            refuse(form, error)
        else:
            messages.success(request, _("The paper files are taken over."))
            return redirect("eoffice:bundle", bundle_id=made.pk)
    return render(request, "eoffice/bundle_new.html", {"form": form}, status=422 if form.errors else 200)
