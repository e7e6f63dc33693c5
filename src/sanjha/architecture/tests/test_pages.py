"""The pages: open to every officer, changed only by keepers, true to what runs."""

import re
from datetime import date
from xml.etree import ElementTree

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from sanjha.architecture import gathering, queries
from sanjha.architecture.application_files import written
from sanjha.architecture.models import OutsideApplication
from sanjha.architecture.tests.factories import data, make_application, text_of
from sanjha.exchange.operations.grant_access import grant_access
from sanjha.identity.testing import sign_in_citizen
from sanjha.kernel import clock, contracts, metrics
from sanjha.kernel.actors import SYSTEM
from sanjha.kernel.errors import Unavailable
from sanjha.kernel.ids import new_id
from sanjha.kernel.retirement import Retirement
from sanjha.kernel.text import Text
from sanjha.sewa.contract import FactAsked
from sanjha.sewa.tests.definitions import income_definition
from sanjha.sewa.tests.world import publish

pytestmark = pytest.mark.django_db
HOME = "/architecture/"
READ = [HOME] + [
    f"{HOME}{name}/"
    for name in ("applications", "facts", "catalogue", "dependencies", "standards", "roadmap")
]
WRITE = [f"{HOME}applications/new/", f"{HOME}applications/import/"]


def typed(**changed):
    values = {name: value for name, value in vars(data()).items() if isinstance(value, str)}
    return values | changed


def granted():
    grant_access(
        consumer="sewa",
        operation="people.v1/resident",
        purpose="REV-INCOME",
        legal_basis="Test Act, section 1",
        from_date=clock.today(),
        until_date=None,
        actor=SYSTEM,
    )


@pytest.mark.parametrize("address", READ)
@pytest.mark.parametrize("language", ["en", "pa", "hi"])
def test_every_officer_reads_every_page_in_every_language(as_clerk, address, language):
    as_clerk.cookies["sanjha_language"] = language
    response = as_clerk.get(address)
    assert response.status_code == 200
    assert f'lang="{language}"' in text_of(response)
    assert text_of(response).count("<h1") == 1


def test_citizens_and_visitors_read_nothing(db):
    visitor, resident = Client(), Client()
    sign_in_citizen(resident, resident_id=new_id())
    row = make_application()
    for address in [
        *READ,
        *WRITE,
        f"{HOME}applications/{row.id}/",
        f"{HOME}applications/export.csv",
        f"{HOME}exports/csv/",
    ]:
        assert visitor.get(address).status_code == 302
        assert resident.get(address).status_code == 403


def test_officers_who_keep_nothing_write_nothing(as_clerk):
    row = make_application()
    for address in [*WRITE, f"{HOME}applications/{row.id}/change/"]:
        assert as_clerk.get(address).status_code == 403
        assert as_clerk.post(address, typed()).status_code == 403
    shown = text_of(as_clerk.get(f"{HOME}applications/"))
    assert "Enter an application" not in shown
    assert "Change the entry" not in text_of(as_clerk.get(f"{HOME}applications/{row.id}/"))


def test_the_overview_counts_and_says_that_all_is_well(as_clerk):
    shown = text_of(as_clerk.get(HOME))
    assert "Every fact has one owner" in shown
    assert "Serve citizens" in shown
    make_application(collects=("resident.name",))
    shown = text_of(as_clerk.get(HOME))
    assert "Some facts are owned or collected twice" in shown
    assert "Every fact has one owner" not in shown


def test_the_matrix_shows_owner_reader_and_what_is_owned_twice(as_clerk):
    granted()
    shown = text_of(as_clerk.get(f"{HOME}facts/"))
    assert "No fact is owned or collected twice." in shown
    assert "REV-INCOME" in shown
    assert 'class="wrong"' not in shown
    make_application(masters=("resident.name",))
    shown = text_of(as_clerk.get(f"{HOME}facts/"))
    assert "owned by people, EPOS-RATION" in shown
    assert shown.count('class="wrong"') == 1


def down(**_asked):
    raise Unavailable("down")


def test_without_the_exchange_the_pages_say_what_is_missing(as_clerk, monkeypatch):
    monkeypatch.setattr(gathering.exchange, "grants_in_force", down)
    for name in ("facts", "catalogue"):
        response = as_clerk.get(f"{HOME}{name}/")
        assert response.status_code == 200
        assert "No answer from: Exchange between services." in text_of(response)
    assert "<b>–</b> permissions in force" in text_of(as_clerk.get(HOME))


def test_a_form_that_asks_again_is_red_and_without_its_service_the_page_says_so(as_clerk, monkeypatch):
    asked = FactAsked(
        service="REV-INCOME",
        service_name=Text("Income certificate"),
        department=Text("Revenue"),
        field="beneficiary.born_on",
        fact="resident.birth_date",
    )
    monkeypatch.setattr(gathering.sewa, "facts_asked", lambda: [asked])
    shown = text_of(as_clerk.get(f"{HOME}facts/"))
    assert "asked for again by REV-INCOME (beneficiary.born_on)" in shown
    assert shown.count('class="wrong"') == 1
    assert '<th scope="col">Revenue</th>' in shown
    assert "Some facts are owned or collected twice" in text_of(as_clerk.get(HOME))
    monkeypatch.setattr(gathering.sewa, "facts_asked", down)
    assert "No answer from: Sewa Kendras and applications." in text_of(as_clerk.get(f"{HOME}facts/"))


def test_the_income_certificate_asks_for_no_fact_of_a_register(as_clerk):
    """Applicant, beneficiary and members are filled in: the page of facts names its form nowhere in red."""
    publish(income_definition())
    shown = text_of(as_clerk.get(f"{HOME}facts/"))
    assert "asked for again" not in shown
    assert 'class="wrong"' not in shown


def test_the_catalogue_shows_versions_consumers_and_what_was_not_measured(as_clerk):
    shown = text_of(as_clerk.get(f"{HOME}catalogue/"))
    for words in (
        "people.v1/resident",
        "sewa.ApplicationSubmitted",
        "no observations",
        "resident.birth_date",
    ):
        assert words in shown
    assert re.search(r"Counted since \d\d-\d\d-20\d\d \d\d:\d\d by the one process", shown)


def test_the_catalogue_shows_rates_times_and_the_last_day(as_clerk, monkeypatch):
    name = "places.v1/place"
    ends = Retirement(announced=date(2026, 11, 2), ends=date(2027, 3, 31), successor="places.v2/place")
    monkeypatch.setattr(contracts.declared_operations()[name], "retires", ends)
    for _number in range(9):
        metrics.count_call(name, "sewa", "ok", 0.04)
    metrics.count_call(name, "sewa", metrics.FAULT, 0.04)
    shown = as_clerk.get(f"{HOME}catalogue/").content.decode()
    line = re.search(rf"{name} <span.*?</tr>", shown, re.DOTALL)[0]
    assert "places.v2/place" in line
    assert "31-03-2027" in line
    assert "announced 02-11-2026" in line
    assert "≤ 50 ms" in line
    assert re.search(r"\d\.\d %", line)
    assert "31-03-2027" in text_of(as_clerk.get(f"{HOME}roadmap/"))


def test_the_graph_has_words_and_a_table_that_says_the_same(as_clerk):
    content = as_clerk.get(f"{HOME}dependencies/").content.decode()
    svg = ElementTree.fromstring(re.search(r"<svg class=\"graph\".*?</svg>", content, re.DOTALL)[0])
    ids = {part.get("id"): part.text for part in svg if part.get("id")}
    assert svg.get("role") == "img"
    assert all(ids[name] for name in svg.get("aria-labelledby").split())
    calls = [part for part in svg if part.get("class") == "call"]
    assert len(calls) >= 10
    assert "these wait for its events and catch up" in content
    assert content.count("people.v1/resident,") >= 1


def test_an_application_is_entered_changed_and_shown_with_its_history(as_architect, architect):
    response = as_architect.post(
        f"{HOME}applications/new/",
        typed(masters="ration.card; ration.shop", until_date="31-03-2027"),
        follow=True,
    )
    row = OutsideApplication.objects.get()
    assert response.redirect_chain == [(f"{HOME}applications/{row.id}/", 302)]
    assert row.masters == ["ration.card", "ration.shop"]
    assert "DRAFT" in text_of(response)
    form = as_architect.get(f"{HOME}applications/{row.id}/change/")
    assert 'value="31-03-2027"' in text_of(form)
    assert "ration.card; ration.shop" in text_of(form)
    sent = typed(
        masters="ration.card", until_date="30-06-2027", source="Letter of 02-11-2026", reason="Extended"
    )
    shown = text_of(as_architect.post(f"{HOME}applications/{row.id}/change/", sent, follow=True))
    for words in ("<del>31-03-2027</del> → <ins>30-06-2027</ins>", "Extended", "Entered", "Changed"):
        assert words in shown
    assert "DRAFT" not in shown


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"code": "epos"}, "Type the code in capital letters"),
        ({"name_pa": ""}, "name_pa"),
        ({"rto_hours": "-1"}, "rto_hours"),
        ({"life_cycle": "SUNSET"}, "needs the day on which it ends"),
        ({"collects": "resident.nam"}, "No register owns"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(as_architect, changed, words):
    response = as_architect.post(f"{HOME}applications/new/", typed(vendor="A supplier", **changed))
    assert response.status_code == 422
    assert words in text_of(response)
    assert "A supplier" in text_of(response)
    assert not OutsideApplication.objects.exists()


def test_a_change_without_a_reason_is_refused(as_architect):
    row = make_application()
    response = as_architect.post(f"{HOME}applications/{row.id}/change/", typed(vendor="NIC", reason=""))
    assert response.status_code == 422
    assert queries.data_of(OutsideApplication.objects.get()).vendor == ""


def test_what_is_not_there_is_not_found(as_architect):
    for address in (f"{HOME}applications/{new_id()}/", f"{HOME}applications/{new_id()}/change/"):
        assert as_architect.get(address).status_code == 404


def sent_file(content: str):
    return {"file": SimpleUploadedFile("list.csv", content.encode(), content_type="text/csv")}


def test_a_list_is_taken_over_on_its_page(as_architect):
    assert as_architect.get(f"{HOME}applications/import/").status_code == 200
    response = as_architect.post(
        f"{HOME}applications/import/", sent_file(written([data(), data(code="ABC")])), follow=True
    )
    assert "2 entered, 0 changed, 0 as they were." in text_of(response)
    assert OutsideApplication.objects.count() == 2


def test_wrong_lines_are_named_on_the_page_and_nothing_is_taken_over(as_architect):
    response = as_architect.post(
        f"{HOME}applications/import/", sent_file(written([data(), data(code="a b"), data(code="c")]))
    )
    assert response.status_code == 422
    shown = text_of(response)
    assert "Nothing was taken over: 2 lines are wrong." in shown
    assert "Line 3, code" in shown
    assert "Line 4, code" in shown
    assert not OutsideApplication.objects.exists()


@pytest.mark.parametrize("content", ["", "a,b\r\n"])
def test_what_is_no_list_is_refused_beside_the_field(as_architect, content):
    response = as_architect.post(f"{HOME}applications/import/", sent_file(content))
    assert response.status_code == 422
    assert "id_file-error" in text_of(response)


def test_without_a_file_the_page_asks_for_one(as_architect):
    assert as_architect.post(f"{HOME}applications/import/", {}).status_code == 422


def test_what_is_downloaded_can_be_taken_over_again(as_architect):
    make_application(vendor="=cmd", until_date=clock.today())
    response = as_architect.get(f"{HOME}applications/export.csv")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    content = response.content.decode()
    assert content.startswith("\ufeffcode,")
    again = text_of(as_architect.post(f"{HOME}applications/import/", sent_file(content), follow=True))
    assert "0 entered, 0 changed, 1 as they were." in again


@pytest.mark.parametrize(
    ("form", "start"),
    [
        ("archimate", b"<?xml"),
        ("backstage", b"apiVersion: backstage.io"),
        ("openapi", b"{"),
        ("asyncapi", b"{"),
        ("dcat", b"{"),
        ("csv", b"\xef\xbb\xbfcode,"),
    ],
)
def test_every_form_is_downloaded(as_clerk, form, start):
    response = as_clerk.get(f"{HOME}exports/{form}/")
    assert response.status_code == 200
    assert response.content.startswith(start)
    assert response["Content-Disposition"].startswith("attachment; filename=")
    assert f'href="{HOME}exports/{form}/"' in text_of(as_clerk.get(HOME))


def test_an_unknown_form_is_not_found_and_nothing_leaves_without_the_exchange(as_clerk, monkeypatch):
    assert as_clerk.get(f"{HOME}exports/visio/").status_code == 404
    monkeypatch.setattr(gathering.exchange, "grants_in_force", down)
    assert as_clerk.get(f"{HOME}exports/csv/").status_code == 503


def test_the_list_is_searched(as_clerk):
    make_application()
    make_application(code="ABC", name_en="Another one")
    shown = text_of(as_clerk.get(f"{HOME}applications/", {"q": "another"}))
    assert "Another one" in shown
    assert "Ration shops" not in shown
    assert "No application fits" in text_of(as_clerk.get(f"{HOME}applications/", {"q": "nothing"}))


def test_the_pages_take_few_statements(as_clerk, django_assert_max_num_queries):
    rows = [make_application(code=f"APP-{number}") for number in range(12)]
    granted()
    for address in [*READ, f"{HOME}applications/{rows[0].id}/"]:
        as_clerk.get(address)
        with django_assert_max_num_queries(12):
            as_clerk.get(address)
