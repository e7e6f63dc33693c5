"""Pages that show the architecture as it is declared and counted now."""

from collections import Counter
from dataclasses import dataclass

from django.conf import settings
from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from sanjha.architecture import (
    catalogue,
    checks,
    dependencies,
    graph,
    inventory,
    measured,
    ownership,
    policy_queries,
    queries,
    recorded_run,
    roadmap,
    routes,
    standards,
)
from sanjha.architecture.capabilities import CAPABILITIES
from sanjha.architecture.capability_map import Ability, Carrier, capability_map
from sanjha.architecture.catalogue import EventLine, OperationLine
from sanjha.architecture.exports.formats import FORMATS
from sanjha.architecture.exports.whole import whole
from sanjha.architecture.gathering import everything, what_answers
from sanjha.architecture.standards import Standard
from sanjha.architecture.stopping import Stopping, stopping
from sanjha.architecture.web.evidence import Shown, shown
from sanjha.architecture.web.exception_views import exception_rows
from sanjha.architecture.web.frame import page
from sanjha.identity.contract import Request, officer_required
from sanjha.kernel.text import Text


@dataclass(frozen=True)
class Named:
    """A service by its code and in words."""

    code: str
    title: Text


def named(codes: tuple[str, ...] | list[str]) -> list[Named]:
    return [Named(code, inventory.title_of(code)) for code in codes]


def abilities() -> list[Ability]:
    """What the state must be able to do, with the services that carry it in words."""
    planned = {wanted.code: wanted.title for wanted in roadmap.WANTED}
    return [
        Ability(
            each.title,
            (
                *(Carrier(inventory.title_of(code), runs=True) for code in each.running),
                *(Carrier(planned.get(code, Text(code)), runs=False) for code in each.planned),
            ),
        )
        for each in CAPABILITIES
    ]


@officer_required
@require_safe
def overview(request: Request) -> HttpResponse:
    """The figures of the whole, what contradicts itself, and the map of capabilities."""
    known, silent = what_answers(queries.outside(request.actor))
    rows = ownership.matrix(known)
    carried = abilities()
    context = {
        "services": len(settings.SERVICES),
        "outside": len(known.outside),
        "facts": len(rows),
        "operations": len(catalogue.declared_operations()),
        "events": len(catalogue.declared_events()),
        "grants": None if "exchange" in silent else len(known.grants),
        "silent": named(silent),
        "contradictions": ownership.contradictions(rows),
        "faults": [fault for _title, check in checks.LIVE.values() for fault in check()],
        "abilities": carried,
        "map": capability_map(carried),
        "exceptions": policy_queries.exceptions_by_state(),
        "formats": [(form, each.label) for form, each in FORMATS.items()],
    }
    return page(request, "architecture/overview.html", "overview", context)


@officer_required
@require_safe
def export(request: Request, form: str) -> HttpResponse:
    """The architecture as it is now, as a file. Nothing is left out: without the exchange there is no file."""
    chosen = FORMATS.get(form)
    if chosen is None:
        raise Http404
    told = whole(everything(queries.outside(request.actor)))
    response = HttpResponse(chosen.write(told), content_type=chosen.content_type)
    response["Content-Disposition"] = f'attachment; filename="{chosen.file_name}"'
    return response


@officer_required
@require_safe
def facts(request: Request) -> HttpResponse:
    """Which fact belongs to whom, and who reads it."""
    known, silent = what_answers(queries.outside(request.actor))
    rows = ownership.matrix(known)
    columns = ownership.departments(rows)
    context = {
        "lines": [(row, [row.in_department(each) for each in columns]) for row in rows],
        "departments": columns,
        "contradictions": ownership.contradictions(rows),
        "silent": named(silent),
    }
    return page(request, "architecture/facts.html", "facts", context)


@officer_required
@require_safe
def catalogue_of_contracts(request: Request) -> HttpResponse:
    """Operations and events with version, consumers and figures."""
    (known, silent), counted = what_answers([]), measured.counted()
    traffic = measured.of_services(routes.route_owners(), counted)
    context = {
        "operations": catalogue.operations(known.grants, counted),
        "events": catalogue.event_lines(counted),
        "traffic": [(each, traffic.get(each.code)) for each in named(settings.SERVICES)],
        "silent": named(silent),
        "since": measured.since(counted),
        "is_shared": measured.is_shared(),
    }
    return page(request, "architecture/catalogue.html", "catalogue", context)


@dataclass(frozen=True)
class ServiceLine:
    """One service beside the graph: whom it asks for what, whose events it follows, and what stops without it."""

    service: Named
    asks: list[tuple[Named, tuple[str, ...]]]
    follows: list[tuple[Named, tuple[str, ...]]]
    stops: list[Named]
    hampered: list[Named]
    waits: list[Named]


@officer_required
@require_safe
def dependencies_of_services(request: Request) -> HttpResponse:
    """The graph, the same as a table, and what stops if a service is down."""
    uses, followings = dependencies.uses(), dependencies.followings()
    drawn = graph.graph(settings.SERVICES, uses, followings)
    lines = [_line(stopping(code, uses, followings), uses, followings) for code in settings.SERVICES]
    return page(request, "architecture/dependencies.html", "dependencies", {"graph": drawn, "lines": lines})


def _line(
    down: Stopping,
    uses: tuple[dependencies.Use, ...],
    followings: tuple[dependencies.Following, ...],
) -> ServiceLine:
    code = down.service
    return ServiceLine(
        service=Named(code, inventory.title_of(code)),
        asks=[(named([use.owner])[0], use.operations) for use in uses if use.consumer == code],
        follows=[(named([line.owner])[0], line.kinds) for line in followings if line.consumer == code],
        stops=named(down.stops),
        hampered=named(down.hampered),
        waits=named(down.waits),
    )


@officer_required
@require_safe
def standards_of_platform(request: Request) -> HttpResponse:
    """How far the platform conforms to what, and by what this is shown."""
    lines: list[tuple[Standard, list[Shown]]] = [(each, shown(each.evidence)) for each in standards.STANDARDS]
    counts = Counter(each.state for each in standards.STANDARDS)
    context = {
        "lines": lines,
        "counts": [(state, counts[state]) for state in standards.Conformance],
        "run": recorded_run.last_run(),
    }
    return page(request, "architecture/standards.html", "standards", context)


@officer_required
@require_safe
def roadmap_of_state(request: Request) -> HttpResponse:
    """What is still to come, and what ends when."""
    wanted = [
        (each, [_title(code) for code in each.after], [_title(code) for code in each.waits_for])
        for each in roadmap.WANTED
    ]
    declared: list[OperationLine | EventLine] = [*catalogue.operations([]), *catalogue.event_lines()]
    context = {
        "wanted": wanted,
        "endings": roadmap.endings(queries.outside(request.actor), declared),
        "exceptions": exception_rows(policy_queries.holding()),
    }
    return page(request, "architecture/roadmap.html", "roadmap", context)


def _title(code: str) -> Text:
    return next((each.title for each in roadmap.WANTED if each.code == code), inventory.title_of(code))
