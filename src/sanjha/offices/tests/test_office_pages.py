"""The page that enters an office."""

import pytest

from sanjha.kernel.models import AuditEntry
from sanjha.offices.models import Office
from sanjha.offices.operations.load_demo_offices import demo_id
from sanjha.offices.tests.factories import make_office
from sanjha.offices.tests.register_pages import office_given, text_of

pytestmark = pytest.mark.django_db


def test_an_office_is_entered_below_another(admin, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        page = text_of(admin.get("/offices/new/", {"below": "BNL-TEH-TAP"}))
    assert 'value="Tehsil Office, Tapa"' in page
    assert '<option value="REV" selected>' in page

    done = admin.post("/offices/new/", office_given())

    assert done["Location"] == "/offices/office/BNL-STE-NEW/"
    office = Office.objects.get(code="BNL-STE-NEW")
    assert (office.parent.code, office.place, office.address_pa) == ("BNL-TEH-TAP", "U248377", "ਭਦੌੜ 148102")
    assert AuditEntry.objects.get(action="OFFICE_CREATED").stream == str(office.id)
    page = text_of(admin.get(done["Location"], follow=True))
    assert "This office has no post." in page
    assert "Sub-Tehsil Office, Bhadaur" in text_of(admin.get("/offices/office/BNL-TEH-TAP/"))


def test_an_office_is_found_by_name_without_a_script(admin):
    typed = office_given(parent="", parent_text="tehsil tapa", place="", place_text="U248377")
    assert admin.post("/offices/new/", typed).status_code == 302
    assert Office.objects.get(code="BNL-STE-NEW").parent.code == "BNL-TEH-TAP"


def test_the_type_ahead_of_offices(admin):
    found = admin.get("/offices/search", {"q": "tehsil tapa"}).json()["results"]
    assert {
        "value": str(demo_id("office", "BNL-TEH-TAP")),
        "label": "Tehsil Office, Tapa",
        "detail": "BNL-TEH-TAP",
    } in found
    assert admin.get("/offices/search").json() == {"results": []}


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"code": ""}, "required"),
        ({"code": "BNL-DC"}, "The code BNL-DC is taken."),
        ({"code": "BNL/X"}, "has no / in it"),
        ({"code": "b n l"}, "capital letters and digits"),
        ({"kind": ""}, "required"),
        ({"department": "MOON"}, "MOON"),
        ({"parent_text": "moon", "parent": ""}, "Nothing in the list fits"),
        ({"name_pa": "Bhadaur"}, "Gurmukhi"),
        ({"name_hi": "Bhadaur"}, "Devanagari"),
        ({"place": "xyzzy"}, "Nothing in the list fits"),
    ],
)
def test_a_wrong_office_comes_back_as_it_was_typed(admin, values, message):
    number = Office.objects.count()
    response = admin.post("/offices/new/", office_given(**values))
    assert response.status_code == 422
    page = text_of(response)
    assert message in page
    assert "Bhadaur 148102" in page
    assert Office.objects.count() == number


def test_an_office_below_a_foreign_or_a_closed_one_is_refused(admin):
    foreign = make_office("LDH-DC", kind="DC_OFFICE")
    page = text_of(admin.post("/offices/new/", office_given(parent=str(foreign.id))))
    assert "Only the administrator of this office" in page
    closed = make_office("BNL-OLD", parent_id=demo_id("office", "BNL-DC"), is_active=False)
    refused = admin.post("/offices/new/", office_given(parent=str(closed.id)))
    assert refused.status_code == 422
    assert "This office is closed." in text_of(refused)
