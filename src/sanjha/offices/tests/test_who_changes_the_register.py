"""Who is offered the pages that change the register, and who is turned away."""

import pytest

from sanjha.offices.tests.factories import make_office, make_officer, make_post, make_tenure
from sanjha.offices.tests.register_pages import NEW_POST, NT_TAPA, address, office_given, text_of

pytestmark = pytest.mark.django_db


def pages():
    return [
        "/offices/new/",
        NEW_POST,
        "/offices/office/BNL-TEH-TAP/close/",
        address(NT_TAPA, "places/"),
        address(NT_TAPA, "close/"),
    ]


def test_the_register_is_changed_by_administrators_only(demo, client, signed_in):
    for path in pages():
        assert client.post(path, {"order_number": "1"})["Location"].startswith("/login/")
    tehsildar = signed_in("PB0006")
    for path in pages():
        assert tehsildar.get(path).status_code == 403
        assert tehsildar.post(path, {"order_number": "1"}).status_code == 403
    for path in ("/offices/", "/offices/office/BNL-TEH-TAP/", address(NT_TAPA)):
        page = text_of(tehsildar.get(path))
        assert "/new/" not in page
        assert "/close/" not in page
        assert f'href="{address(NT_TAPA, "places/")}"' not in page


def test_the_administrator_of_another_district_may_not(demo, signed_in):
    foreign = make_office("LDH-DC", kind="DC_OFFICE")
    officer = make_tenure(make_post("office_admin", office=foreign), make_officer()).officer
    client = signed_in(officer.employee_no)
    for path in pages()[1:]:
        response = client.get(path)
        assert response.status_code == 403
        assert "Only the administrator of this office" in text_of(response)
    assert client.post("/offices/new/", office_given()).status_code == 422
    assert "/close/" not in text_of(client.get(address(NT_TAPA)))
    assert "/close/" not in text_of(client.get("/offices/office/BNL-TEH-TAP/"))


@pytest.mark.parametrize(
    "path",
    [
        "/offices/office/MOON/close/",
        "/offices/office/MOON/posts/new/",
        "/offices/posts/01234567-89ab-7def-8123-456789abcdef/places/",
        "/offices/posts/01234567-89ab-7def-8123-456789abcdef/close/",
    ],
)
def test_unknown_things_are_not_found(admin, path):
    assert admin.get(path).status_code == 404


def test_the_administrator_is_offered_every_deed(admin):
    assert 'href="/offices/new/"' in text_of(admin.get("/offices/"))
    office = text_of(admin.get("/offices/office/BNL-TEH-TAP/"))
    for path in ("/offices/new/?below=BNL-TEH-TAP", NEW_POST, "/offices/office/BNL-TEH-TAP/close/"):
        assert f'href="{path}"' in office
    post = text_of(admin.get(address(NT_TAPA)))
    for page in ("places/", "close/"):
        assert f'href="{address(NT_TAPA, page)}"' in post


def test_pages_speak_punjabi(admin):
    admin.cookies["sanjha_language"] = "pa"
    assert "ਦਫ਼ਤਰ ਦਰਜ ਕਰੋ" in text_of(admin.get("/offices/new/"))
    assert "ਜੋੜਨ ਵਾਲੀ ਥਾਂ" in text_of(admin.get(address(NT_TAPA, "places/")))
