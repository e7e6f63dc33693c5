"""The demonstration's offices: complete, covering every village, entered once, quickly."""

import time

import pytest
from django.db.models import Q

from sanjha.kernel import clock
from sanjha.kernel.models import AuditEntry
from sanjha.offices import contract
from sanjha.offices.models import Office, Officer, Post, PostJurisdiction, Tenure
from sanjha.offices.operations.load_demo_offices import demo_id, load_demo_offices
from sanjha.offices.operations.transfer_officer import transfer_officer
from sanjha.offices.tests.factories import acting
from sanjha.places import contract as places
from sanjha.places.operations.load_demo_places import load_demo_places


@pytest.fixture(autouse=True)
def demo(db):
    load_demo_places()
    with clock.frozen("2026-11-23"):
        yield load_demo_offices()


def officer(number):
    return Officer.objects.get(id=demo_id("officer", number))


def test_everything_is_entered_once_and_within_two_seconds(demo):
    before = [
        model.objects.count() for model in (Office, Post, Officer, Tenure, PostJurisdiction, AuditEntry)
    ]
    begun = time.perf_counter()
    assert load_demo_offices() == 0
    assert time.perf_counter() - begun < 2
    assert [
        model.objects.count() for model in (Office, Post, Officer, Tenure, PostJurisdiction, AuditEntry)
    ] == before
    assert demo > 300


def test_every_village_and_town_of_the_two_tehsils_has_its_officers():
    chain = {
        "patwari": "PATWAR_CIRCLE",
        "kanungo": "",
        "dealing_hand": "TEHSIL",
        "tehsildar": "TEHSIL",
        "sdm": "",
    }
    for tehsil in ("T275", "T276"):
        for kind in ("VILLAGE", "ULB"):
            for place in places.children(code=tehsil, kind=kind):
                for designation, office_kind in chain.items():
                    post = contract.responsible_post(
                        designation=designation, place=place.code, office_kind=office_kind
                    )
                    assert post.holder, (place.code, designation)


def test_the_naib_tehsildar_of_the_sub_tehsil_comes_before_that_of_the_tehsil():
    asked = {"designation": "naib_tehsildar"}
    assert contract.responsible_post(place="V040026", **asked).office_code == "BNL-STE-MKL"
    assert contract.responsible_post(place="V039985", **asked).office_code == "BNL-TEH-BNL"


@pytest.mark.parametrize(
    ("number", "designation", "office"),
    [
        ("PB0001", "deputy_commissioner", "BNL-DC"),
        ("PB0002", "adc", "BNL-DC"),
        ("PB0003", "office_admin", "BNL-DC"),
        ("PB0004", "sdm", "BNL-SDM-BNL"),
        ("PB0005", "sdm", "BNL-SDM-TAP"),
        ("PB0006", "tehsildar", "BNL-TEH-TAP"),
        ("PB0007", "tehsildar", "BNL-TEH-BNL"),
        ("PB0008", "naib_tehsildar", "BNL-TEH-TAP"),
        ("PB0009", "dealing_hand", "BNL-TEH-TAP"),
        ("PB0010", "counter_operator", "PB-BNL-001"),
        ("PB0060", "office_admin", "BNL-DC"),
        ("PB0061", "chief_architect", "GGIT-HQ"),
        ("PB0053", "system_keeper", "GGIT-HQ"),
    ],
)
def test_the_officers_of_the_sign_in_page(number, designation, office):
    held = contract.holdings_of(officer_id=demo_id("officer", number))
    assert [(post.designation, post.office_code) for post in held] == [(designation, office)]


def test_three_counters_and_a_supervisor_at_the_kendra_in_barnala():
    posts = (
        Post.objects.filter(office__code="PB-BNL-001").order_by("code").values_list("designation", flat=True)
    )
    assert list(posts) == ["counter_operator"] * 3 + ["kendra_supervisor"]
    kendras = contract.offices_of_kind(kind="SEWA_KENDRA")
    assert [(kendra.code, kendra.calendar, kendra.place) for kendra in kendras] == [
        ("PB-BNL-001", "KENDRA", "U248378"),
        ("PB-BNL-002", "KENDRA", "U248380"),
    ]


def test_some_patwaris_hold_a_second_circle():
    held = Tenure.objects.filter(capacity="ADDITIONAL", post__designation="patwari")
    assert held.count() == 3
    for tenure in held:
        capacities = [post.capacity for post in contract.holdings_of(officer_id=tenure.officer_id)]
        assert capacities == ["SUBSTANTIVE", "ADDITIONAL"]


def test_the_way_up_in_the_district_leads_to_the_deputy_commissioner():
    in_the_district = Q(office__code__startswith="BNL-") | Q(office__code__startswith="PB-BNL-")
    for post in Post.objects.filter(in_the_district):
        number, steps = post.id, []
        while (above := contract.superior_post(post_id=number)) is not None:
            steps.append(above.designation)
            number = above.id
        assert len(steps) <= 7
        assert post.designation == "deputy_commissioner" or steps[-1] == "deputy_commissioner"


def test_the_administrator_of_the_district_transfers_and_a_reload_does_not_undo_it():
    administrator = acting(officer("PB0003"))
    waiting = Officer.objects.get(tenures__isnull=True)
    sdm = demo_id("post", "BNL-SDM-TAP/SDM")
    vacant = Post.objects.get(code="BNL-TEH-BNL/NT")

    transfer_officer(
        officer_id=demo_id("officer", "PB0008"),
        to_post=vacant.id,
        order_number="DC/EST/1",
        actor=administrator,
    )
    load_demo_offices()

    assert contract.get_post(post_id=vacant.id).holder == demo_id("officer", "PB0008")
    assert contract.get_post(post_id=demo_id("post", "BNL-TEH-TAP/NT")).holder is None
    assert contract.get_post(post_id=sdm).holder == demo_id("officer", "PB0005")
    assert contract.holdings_of(officer_id=waiting.id) == []


def test_names_stand_in_three_scripts():
    for model in (Office, Post):
        for row in model.objects.all():
            name = row.name if model is Office else row.title
            assert name.en.isascii()
            assert any("\u0a05" <= sign <= "\u0a39" for sign in name.pa), name
            assert any("\u0905" <= sign <= "\u0939" for sign in name.hi), name
