"""The page on which letters are diarised, one after the other, without a mouse."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sanjha.eoffice import dak_rules, paper_text, rules
from sanjha.eoffice.models import Act, IncomingMail, Receipt
from sanjha.eoffice.operations.diarise_receipt import diarise_receipt
from sanjha.eoffice.queries.diary import alike_for, last_of
from sanjha.eoffice.queries.hands import Hand, hands_of
from sanjha.eoffice.queries.mails import visible_mail
from sanjha.eoffice.web.forms_dak import ALWAYS_KEPT, KEPT, DiaryForm
from sanjha.eoffice.web.uploading import uploads_of
from sanjha.identity.contract import Request, officer_required
from sanjha.kernel import clock
from sanjha.kernel.errors import DomainError
from sanjha.kernel.ids import new_id
from sanjha.offices import contract as offices
from sanjha.ui.forms import refuse

_SESSION = "eoffice.dak"


@officer_required
@require_http_methods(["GET", "POST"])
def diarise(request: Request) -> HttpResponse:
    """Diarise a letter and go on to the next one, or, after an e-mail, to the list of e-mails."""
    hands = _diarists(request)
    mail = _mail(request)
    if request.method == "GET":
        return _page(request, hands, _fresh(request, hands, mail), mail)
    form = DiaryForm(request.POST, request.FILES, posts=_choices(hands))
    if not form.is_valid():
        return _page(request, hands, form, mail)
    try:
        receipt = diarise_receipt(
            entry=form.entry(uploads_of(request)), post=UUID(form.cleaned_data["post"]), actor=request.actor
        )
    except DomainError as error:
        if error.code == "alike":
            return _page(request, hands, form, mail, alike=_alike(request, form, hands), refusal=error)
        refuse(form, error)
        return _page(request, hands, form, mail)
    _remember(request, form)
    messages.success(request, _("Diarised: %(number)s") % {"number": receipt.number})
    if "slip" in request.POST:
        return redirect("eoffice:receipt-slip", receipt_id=receipt.pk)
    return redirect("eoffice:mails") if mail else redirect("eoffice:diarise")


def _diarists(request: Request) -> list[Hand]:
    hands = [hand for hand in hands_of(request.actor).values() if hand.may(Act.DIARISE)]
    if not hands:
        rules.check_acts((), Act.DIARISE)
    return hands


def _choices(hands: list[Hand]) -> list[tuple[str, str]]:
    return [(str(hand.post), str(hand.signatory.title)) for hand in hands]


def _mail(request: Request) -> IncomingMail | None:
    asked = request.POST.get("mail") or request.GET.get("mail")
    try:
        return visible_mail(request.actor, UUID(asked)) if asked else None
    except ValueError:
        return None


def _fresh(request: Request, hands: list[Hand], mail: IncomingMail | None) -> DiaryForm:
    """An empty sheet, with what was kept of the letter before or what the e-mail says."""
    kept = request.session.get(_SESSION, {}).get("kept", {})
    first: dict[str, Any] = {"received_on": clock.today(), "mode": "POST", "language": "pa"} | kept
    if mail is not None:
        first |= {
            "mail": mail.pk,
            "mode": Receipt.Mode.EMAIL,
            "name": mail.sender.name,
            "email": mail.sender.email,
            "subject": mail.subject,
            "letter_date": mail.sent_on,
        }
    return DiaryForm(posts=_choices(hands), initial=first | {"form": new_id()})


def _remember(request: Request, form: DiaryForm) -> None:
    """For the next sheet: the fields that are kept, and how many letters this batch has."""
    given, before = form.cleaned_data, request.session.get(_SESSION, {})
    names = KEPT if given["keep"] else ALWAYS_KEPT
    kept = {name: form.data.get(name, "") for name in names}
    for name in ("to_post", "copies"):
        if name in kept:
            kept[name] = str(given[name] or "")
    today = clock.today().isoformat()
    count = before.get("count", 0) if before.get("day") == today else 0
    request.session[_SESSION] = {
        "kept": kept | ({"keep": True} if given["keep"] else {}),
        "count": count + 1,
        "day": today,
    }


def _alike(request: Request, form: DiaryForm, hands: list[Hand]) -> list[tuple[Receipt, bool]]:
    office = next(hand.office for hand in hands if str(hand.post) == form.cleaned_data["post"])
    letter = form.entry(()).letter
    alike = dak_rules.likeness(dak_rules.sender_of(letter.sender), letter.letter_number)
    return alike_for(request.actor, alike, offices.chain_of(office_id=office))


def _page(
    request: Request,
    hands: list[Hand],
    form: DiaryForm,
    mail: IncomingMail | None,
    *,
    alike: list[tuple[Receipt, bool]] | None = None,
    refusal: DomainError | None = None,
) -> HttpResponse:
    batch = request.session.get(_SESSION, {})
    context = {
        "form": form,
        "mail": mail,
        "alike": alike,
        "refusal": refusal,
        "refusal_lines": [("id_is_no_duplicate", refusal.message)] if refusal else [],
        "batch": batch.get("count", 0) if batch.get("day") == clock.today().isoformat() else 0,
        "last": last_of(hands[0].office_code, request.actor, limit=10),
        "reading": paper_text.state(),
        "branch": hands[0].signatory.office,
    }
    status = refusal.status if refusal else 422 if form.errors else 200
    return render(request, "eoffice/dak/diarise.html", context, status=status)
