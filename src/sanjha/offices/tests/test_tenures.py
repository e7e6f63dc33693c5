"""Joining, relieving, transferring: access follows the tenure at once, work stays with the post."""

from datetime import date

import pytest

from sanjha.kernel import clock
from sanjha.kernel.errors import Conflict, DomainError, NotFound, NotPermitted
from sanjha.kernel.ids import new_id
from sanjha.kernel.models import AuditEntry, OutboxEvent
from sanjha.kernel.testing import citizen
from sanjha.offices import contract
from sanjha.offices.models import Tenure
from sanjha.offices.operations.close_post import close_post
from sanjha.offices.operations.give_additional_charge import give_additional_charge
from sanjha.offices.operations.join_post import join_post
from sanjha.offices.operations.relieve_officer import relieve_officer
from sanjha.offices.operations.retire_officer import retire_officer
from sanjha.offices.operations.transfer_officer import transfer_officer
from sanjha.offices.tests.factories import (
    acting,
    make_admin,
    make_office,
    make_officer,
    make_post,
    make_tenure,
)

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def monday():
    with clock.frozen("2026-11-23T10:00:00+05:30"):
        yield


@pytest.fixture
def office():
    return make_office("BNL-DC", kind="DC_OFFICE", place="D605")


@pytest.fixture
def admin(office):
    return make_admin(office)


@pytest.fixture
def tehsil(office):
    return make_office("BNL-TEH-TAP", parent=office)


def held(officer):
    return [(post.post, post.capacity) for post in contract.holdings_of(officer_id=officer.id)]


def kinds():
    return list(OutboxEvent.objects.order_by("happened_at", "id").values_list("kind", flat=True))


# Joining


def test_an_officer_who_joins_holds_the_post_at_once(admin, tehsil):
    post, officer = make_post(office=tehsil), make_officer()

    tenure = join_post(post_id=post.id, officer_id=officer.id, order_number=" DC/EST/7 ", actor=admin)

    assert (tenure.capacity, tenure.from_date, tenure.order_number) == ("SUBSTANTIVE", TODAY, "DC/EST/7")
    assert held(officer) == [(post.id, "SUBSTANTIVE")]
    view = contract.get_post(post_id=post.id)
    assert (view.holder, view.holder_name, view.capacity) == (officer.id, officer.name, "SUBSTANTIVE")
    assert kinds() == ["offices.ChargeAssumed"]
    assert AuditEntry.objects.get(action="POST_JOINED").stream == str(post.id)


def test_joining_ends_an_additional_charge_of_the_post(admin, tehsil):
    post, own = make_post(office=tehsil), make_tenure()
    make_tenure(post, own.officer, "ADDITIONAL")
    newcomer = make_officer()

    join_post(post_id=post.id, officer_id=newcomer.id, order_number="DC/EST/7", actor=admin)

    assert held(own.officer) == [(own.post_id, "SUBSTANTIVE")]
    assert held(newcomer) == [(post.id, "SUBSTANTIVE")]
    ended = Tenure.objects.get(post=post, capacity="ADDITIONAL")
    assert (ended.to_date, ended.relief_order) == (TODAY, "DC/EST/7")
    assert kinds() == ["offices.OfficerRelieved", "offices.ChargeAssumed"]


def test_a_held_post_cannot_be_joined(admin, tehsil):
    standing = make_tenure(make_post(office=tehsil))
    with pytest.raises(Conflict, match=f"{standing.officer.name_en} holds this post since 05-01-2026"):
        join_post(post_id=standing.post_id, officer_id=make_officer().id, order_number="1", actor=admin)
    assert kinds() == []


def test_an_officer_with_a_post_cannot_join_another(admin, tehsil):
    own = make_tenure(make_post(office=tehsil))
    with pytest.raises(DomainError, match="holds the post") as refused:
        join_post(
            post_id=make_post(office=tehsil).id, officer_id=own.officer_id, order_number="1", actor=admin
        )
    assert refused.value.field == "officer"


@pytest.mark.parametrize(
    ("day", "message"),
    [
        (date(2026, 11, 24), "day to come"),
        (date(1949, 1, 1), "before the year 1950"),
        (date(2026, 6, 30), "held until 01-07-2026"),
    ],
)
def test_a_wrong_day_of_joining_is_refused(admin, tehsil, day, message):
    before = make_tenure(make_post(office=tehsil), to_date=date(2026, 7, 1))
    with pytest.raises(DomainError, match=message) as refused:
        join_post(
            post_id=before.post_id, officer_id=make_officer().id, order_number="1", actor=admin, from_date=day
        )
    assert refused.value.field == "from_date"


def test_joining_may_be_entered_afterwards_but_not_into_the_time_of_another_post(admin, tehsil):
    before = make_tenure(make_post(office=tehsil), to_date=date(2026, 7, 1))
    post = make_post(office=tehsil)
    asked = {"post_id": post.id, "officer_id": before.officer_id, "order_number": "1", "actor": admin}
    with pytest.raises(DomainError, match="another post until 01-07-2026"):
        join_post(**asked, from_date=date(2026, 6, 1))
    assert join_post(**asked, from_date=date(2026, 7, 1)).from_date == date(2026, 7, 1)


@pytest.mark.parametrize(("post", "officer"), [({"is_active": False}, {}), ({}, {"is_active": False})])
def test_a_closed_post_or_a_retired_officer_is_refused(admin, tehsil, post, officer):
    with pytest.raises(DomainError, match=r"closed|no longer in service"):
        join_post(
            post_id=make_post(office=tehsil, **post).id,
            officer_id=make_officer(**officer).id,
            order_number="1",
            actor=admin,
        )


@pytest.mark.parametrize("order", ["", "   ", "x" * 81])
def test_an_order_number_is_needed(admin, tehsil, order):
    with pytest.raises(DomainError) as refused:
        join_post(
            post_id=make_post(office=tehsil).id, officer_id=make_officer().id, order_number=order, actor=admin
        )
    assert refused.value.field == "order_number"


def test_unknown_post_and_officer_are_not_found(admin, tehsil):
    with pytest.raises(NotFound, match="no such officer"):
        join_post(post_id=make_post(office=tehsil).id, officer_id=new_id(), order_number="1", actor=admin)
    with pytest.raises(NotFound, match="no such post"):
        join_post(post_id=new_id(), officer_id=make_officer().id, order_number="1", actor=admin)


# Relieving


def test_a_relieved_officer_holds_nothing_at_once(admin, tehsil):
    tenure = make_tenure(make_post(office=tehsil))

    relieve_officer(
        post_id=tenure.post_id, officer_id=tenure.officer_id, order_number="DC/EST/8", actor=admin
    )

    assert held(tenure.officer) == []
    assert contract.get_post(post_id=tenure.post_id).holder is None
    tenure.refresh_from_db()
    assert (tenure.to_date, tenure.relief_order) == (TODAY, "DC/EST/8")
    assert kinds() == ["offices.OfficerRelieved"]


def test_a_relieved_holder_takes_link_officer_and_arrangement_along(admin, tehsil):
    tenure = make_tenure(make_post(office=tehsil))
    link = make_tenure(tenure.post, make_tenure().officer, "LINK")
    arranged = make_tenure(tenure.post, make_tenure().officer, "LEAVE_ARRANGEMENT", to_date=date(2026, 12, 1))

    relieve_officer(post_id=tenure.post_id, officer_id=tenure.officer_id, order_number="1", actor=admin)

    assert {end.to_date for end in Tenure.objects.filter(id__in=[tenure.id, link.id, arranged.id])} == {TODAY}
    assert kinds() == ["offices.OfficerRelieved"] * 3


@pytest.mark.parametrize(
    ("day", "message"), [(date(2026, 11, 24), "not beforehand"), (date(2026, 1, 4), "on 05-01-2026 only")]
)
def test_a_wrong_day_of_relieving_is_refused(admin, tehsil, day, message):
    tenure = make_tenure(make_post(office=tehsil))
    with pytest.raises(DomainError, match=message) as refused:
        relieve_officer(
            post_id=tenure.post_id, officer_id=tenure.officer_id, order_number="1", actor=admin, on=day
        )
    assert refused.value.field == "on"
    assert held(tenure.officer) == [(tenure.post_id, "SUBSTANTIVE")]


def test_who_has_no_charge_cannot_be_relieved(admin, tehsil):
    gone = make_tenure(make_post(office=tehsil), to_date=date(2026, 7, 1))
    with pytest.raises(NotFound, match="no charge of this post"):
        relieve_officer(post_id=gone.post_id, officer_id=gone.officer_id, order_number="1", actor=admin)


# Transferring


def test_a_transfer_ends_every_charge_and_moves_no_work(admin, tehsil):
    own = make_tenure(make_post("tehsildar", office=tehsil, places=["T276"]))
    extra = make_tenure(
        make_post("naib_tehsildar", office=tehsil, places=["T276"]), own.officer, "ADDITIONAL"
    )
    new = make_post("sdm", office=tehsil)

    transfer = transfer_officer(
        officer_id=own.officer_id, to_post=new.id, order_number="DC/EST/9", actor=admin
    )

    assert held(own.officer) == [(new.id, "SUBSTANTIVE")]
    assert [tenure.post_id for tenure in transfer.relieved] == [own.post_id, extra.post_id]
    assert transfer.joined.from_date == TODAY
    for post in (own.post, extra.post):
        post.refresh_from_db()
        assert post.is_active
        assert [row.place for row in post.jurisdiction.all()] == ["T276"]
    assert kinds() == ["offices.OfficerRelieved", "offices.OfficerRelieved", "offices.ChargeAssumed"]
    actions = AuditEntry.objects.order_by("at", "id").values_list("action", flat=True)
    assert list(actions) == ["OFFICER_RELIEVED", "OFFICER_RELIEVED", "POST_JOINED"]


def test_a_transfer_to_a_held_post_changes_nothing(admin, tehsil):
    own, other = make_tenure(make_post(office=tehsil)), make_tenure(make_post(office=tehsil))
    with pytest.raises(Conflict, match="holds this post"):
        transfer_officer(officer_id=own.officer_id, to_post=other.post_id, order_number="1", actor=admin)
    assert held(own.officer) == [(own.post_id, "SUBSTANTIVE")]
    assert kinds() == []
    assert not AuditEntry.objects.exists()


def test_an_officer_awaiting_posting_is_transferred_by_joining(admin, tehsil):
    post, officer = make_post(office=tehsil), make_officer()
    assert (
        transfer_officer(officer_id=officer.id, to_post=post.id, order_number="1", actor=admin).relieved == []
    )
    assert held(officer) == [(post.id, "SUBSTANTIVE")]


def test_back_and_forth_on_one_day_keeps_both_tenures(admin, tehsil):
    own = make_tenure(make_post(office=tehsil))
    other = make_post(office=tehsil)
    transfer_officer(officer_id=own.officer_id, to_post=other.id, order_number="1", actor=admin)
    transfer_officer(officer_id=own.officer_id, to_post=own.post_id, order_number="2", actor=admin)
    assert held(own.officer) == [(own.post_id, "SUBSTANTIVE")]
    assert Tenure.objects.filter(officer=own.officer).count() == 3


# Additional charge


def test_additional_charge_of_a_vacant_post(admin, tehsil):
    own, vacant = make_tenure(make_post(office=tehsil)), make_post("naib_tehsildar", office=tehsil)

    give_additional_charge(post_id=vacant.id, officer_id=own.officer_id, order_number="1", actor=admin)

    assert held(own.officer) == [(own.post_id, "SUBSTANTIVE"), (vacant.id, "ADDITIONAL")]
    assert contract.get_post(post_id=vacant.id).capacity == "ADDITIONAL"


@pytest.mark.parametrize("capacity", ["SUBSTANTIVE", "ADDITIONAL"])
def test_a_post_in_somebodys_hands_takes_no_additional_charge(admin, tehsil, capacity):
    own = make_tenure(make_post(office=tehsil))
    taken = make_tenure(
        make_post(office=tehsil), make_tenure().officer if capacity == "ADDITIONAL" else None, capacity
    )
    with pytest.raises(Conflict, match="not vacant"):
        give_additional_charge(
            post_id=taken.post_id, officer_id=own.officer_id, order_number="1", actor=admin
        )


def test_additional_charge_needs_a_post_of_ones_own(admin, tehsil):
    with pytest.raises(DomainError, match="has no post"):
        give_additional_charge(
            post_id=make_post(office=tehsil).id, officer_id=make_officer().id, order_number="1", actor=admin
        )


def test_additional_charge_cannot_begin_tomorrow(admin, tehsil):
    own = make_tenure(make_post(office=tehsil))
    with pytest.raises(DomainError, match="day to come"):
        give_additional_charge(
            post_id=make_post(office=tehsil).id,
            officer_id=own.officer_id,
            order_number="1",
            actor=admin,
            from_date=date(2026, 11, 24),
        )


# Leaving the service, closing a post


def test_an_officer_who_leaves_the_service_holds_nothing_and_joins_nothing(admin, tehsil):
    own = make_tenure(make_post(office=tehsil))
    retire_officer(officer_id=own.officer_id, order_number="1", actor=admin)
    assert held(own.officer) == []
    assert contract.officer(officer_id=own.officer_id).is_active is False
    with pytest.raises(DomainError, match="no longer in service"):
        join_post(post_id=own.post_id, officer_id=own.officer_id, order_number="1", actor=admin)
    with pytest.raises(DomainError, match="no longer in service"):
        retire_officer(officer_id=own.officer_id, order_number="1", actor=admin)


def test_a_closed_post_is_held_by_nobody_and_found_by_nobody(admin, tehsil):
    post = make_post(office=tehsil)
    assert close_post(post_id=post.id, order_number="1", actor=admin).is_active is False
    assert contract.get_post(post_id=post.id).is_active is False
    assert kinds() == ["offices.PostClosed"]
    with pytest.raises(DomainError, match="closed already"):
        close_post(post_id=post.id, order_number="1", actor=admin)


def test_a_held_post_is_not_closed(admin, tehsil):
    held_post = make_tenure(make_post(office=tehsil)).post
    with pytest.raises(Conflict, match="Relieve the officers"):
        close_post(post_id=held_post.id, order_number="1", actor=admin)


# Who may


def deeds(post, tenure, actor):
    officer = make_officer()
    asked = {"order_number": "1", "actor": actor}
    return {
        "join": lambda: join_post(post_id=post.id, officer_id=officer.id, **asked),
        "relieve": lambda: relieve_officer(post_id=tenure.post_id, officer_id=tenure.officer_id, **asked),
        "transfer": lambda: transfer_officer(officer_id=tenure.officer_id, to_post=post.id, **asked),
        "charge": lambda: give_additional_charge(post_id=post.id, officer_id=tenure.officer_id, **asked),
        "close": lambda: close_post(post_id=post.id, **asked),
        "retire": lambda: retire_officer(officer_id=tenure.officer_id, **asked),
    }


@pytest.mark.parametrize("deed", ["join", "relieve", "transfer", "charge", "close", "retire"])
@pytest.mark.parametrize("who", ["citizen", "tehsildar", "administrator elsewhere", "administrator below"])
def test_others_may_not(office, tehsil, deed, who):
    post, tenure = make_post(office=office), make_tenure(make_post(office=office))
    actors = {
        "citizen": citizen,
        "tehsildar": lambda: acting(tenure.officer),
        "administrator elsewhere": lambda: make_admin(make_office()),
        "administrator below": lambda: make_admin(tehsil),
    }
    with pytest.raises(NotPermitted):
        deeds(post, tenure, actors[who]())[deed]()
    assert kinds() == []


def test_a_transfer_needs_the_office_that_is_left_too(admin, tehsil):
    elsewhere = make_tenure()
    with pytest.raises(NotPermitted):
        transfer_officer(
            officer_id=elsewhere.officer_id,
            to_post=make_post(office=tehsil).id,
            order_number="1",
            actor=admin,
        )
