"""What no declaration says stands beside the services, complete and true: inventory, standards, roadmap, capabilities, checks."""

from pathlib import Path

import pytest
from django.conf import settings

from sanjha.architecture import capabilities, catalogue, checks, inventory, roadmap, standards
from sanjha.architecture.checks import Evidence, Kind
from sanjha.architecture.choices import LifeCycle
from sanjha.architecture.routes import route_owners
from sanjha.architecture.tests.factories import make_application
from sanjha.exchange.contract import GrantInForce
from sanjha.kernel.contracts import Struct, operation
from sanjha.kernel.tests.declared import taken_back
from sanjha.kernel.text import LANGUAGES

ROOT = Path(__file__).resolve().parents[4]


def in_all_languages(text):
    return all(getattr(text, code) for code in LANGUAGES)


def test_every_service_stands_in_the_inventory_and_says_that_it_is_a_draft():
    found = inventory.services()
    assert [service.code for service in found] == settings.SERVICES
    assert all(service.is_draft == (not service.source) for service in found)
    assert all(in_all_languages(service.title) and in_all_languages(service.department) for service in found)
    assert inventory.title_of("nobody").en == "nobody"


def test_a_standard_claims_only_what_evidence_shows_and_says_what_is_open():
    for standard in standards.STANDARDS:
        assert in_all_languages(standard.about)
        assert bool(standard.evidence) == (standard.state != standards.Conformance.NOT_ASSESSED), (
            standard.name
        )
        assert bool(standard.open_points) == (standard.state == standards.Conformance.PARTLY), standard.name
        assert standard.open_points is None or in_all_languages(standard.open_points)


def test_every_test_that_is_named_as_evidence_exists():
    named = [each for standard in standards.STANDARDS for each in standard.evidence if each.kind is Kind.TEST]
    assert named
    assert [each.name for each in named if not (ROOT / each.name).is_file()] == []


@pytest.mark.parametrize(("kind", "name"), [("TEST", ""), ("PEOPLE", "somebody"), ("LIVE", "unheard")])
def test_evidence_that_names_nothing_is_refused(kind, name):
    with pytest.raises(ValueError, match=r"a check is named|there is no check"):
        Evidence(Kind(kind), name)


@pytest.mark.parametrize("key", sorted(checks.LIVE))
def test_the_checks_of_the_pages_hold(key):
    assert checks.faults_of(Evidence(Kind.LIVE, key)) == []
    assert checks.faults_of(Evidence(Kind.TEST, "x")) is None


def test_the_checks_see_what_is_wrong(monkeypatch):
    with taken_back():

        class Answer(Struct):
            name: str

        @operation("places.v1/unprovided")
        def unprovided() -> Answer: ...

        monkeypatch.setattr(unprovided.__operation__.stub, "__module__", "sanjha.places.contract")
        assert checks.faults_of(Evidence(Kind.LIVE, "provided")) == ["places.v1/unprovided"]
    monkeypatch.setattr(settings, "SERVICES", settings.SERVICES[::-1])
    assert "sewa > people" in checks.faults_of(Evidence(Kind.LIVE, "downwards"))


def test_a_circle_is_a_fault_of_the_page(monkeypatch):
    uses = (
        checks.dependencies.Use("sewa", "people", ("x",)),
        checks.dependencies.Use("people", "sewa", ("x",)),
    )
    monkeypatch.setattr(checks.dependencies, "uses", lambda: uses)
    assert "people, sewa" in checks.faults_of(Evidence(Kind.LIVE, "no-circle"))[0]


def test_the_roadmap_waits_for_what_is_not_there(monkeypatch):
    by_code = {wanted.code: wanted for wanted in roadmap.WANTED}
    assert by_code["board"].waits_for == ()
    monkeypatch.setattr(settings, "SERVICES", [code for code in settings.SERVICES if code != "eoffice"])
    assert by_code["board"].waits_for == ("eoffice",)
    assert by_code["land"].waits_for == ()
    assert not any(wanted.runs for wanted in roadmap.WANTED if wanted.code not in settings.SERVICES)
    assert all(in_all_languages(each.title) and in_all_languages(each.outcome) for each in roadmap.WANTED)


@pytest.mark.django_db
def test_what_ends_stands_by_its_day():
    late = make_application(until_date="2027-05-01")
    early = make_application(code="B", until_date="2027-01-01", life_cycle=LifeCycle.SUNSET)
    make_application(code="C")
    make_application(code="D", until_date="2026-01-01", life_cycle=LifeCycle.RETIRED)
    for row in (late, early):
        row.refresh_from_db()
    assert [ending.code for ending in roadmap.endings([late, early])] == ["B", "EPOS-RATION"]


def test_capabilities_cover_every_service_and_everything_that_is_planned():
    named = {code for each in capabilities.CAPABILITIES for code in each.services}
    assert named == {*settings.SERVICES, *(wanted.code for wanted in roadmap.WANTED)}
    assert all(in_all_languages(each.title) for each in capabilities.CAPABILITIES)


def test_the_catalogue_says_who_uses_what():
    member = GrantInForce("PB/GOV/AGRI/FARMS", "people.v1/resident", "AGRI", ["resident.name"], None)
    found = {line.name: line for line in catalogue.operations([member])}
    line = found["people.v1/resident"]
    assert "sewa" in line.consumers
    assert line.members == ("PB/GOV/AGRI/FARMS",)
    assert (line.version, line.superseded_by) == (1, "")
    assert line.words
    assert "resident.name" in line.facts
    events = {line.kind: line for line in catalogue.event_lines()}
    assert "sewa.note_revoked" in events["locker.DocumentRevoked"].handlers


def test_an_older_version_names_the_newer_one(monkeypatch):
    with taken_back():

        @operation("places.v12/place")
        def newer() -> str:
            """One place, better."""

        monkeypatch.setattr(newer.__operation__.stub, "__module__", "sanjha.places.contract")
        found = {line.name: line for line in catalogue.operations([])}
    assert found["places.v1/place"].superseded_by == "places.v12/place"
    assert (found["places.v12/place"].version, found["places.v12/place"].superseded_by) == (12, "")


def test_every_route_has_its_service():
    owners = route_owners()
    assert owners["architecture/facts/"] == "architecture"
    assert owners["services/"] == "sewa"
    assert owners["api/v1/locker/verify"] == "locker"
    assert set(owners.values()) <= set(settings.SERVICES)
    assert "help/" not in owners
