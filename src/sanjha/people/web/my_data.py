"""What the state holds about a citizen: every fact with its owner, source and date, and one press against a wrong one."""

from dataclasses import dataclass
from itertools import groupby
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from sanjha.identity.contract import Request, citizen_required
from sanjha.kernel import facts as declared
from sanjha.kernel.errors import Conflict, DomainError, NotFound, Unavailable
from sanjha.people import contract, dispute_queries, queries
from sanjha.people.models import Resident
from sanjha.people.operations.dispute_fact import dispute_fact
from sanjha.people.web.facts import shown_facts

OWNER = "people"


@dataclass(frozen=True)
class Held:
    """What one service holds about people besides the register, and the page where a person sees it."""

    url: str
    facts: list[declared.Fact]


@citizen_required
@never_cache
@require_safe
def data(request: Request) -> HttpResponse:
    """A citizen's own data."""
    return _page(request)


@citizen_required
@never_cache
@require_POST
def call_wrong(request: Request, fact_id: UUID) -> HttpResponse:
    """One press: a ticket with the owner of the fact. What is refused is told, and what was typed is kept."""
    try:
        dispute = dispute_fact(fact_id=fact_id, said=request.POST.get("said", ""), actor=request.actor)
    except Conflict as error:
        messages.warning(request, str(error))
    except DomainError as error:
        if error.status != 422:
            raise
        return _page(request, wrong=(fact_id, str(error)), status=422)
    else:
        said = _("Ticket %(number)s is with the officer. You see the answer here.")
        messages.success(request, said % {"number": dispute.number})
    return redirect("people:data")


def _page(request: Request, *, wrong: tuple[UUID, str] | None = None, status: int = 200) -> HttpResponse:
    row = _resident(request)
    disputes = dispute_queries.disputes_of(row) if row else []
    open_ones = {dispute.fact_name: dispute for dispute in disputes if dispute.is_open}
    facts = shown_facts([fact for fact in queries.facts_of(row) if fact.superseded_at is None]) if row else []
    read = _readings(row) if row else {}
    context = {
        "resident": row,
        "facts": [
            (fact, open_ones.get(fact.name), None if read is None else read.get(_declared(fact.name)))
            for fact in facts
        ],
        "is_silent": read is None,
        "disputes": disputes,
        "held": _held_elsewhere(),
        "readings": _url("exchange:my-readings"),
        "wrong": wrong[0] if wrong else None,
        "message": wrong[1] if wrong else "",
        "said": request.POST.get("said", ""),
    }
    return render(request, "people/my_data.html", context, status=status)


def _declared(name: str) -> str:
    """The fact's name in the catalogue of facts."""
    return f"resident.{name.lower()}"


def _readings(row: Resident) -> dict[str, contract.ReadingsOfFact] | None:
    """Who read the person's facts, by the fact; None while the exchange does not answer."""
    try:
        return {found.fact: found for found in contract.readings_of(row.pk)}
    except Unavailable:
        return None


def _resident(request: Request) -> Resident | None:
    if request.actor.person is None:
        return None
    try:
        return queries.resident(request.actor, request.actor.person)
    except NotFound:
        return None


def _held_elsewhere() -> list[Held]:
    """What the other services hold about persons, by the page on which they show it."""
    personal = [
        fact
        for fact in declared.declared_facts().values()
        if fact.owner != OWNER
        and fact.secrecy in (declared.Secrecy.PERSONAL, declared.Secrecy.SENSITIVE)
        and fact.page
    ]
    by_page = groupby(sorted(personal, key=lambda fact: (fact.page, fact.name)), key=lambda fact: fact.page)
    return [Held(url, list(facts)) for page, facts in by_page if (url := _url(page))]


def _url(name: str) -> str:
    """The address of that name; "" where the service runs in another process."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
