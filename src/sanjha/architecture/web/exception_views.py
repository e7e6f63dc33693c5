"""Pages of the register of exceptions."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sanjha.architecture import inventory, policy, policy_queries, queries, rules
from sanjha.architecture.models import PolicyException
from sanjha.architecture.operations.ask_exception import ask_exception
from sanjha.architecture.operations.end_exception import end_exception
from sanjha.architecture.operations.grant_exception import grant_exception
from sanjha.architecture.operations.refuse_exception import refuse_exception
from sanjha.architecture.web.frame import form_page, page
from sanjha.architecture.web.history import history_shown, posts_in_words
from sanjha.architecture.web.policy_forms import Answer, AskException, GrantAnswer
from sanjha.identity.contract import Request, holds, officer_required
from sanjha.kernel import clock
from sanjha.kernel.text import Text

SECTION = "exceptions"


@dataclass(frozen=True)
class ExceptionRow:
    """An exception in words. `state` adds to the row's own what the day has made of it: SOON, RUN_OUT."""

    exception: PolicyException
    application: Text
    rule: Text
    state: str


def exception_rows(found: Sequence[PolicyException]) -> list[ExceptionRow]:
    """The exceptions in words, in their order."""
    names = {row.code: row.name for row in queries.all_outside()} if found else {}
    return [
        ExceptionRow(
            each,
            names.get(each.application) or inventory.title_of(each.application),
            _rule_text(each.rule),
            _state(each),
        )
        for each in found
    ]


def _rule_text(number: str) -> Text:
    rule = policy.policy().rule(number)
    return rule.text.text if rule else Text(number)


def _state(each: PolicyException) -> str:
    today = clock.today()
    if each.has_run_out(today):
        return "RUN_OUT"
    if each.holds_on(today) and each.until_date <= today + policy_queries.SOON:
        return "SOON"
    return each.state


@officer_required
@require_safe
def exceptions(request: Request) -> HttpResponse:
    """What waits, holds and has run out; on demand also what was refused or ended."""
    with_closed = request.GET.get("closed") == "1"
    found = policy_queries.exceptions(request.actor, with_closed=with_closed)
    context = {
        "exceptions": exception_rows(found),
        "with_closed": with_closed,
        "may_ask": bool(request.actor.posts),
    }
    return page(request, "architecture/exceptions.html", SECTION, context)


@officer_required
@require_safe
def exception(request: Request, exception_id: UUID) -> HttpResponse:
    """One exception with its history, and what may be done with it."""
    found = policy_queries.exception(exception_id)
    may_keep = rules.may_keep(request.actor)
    context = {
        "row": exception_rows([found])[0],
        "post": posts_in_words({found.asked_post}).get(found.asked_post, ""),
        "history": history_shown(queries.history_of(exception_id)),
        "may_answer": may_keep and found.state == "ASKED" and found.asked_by != request.actor.label,
        "is_own": found.state == "ASKED" and found.asked_by == request.actor.label,
        "may_end": may_keep and found.holds_on(clock.today()),
    }
    return page(request, "architecture/exception.html", SECTION, context)


@officer_required
@require_http_methods(["GET", "POST"])
def ask(request: Request) -> HttpResponse:
    """Ask for an exception."""
    first = {"rule": request.GET.get("rule", ""), "application": request.GET.get("application", "")}
    form = AskException(request.POST or None, initial=first)

    def deed() -> str:
        made = ask_exception(actor=request.actor, **form.cleaned_data)
        return reverse("architecture:exception", args=[made.id])

    longest = policy.policy().longest_exception_days
    return form_page(
        request,
        SECTION,
        form,
        deed,
        title=_("Ask for an exception"),
        done=_("The request waits for the chief architect."),
        way_back=reverse("architecture:exceptions"),
        words=_("An exception holds for one application, at most %(days)s days, and runs out by itself.")
        % {"days": longest},
    )


@holds(*rules.KEEPERS)
@require_http_methods(["GET", "POST"])
def grant(request: Request, exception_id: UUID) -> HttpResponse:
    """Grant what was asked for."""
    title, done = _("Grant the exception"), _("The exception is granted. It runs out by itself.")
    return _answered(request, exception_id, GrantAnswer(request.POST or None), grant_exception, title, done)


@holds(*rules.KEEPERS)
@require_http_methods(["GET", "POST"])
def refuse(request: Request, exception_id: UUID) -> HttpResponse:
    """Refuse what was asked for."""
    title, done = _("Refuse the exception"), _("The exception is refused. The department reads the reason.")
    return _answered(request, exception_id, Answer(request.POST or None), refuse_exception, title, done)


@holds(*rules.KEEPERS)
@require_http_methods(["GET", "POST"])
def end(request: Request, exception_id: UUID) -> HttpResponse:
    """End an exception before its day."""
    title, done = _("End the exception"), _("The exception has ended. The rule is to be kept again.")
    return _answered(request, exception_id, Answer(request.POST or None), end_exception, title, done)


def _answered(
    request: Request,
    exception_id: UUID,
    form: forms.Form,
    operation: Callable[..., PolicyException],
    title: str,
    done: str,
) -> HttpResponse:
    row = exception_rows([policy_queries.exception(exception_id)])[0]
    way_back = reverse("architecture:exception", args=[exception_id])

    def deed() -> str:
        operation(exception_id=exception_id, actor=request.actor, **form.cleaned_data)
        return way_back

    words = f"{row.application}: {row.exception.rule} {row.rule}"
    return form_page(request, SECTION, form, deed, title=title, done=done, way_back=way_back, words=words)
