"""What the contract says: who holds what today, who is responsible where."""

from datetime import timedelta

import pytest
from django.core.exceptions import ObjectDoesNotExist
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from sanjha.kernel import actors, clock
from sanjha.kernel.actors import SYSTEM
from sanjha.kernel.errors import DomainError, NotFound
from sanjha.kernel.ids import new_id
from sanjha.offices import contract, queries
from sanjha.offices.holdings import holdings_of
from sanjha.offices.models import Leave, Officer, Post, Tenure
from sanjha.offices.operations.arrange_charge import arrange_charge
from sanjha.offices.operations.end_leave import end_leave
from sanjha.offices.operations.give_additional_charge import give_additional_charge
from sanjha.offices.operations.join_post import join_post
from sanjha.offices.operations.name_link_officer import name_link_officer
from sanjha.offices.operations.record_leave import record_leave
from sanjha.offices.operations.relieve_officer import relieve_officer
from sanjha.offices.operations.transfer_officer import transfer_officer
from sanjha.offices.tests.factories import make_office, make_officer, make_post, make_tenure
from sanjha.places.operations.load_demo_places import load_demo_places

DEEDS = (
    "join",
    "relieve",
    "transfer",
    "charge",
    "link",
    "arrange",
    "arrange",
    "leave",
    "leave alone",
    "back",
    "day",
)


class WhoeverDoesWhat(TestCase):
    """Any row of deeds, refused or not, leaves the register of one mind about who acts."""

    def do(self, deed, post, officer, other):
        order, today = {"order_number": "1", "actor": SYSTEM}, clock.today()
        asked = {"post_id": post.id, "officer_id": officer.id, **order}
        away = {"officer_id": officer.id, "from_date": today, "back_on": today + timedelta(days=4), **order}
        match deed:
            case "join":
                join_post(**asked)
            case "relieve":
                relieve_officer(**asked)
            case "transfer":
                transfer_officer(officer_id=officer.id, to_post=post.id, **order)
            case "charge":
                give_additional_charge(**asked)
            case "link":
                name_link_officer(**asked)
            case "arrange":
                leave = Leave.objects.latest("id")
                own = Tenure.objects.filter(officer=leave.officer, capacity="SUBSTANTIVE").latest("id")
                asked["post_id"] = own.post_id
                arrange_charge(**asked, from_date=leave.from_date, to_date=leave.back_on)
            case "leave":
                record_leave(**away, link_officer_id=other.id)
            case "leave alone":
                record_leave(**away)
            case "back":
                end_leave(leave_id=Leave.objects.filter(officer=officer).latest("id").id, actor=SYSTEM)

    def check(self):
        acting = queries.acting_in(Post.objects.values_list("id", flat=True))
        by_post = {}
        for officer in Officer.objects.all():
            for held in holdings_of(officer.id):
                assert held.post not in by_post, "two officers act in one post"
                by_post[held.post] = (officer.id, held.capacity)
        assert by_post == {post: (found.officer.id, found.capacity.value) for post, found in acting.items()}

    @settings(max_examples=40, deadline=None)
    @given(st.lists(st.tuples(st.sampled_from(DEEDS), *[st.integers(0, 3)] * 3), min_size=5, max_size=20))
    def test_one_post_one_hand(self, deeds):
        office = make_office()
        posts = [make_post(office=office) for _number in range(4)]
        officers = [make_officer() for _number in range(4)]
        with clock.frozen("2026-11-23"):
            for post, officer in zip(posts[:3], officers[:3], strict=True):
                make_tenure(post, officer)
        days = 0
        for deed, post, officer, other in deeds:
            days += deed == "day"
            with clock.frozen("2026-11-23"), clock.advanced(timedelta(days=days)):
                try:
                    self.do(deed, posts[post], officers[officer], officers[other])
                except (DomainError, ObjectDoesNotExist):
                    continue
                self.check()


# Holdings


@pytest.mark.django_db
def test_the_kernel_asks_this_register():
    tenure = make_tenure()
    assert list(actors.holdings_of(tenure.officer_id)) == [tenure.post_id]


@pytest.mark.django_db
def test_holdings_take_one_query(django_assert_num_queries):
    tenure = make_tenure()
    for _number in range(3):
        make_tenure(officer=tenure.officer, capacity="ADDITIONAL")
    with django_assert_num_queries(1):
        assert len(contract.holdings_of(officer_id=tenure.officer_id)) == 4


@pytest.mark.django_db
def test_a_holding_names_post_and_office():
    office = make_office("BNL-TEH-TAP", kind="TEHSIL")
    tenure = make_tenure(make_post("tehsildar", office=office))
    (held,) = contract.holdings_of(officer_id=tenure.officer_id)
    assert (held.designation, held.office_code, held.office_kind) == ("tehsildar", "BNL-TEH-TAP", "TEHSIL")
    assert (held.title, held.office_name, held.office) == (tenure.post.title, office.name, office.id)


@pytest.mark.django_db
@pytest.mark.parametrize("values", [{"post": {"is_active": False}}, {"officer": {"is_active": False}}])
def test_a_closed_post_and_a_retired_officer_count_for_nothing(values):
    tenure = make_tenure(make_post(**values.get("post", {})), make_officer(**values.get("officer", {})))
    assert contract.holdings_of(officer_id=tenure.officer_id) == []


@pytest.mark.django_db
def test_many_posts_take_three_queries(django_assert_num_queries):
    posts = [make_tenure().post_id for _number in range(5)] + [make_post().id, new_id()]
    with django_assert_num_queries(3):
        views = contract.get_posts(post_ids=posts)
    assert [view.id for view in views] == posts[:6]
    assert [view.holder is not None for view in views] == [True] * 5 + [False]


@pytest.mark.django_db
def test_unknown_things_are_not_found():
    for call in (
        lambda: contract.get_post(post_id=new_id()),
        lambda: contract.superior_post(post_id=new_id()),
        lambda: contract.office(office_id=new_id()),
        lambda: contract.officer(officer_id=new_id()),
    ):
        with pytest.raises(NotFound):
            call()


@pytest.mark.django_db
def test_the_superior_post():
    above = make_post("sdm")
    below = make_post(superior=above)
    assert contract.superior_post(post_id=below.id).id == above.id
    assert contract.superior_post(post_id=above.id) is None


@pytest.mark.django_db
def test_an_office_tells_its_calendar():
    kinds = {
        "TEHSIL": "FIELD",
        "SEWA_KENDRA": "KENDRA",
        "SECRETARIAT": "SECRETARIAT",
        "DIRECTORATE": "SECRETARIAT",
    }
    for kind, calendar in kinds.items():
        view = contract.office(office_id=make_office(kind=kind).id)
        assert (view.calendar, view.department) == (calendar, "REV")


# Responsibility


@pytest.fixture
def places(db):
    load_demo_places()


def responsible(place, **asked):
    return contract.responsible_post(designation="tehsildar", place=place, **asked).id


def test_the_nearest_jurisdiction_counts(places):
    village, tehsil, district = (make_post(places=[code]).id for code in ("V039985", "T275", "D605"))
    assert responsible("V039985") == village
    assert responsible("V040026") == tehsil
    assert responsible("U248378") == tehsil
    assert responsible("T275") == tehsil
    assert responsible("V040050") == district
    assert responsible("D605") == district


def test_another_designation_kind_or_a_closed_post_does_not_count(places):
    make_post("patwari", places=["V039985"])
    make_post(places=["V039985"], is_active=False)
    make_post(places=["V039985"], office=make_office(is_active=False))
    kendra = make_post(places=["V039985"], office=make_office(kind="SEWA_KENDRA")).id
    tehsil = make_post(places=["T275"], office=make_office(kind="TEHSIL")).id
    assert responsible("V039985") == kendra
    assert responsible("V039985", office_kind="TEHSIL") == tehsil


def test_two_posts_for_one_place_never_waver(places):
    first = make_post(places=["T275"], code="A-1").id
    make_post(places=["T275"], code="A-2")
    assert {responsible("V039985") for _number in range(5)} == {first}


def test_a_vacant_post_is_responsible_all_the_same(places):
    make_post(places=["T275"])
    view = contract.responsible_post(designation="tehsildar", place="V039985")
    assert (view.holder, view.capacity) == (None, "")


def test_nobody_responsible_and_no_such_place(places):
    make_post(places=["T276"])
    with pytest.raises(NotFound, match="No tehsildar is responsible"):
        responsible("V039985")
    with pytest.raises(NotFound, match="no place with the code"):
        responsible("V999999")


def test_responsibility_takes_four_queries(places, django_assert_num_queries):
    make_tenure(make_post(places=["T275"]))
    with django_assert_num_queries(4):
        responsible("V039985")
