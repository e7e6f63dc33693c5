"""New offices, posts and officers, and jurisdictions said anew."""

from dataclasses import replace

import pytest
from django.db import connection

from sanjha.kernel.actors import SYSTEM
from sanjha.kernel.errors import Conflict, DomainError, NotFound, NotPermitted
from sanjha.kernel.ids import new_id
from sanjha.kernel.models import AuditEntry, OutboxEvent
from sanjha.kernel.testing import citizen
from sanjha.kernel.text import Text
from sanjha.offices import contract
from sanjha.offices.models import Office, Officer, Post, PostJurisdiction
from sanjha.offices.operations.assign_jurisdiction import assign_jurisdiction
from sanjha.offices.operations.create_office import OfficeData, create_office
from sanjha.offices.operations.create_post import PostData, create_post
from sanjha.offices.operations.register_officer import register_officer
from sanjha.offices.tests.factories import (
    acting,
    make_admin,
    make_department,
    make_office,
    make_post,
    make_tenure,
)
from sanjha.places.operations.load_demo_places import load_demo_places

NAME = Text("Sub-Tehsil Office, Bhadaur", "ਉਪ ਤਹਿਸੀਲ ਦਫ਼ਤਰ, ਭਦੌੜ", "उप-तहसील कार्यालय, भदौड़")
PERSON = Text("Gurpreet Singh", "ਗੁਰਪ੍ਰੀਤ ਸਿੰਘ")


@pytest.fixture(autouse=True)
def places(db):
    load_demo_places()
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE kernel_outboxevent")  # events are never deleted row by row


@pytest.fixture
def office():
    return make_office("BNL-DC", kind="DC_OFFICE", place="D605")


@pytest.fixture
def admin(office):
    return make_admin(office)


@pytest.fixture
def data(office):
    make_department("REV")
    return OfficeData("bnl-ste-bhd", "SUB_TEHSIL", "REV", NAME, place="U248377", parent=office.id)


@pytest.fixture
def post_data(office):
    return PostData("BNL-DC/DRO", office.id, "district_revenue_officer", NAME, places=("D605",))


def kinds():
    return list(OutboxEvent.objects.values_list("kind", flat=True))


def test_an_office_is_entered(data, admin):
    office = create_office(data=data, actor=admin)
    view = contract.office(office_id=office.id)
    assert (view.code, view.kind, view.place, view.parent) == (
        "BNL-STE-BHD",
        "SUB_TEHSIL",
        "U248377",
        data.parent,
    )
    assert view.name == NAME
    assert kinds() == ["offices.OfficeCreated"]
    assert AuditEntry.objects.get(action="OFFICE_CREATED").stream == str(office.id)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"code": "a b"}, "code"),
        ({"code": ""}, "code"),
        ({"code": "A" * 31}, "code"),
        ({"kind": "CASTLE"}, "kind"),
        ({"department": "MOON"}, "department"),
        ({"name": Text("", NAME.pa, NAME.hi)}, "name_en"),
        ({"name": Text(NAME.en, "Bhadaur", NAME.hi)}, "name_pa"),
        ({"name": Text(NAME.en, NAME.pa, "Bhadaur")}, "name_hi"),
        ({"name": Text(NAME.en, NAME.pa)}, "name_hi"),
        ({"name": Text("x" * 101, NAME.pa, NAME.hi)}, "name_en"),
        ({"address": Text("x" * 201)}, "address_en"),
    ],
)
def test_a_wrong_office_is_refused(data, admin, values, field):
    with pytest.raises(DomainError) as refused:
        create_office(data=replace(data, **values), actor=admin)
    assert refused.value.field == field
    assert not Office.objects.filter(kind="SUB_TEHSIL").exists()


def test_an_office_at_an_unknown_place_or_with_a_taken_code_is_refused(data, admin):
    with pytest.raises(NotFound, match="U1"):
        create_office(data=replace(data, place="U1"), actor=admin)
    create_office(data=data, actor=admin)
    with pytest.raises(Conflict, match="BNL-STE-BHD is taken"):
        create_office(data=data, actor=admin)


def test_a_post_is_entered_vacant_with_its_places(post_data, admin):
    post = create_post(data=post_data, actor=admin)
    view = contract.responsible_post(designation="district_revenue_officer", place="V039985")
    assert (view.id, view.holder) == (post.id, None)
    assert kinds() == ["offices.PostCreated"]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"code": "x/"}, "code"),
        ({"designation": "Naib Tehsildar"}, "designation"),
        ({"designation": "x" * 41}, "designation"),
        ({"title": Text("DRO", "DRO", "DRO")}, "title_pa"),
        ({"places": ("D605", "V1")}, "places"),
        ({"places": ("D605", "D605")}, "places"),
    ],
)
def test_a_wrong_post_is_refused(post_data, admin, values, field):
    with pytest.raises(DomainError) as refused:
        create_post(data=replace(post_data, **values), actor=admin)
    assert refused.value.field == field
    assert not Post.objects.filter(designation="district_revenue_officer").exists()


def test_a_post_of_an_unknown_office_or_superior_or_with_a_taken_code_is_refused(post_data, admin):
    with pytest.raises(NotFound, match="no such office"):
        create_post(data=replace(post_data, office=new_id()), actor=admin)
    with pytest.raises(NotFound, match="no such post"):
        create_post(data=replace(post_data, superior=new_id()), actor=admin)
    create_post(data=post_data, actor=admin)
    with pytest.raises(Conflict, match="is taken"):
        create_post(data=post_data, actor=admin)


def test_a_jurisdiction_is_said_anew_and_the_old_places_keep_their_rows(admin, office):
    post = make_post("patwari", office=office, places=["V039985", "V040026"])

    assign_jurisdiction(post_id=post.id, places=("V040026", "V039979"), actor=admin)

    standing = PostJurisdiction.objects.filter(post=post, ended_at__isnull=True).order_by("place")
    assert [row.place for row in standing] == ["V039979", "V040026"]
    assert PostJurisdiction.objects.filter(post=post).count() == 3
    with pytest.raises(NotFound):
        contract.responsible_post(designation="patwari", place="V039985")
    assert kinds() == ["offices.JurisdictionChanged"]
    with pytest.raises(DomainError, match="V1"):
        assign_jurisdiction(post_id=post.id, places=("V1",), actor=admin)
    with pytest.raises(NotFound):
        assign_jurisdiction(post_id=new_id(), places=(), actor=admin)


def test_an_officer_is_registered_once(admin):
    number = new_id()
    asked = {"employee_no": "pb-77", "name": PERSON, "mobile": "9876543210", "actor": admin}
    officer = register_officer(**asked, officer_id=number)
    assert register_officer(**asked, officer_id=number) == officer
    assert (officer.id, officer.employee_no) == (number, "PB-77")
    assert kinds() == ["offices.OfficerRegistered"]
    with pytest.raises(Conflict, match="PB-77 is taken"):
        register_officer(**asked)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"employee_no": ""}, "employee_no"),
        ({"name": Text("", PERSON.pa)}, "name_en"),
        ({"name": Text("Gurpreet", "Gurpreet")}, "name_pa"),
        ({"mobile": "12345"}, "mobile"),
        ({"mobile": "5876543210"}, "mobile"),
    ],
)
def test_a_wrong_officer_is_refused(admin, values, field):
    with pytest.raises(DomainError) as refused:
        register_officer(**{"employee_no": "PB-78", "name": PERSON, "actor": admin} | values)
    assert refused.value.field == field
    assert not Officer.objects.filter(employee_no="PB-78").exists()


@pytest.mark.parametrize("who", ["citizen", "tehsildar"])
def test_others_may_not_create(data, post_data, office, who):
    actor = citizen() if who == "citizen" else acting(make_tenure(make_post(office=office)).officer)
    post = make_post(office=office)
    for deed in (
        lambda: create_office(data=data, actor=actor),
        lambda: create_office(data=replace(data, parent=None), actor=actor),
        lambda: create_post(data=post_data, actor=actor),
        lambda: assign_jurisdiction(post_id=post.id, places=("D605",), actor=actor),
        lambda: register_officer(employee_no="PB-78", name=PERSON, actor=actor),
    ):
        with pytest.raises(NotPermitted):
            deed()
    assert kinds() == []


def test_an_administrator_creates_nothing_outside_the_own_offices(data, post_data):
    stranger = make_admin(make_office())
    with pytest.raises(NotPermitted):
        create_office(data=data, actor=stranger)
    with pytest.raises(NotPermitted):
        create_post(data=post_data, actor=stranger)
    assert create_office(data=replace(data, parent=None), actor=SYSTEM).parent is None
