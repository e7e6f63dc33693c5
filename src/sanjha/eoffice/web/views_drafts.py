"""The pages of a draft: begin a letter, work on it, put it up, approve it, sign it, withdraw it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sanjha.eoffice import ledger
from sanjha.eoffice.models import Act, Draft
from sanjha.eoffice.operations.approve_draft import approve_draft, withdraw_draft
from sanjha.eoffice.operations.create_draft import create_draft, edit_draft, submit_draft
from sanjha.eoffice.operations.sign_and_issue import sign_and_issue
from sanjha.eoffice.queries.dispatching import dispatching_hands
from sanjha.eoffice.queries.drafts import DraftPage, draft_page
from sanjha.eoffice.queries.file_page import FilePage, file_page
from sanjha.eoffice.queries.hands import Hand
from sanjha.eoffice.web.letter_forms import LetterForm, WithdrawForm, initial_of
from sanjha.identity.contract import Request, officer_required
from sanjha.kernel.errors import DomainError
from sanjha.kernel.ids import new_id
from sanjha.offices import contract as offices
from sanjha.ui.forms import refuse


@officer_required
@require_http_methods(["GET", "POST"])
def begin(request: Request, file_id: UUID) -> HttpResponse:
    """Begin a letter in the file, new or in reply to one of its papers."""
    page = file_page(request.actor, file_id)
    form = LetterForm(request.POST or None, papers=_papers(page), initial=_first(request, page))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            draft = create_draft(
                file_id=file_id,
                post=page.now.to_post,
                form=given["form"],
                language=given["language"],
                signing_post=given["signing_post"],
                words=form.words(page.file.number),
                actor=request.actor,
                reply_to=UUID(given["reply_to"]) if given["reply_to"] else None,
            )
        except DomainError as error:
            refuse(form, error)
        else:
            messages.success(request, _("The draft is kept."))
            return redirect("eoffice:draft", draft_id=draft.pk)
    return render(
        request,
        "eoffice/letters/begin.html",
        {"form": form, "file": page.file},
        status=422 if form.errors else 200,
    )


@officer_required
@require_safe
def draft(request: Request, draft_id: UUID) -> HttpResponse:
    """The draft: editor, preview, versions, and what the reader may do."""
    return _show(request, draft_page(request.actor, draft_id))


@officer_required
@require_POST
def keep(request: Request, draft_id: UUID) -> HttpResponse:
    """Keep what was typed; with `submit` put it up for approval, with `approve` approve it."""
    page = draft_page(request.actor, draft_id)
    form = LetterForm(request.POST, papers=_papers_of(page))
    if not form.is_valid():
        return _show(request, page, form=form)
    try:
        told = _kept(request, page, form)
    except DomainError as error:
        refuse(form, error)
        return _show(request, draft_page(request.actor, draft_id), form=form, status=error.status)
    messages.success(request, told)
    return redirect("eoffice:draft", draft_id=draft_id)


@officer_required
@require_POST
def sign(request: Request, draft_id: UUID) -> HttpResponse:
    """Sign and issue the approved letter."""
    page = draft_page(request.actor, draft_id)
    try:
        issue = sign_and_issue(draft_id=draft_id, post=_desk(page), actor=request.actor)
    except DomainError as error:
        return _show(request, draft_page(request.actor, draft_id), refusal=error)
    messages.success(request, _("Signed and issued as No. %(number)s.") % {"number": issue.number})
    return redirect("eoffice:draft", draft_id=draft_id)


@officer_required
@require_POST
def withdraw(request: Request, draft_id: UUID) -> HttpResponse:
    """Withdraw the draft."""
    page = draft_page(request.actor, draft_id)
    form = WithdrawForm(request.POST)
    if not form.is_valid():
        return _show(request, page, withdrawing=form)
    try:
        withdraw_draft(
            draft_id=draft_id, post=_desk(page), reason=form.cleaned_data["reason"], actor=request.actor
        )
    except DomainError as error:
        return _show(request, draft_page(request.actor, draft_id), refusal=error)
    messages.success(request, _("The draft is withdrawn."))
    return redirect("eoffice:draft", draft_id=draft_id)


def _kept(request: Request, page: DraftPage, form: LetterForm) -> str:
    given, desk = form.cleaned_data, _desk(page)
    version = edit_draft(
        draft_id=page.draft.pk,
        post=desk,
        words=form.words(page.draft.file.number, page.present),
        seen=given["seen"] or 0,
        actor=request.actor,
        form=given["form"],
        signing_post=given["signing_post"],
    )
    if "submit" in request.POST:
        submit_draft(draft_id=page.draft.pk, post=desk, actor=request.actor)
        return _("The draft is put up for approval. Send the file with it.")
    if "approve" in request.POST:
        approve_draft(draft_id=page.draft.pk, post=desk, version=version.number, actor=request.actor)
        return _("Version %(number)s is approved. Nothing on its page changes any more.") % {
            "number": version.number
        }
    return _("The draft is kept.")


def _show(
    request: Request,
    page: DraftPage,
    *,
    form: LetterForm | None = None,
    withdrawing: WithdrawForm | None = None,
    refusal: DomainError | None = None,
    status: int = 0,
) -> HttpResponse:
    shown = form or LetterForm(initial=initial_of(page.draft, page.present), papers=_papers_of(page))
    wrong = (form and form.errors) or (withdrawing and withdrawing.errors)
    context: dict[str, Any] = {
        "page_of": page,
        "draft": page.draft,
        "file": page.draft.file,
        "version": page.present,
        "form": shown,
        "withdraw_form": withdrawing or WithdrawForm(),
        "refusal": refusal,
        "refusal_lines": [("letter", refusal.message)] if refusal else [],
        "may_dispatch": bool(page.issue and page.issue.signed_blob and dispatching_hands(request.actor)),
        "signing": offices.get_post(post_id=page.draft.signing_post),
    }
    code = status or (refusal.status if refusal else 422 if wrong else 200)
    return render(request, "eoffice/letters/draft.html", context, status=code)


def _desk(page: DraftPage) -> UUID:
    return ledger.open_movement(page.draft.file_id).to_post if page.hand else new_id()


def _first(request: Request, page: FilePage) -> dict[str, Any]:
    """What a new letter most likely is: a letter in the reader's language over the signature of the post above."""
    wanted = request.GET.get("reply_to", "")
    paper = next((each for each in page.papers if str(each.pk) == wanted), None)
    return {
        "form": Draft.Form.LETTER,
        "language": (translation.get_language() or "en")[:2],
        "reply_to": str(paper.pk) if paper else "",
        "subject": paper.title if paper else page.file.subject,
        "signing_post": _likely_signatory(page.hand) if page.hand else None,
    }


def _likely_signatory(hand: Hand) -> UUID:
    if hand.may(Act.SIGN):
        return hand.post
    above = offices.superior_post(post_id=hand.post)
    return above.id if above else hand.post


def _papers(page: FilePage) -> list[tuple[str, str]]:
    return [(str(paper.pk), f"S.No. {paper.serial} {paper.title}") for paper in page.papers]


def _papers_of(page: DraftPage) -> list[tuple[str, str]]:
    paper = page.draft.reply_to
    return [(str(paper.pk), f"S.No. {paper.serial} {paper.title}")] if paper else []
