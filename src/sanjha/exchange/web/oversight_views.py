"""Pages of the data-protection officer, and the page on which an officer explains a look-up."""

import csv
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from sanjha.exchange import oversight_queries
from sanjha.exchange.models import Conspicuous, Why
from sanjha.exchange.operations.ask_explanation import ask_explanation
from sanjha.exchange.operations.close_lookup import close_lookup
from sanjha.exchange.operations.explain_lookup import explain_lookup
from sanjha.exchange.operations.note_oversight import note_oversight
from sanjha.exchange.oversight_rules import OVERSEER
from sanjha.exchange.web.oversight_forms import Answer, Ask, Close
from sanjha.exchange.web.oversight_rows import COLUMNS, cells, shown_rows
from sanjha.identity.contract import Request, holds, officer_required
from sanjha.kernel.errors import DomainError
from sanjha.ui.forms import refuse


@require_safe
@never_cache
@holds(OVERSEER)
def lookups(request: Request) -> HttpResponse:
    """What stands out, the newest first. The look itself is on record."""
    rows = _chosen(request)
    note_oversight(what="LIST", rows=len(rows), actor=request.actor)
    page = {
        "rows": shown_rows(rows),
        "reasons": Why.choices,
        "why": request.GET.get("why", ""),
        "with_closed": request.GET.get("closed") == "1",
        "query": request.GET.urlencode(),
    }
    return render(request, "exchange/oversight.html", page)


@require_safe
@never_cache
@holds(OVERSEER)
def export(request: Request) -> HttpResponse:
    """The same rows as a file (RFC 4180). The look is on record too."""
    rows = _chosen(request)
    note_oversight(what="EXPORT", rows=len(rows), actor=request.actor)
    answer = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="look-ups.csv"'
    writer = csv.writer(answer)
    writer.writerow(COLUMNS)
    writer.writerows(cells(row) for row in shown_rows(rows))
    return answer


@require_http_methods(["GET", "POST"])
@never_cache
@holds(OVERSEER)
def lookup(request: Request, row_id: UUID) -> HttpResponse:
    """One row; posted, the officer is asked or the row closed."""
    row = get_object_or_404(oversight_queries.seen_by(request.actor), pk=row_id)
    does = request.POST.get("do", "")
    ask = Ask(request.POST if does == "ask" else None)
    close = Close(request.POST if does == "close" else None)
    form = {"ask": ask, "close": close}.get(does)
    if form is not None and form.is_valid():
        try:
            if does == "ask":
                ask_explanation(row_id=row_id, actor=request.actor, **form.cleaned_data)
            else:
                close_lookup(row_id=row_id, actor=request.actor, **form.cleaned_data)
            messages.success(request, _("Done. It stands in the audit trail."))
            return redirect("exchange:oversight-row", row_id)
        except DomainError as error:
            refuse(form, error)
    note_oversight(what="ROW", rows=1, actor=request.actor)
    page = {"shown": shown_rows([row])[0], "ask": ask, "close": close, "does": does}
    return render(request, "exchange/oversight_row.html", page, status=422 if form and form.errors else 200)


@require_safe
@never_cache
@officer_required
def explain(request: Request) -> HttpResponse:
    """What the officer is asked to explain."""
    rows = shown_rows(oversight_queries.asked_of(request.actor))
    return render(request, "exchange/explain.html", {"rows": rows})


@require_http_methods(["GET", "POST"])
@never_cache
@officer_required
def answer(request: Request, row_id: UUID) -> HttpResponse:
    """One question; posted, the answer."""
    own = {row.pk: row for row in oversight_queries.asked_of(request.actor)}
    row = own.get(row_id) or get_object_or_404(Conspicuous.objects.none(), pk=row_id)
    form = Answer(request.POST or None)
    if form.is_valid():
        try:
            explain_lookup(row_id=row_id, actor=request.actor, **form.cleaned_data)
            messages.success(request, _("Your answer is with the data-protection officer."))
            return redirect("exchange:explain")
        except DomainError as error:
            refuse(form, error)
    page = {"shown": shown_rows([row])[0], "form": form}
    return render(request, "exchange/explain_row.html", page, status=422 if form.errors else 200)


def _chosen(request: Request) -> list[Conspicuous]:
    why = request.GET.get("why", "")
    return oversight_queries.listed(
        request.actor,
        why=why if why in Why.values else "",
        with_closed=request.GET.get("closed") == "1",
    )
