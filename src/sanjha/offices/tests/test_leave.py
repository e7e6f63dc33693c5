"""Leave: the officer holds nothing, the link officer acts, and everything returns by itself."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from sanjha.kernel import clock
from sanjha.kernel.errors import Conflict, DomainError, NotFound, NotPermitted
from sanjha.kernel.ids import new_id
from sanjha.kernel.models import AuditEntry, OutboxEvent
from sanjha.kernel.testing import citizen
from sanjha.offices import contract
from sanjha.offices.models import Leave
from sanjha.offices.operations.arrange_charge import arrange_charge
from sanjha.offices.operations.end_leave import end_leave
from sanjha.offices.operations.name_link_officer import name_link_officer
from sanjha.offices.operations.record_leave import record_leave
from sanjha.offices.tests.factories import (
    acting,
    make_admin,
    make_office,
    make_officer,
    make_post,
    make_tenure,
)

pytestmark = pytest.mark.django_db
FIRST, BACK = date(2026, 11, 25), date(2026, 11, 30)


@pytest.fixture(autouse=True)
def monday():
    with clock.frozen("2026-11-23T10:00:00+05:30"):
        yield


@pytest.fixture
def office():
    return make_office(kind="DC_OFFICE")


@pytest.fixture
def admin(office):
    return make_admin(office)


@pytest.fixture
def tehsildar(office):
    return make_tenure(make_post("tehsildar", office=office))


@pytest.fixture
def naib(office):
    return make_tenure(make_post("naib_tehsildar", office=office))


def held(tenure_or_officer):
    officer = getattr(tenure_or_officer, "officer", tenure_or_officer)
    return [(post.designation, post.capacity) for post in contract.holdings_of(officer_id=officer.id)]


def on_leave(tenure, admin, *, link=None, first=FIRST, back=BACK):
    return record_leave(
        officer_id=tenure.officer_id,
        link_officer_id=link.officer_id if link else None,
        from_date=first,
        back_on=back,
        order_number="LV/1",
        actor=admin,
    )


def acts_in(post):
    view = contract.get_post(post_id=post.id)
    return view.holder, view.capacity


def test_during_leave_the_link_officer_acts_and_then_all_is_as_before(tehsildar, naib, admin):
    on_leave(tehsildar, admin, link=naib)

    for day, mine, links in [
        ("2026-11-24", [("tehsildar", "SUBSTANTIVE")], [("naib_tehsildar", "SUBSTANTIVE")]),
        ("2026-11-25", [], [("naib_tehsildar", "SUBSTANTIVE"), ("tehsildar", "LINK")]),
        ("2026-11-29", [], [("naib_tehsildar", "SUBSTANTIVE"), ("tehsildar", "LINK")]),
        ("2026-11-30", [("tehsildar", "SUBSTANTIVE")], [("naib_tehsildar", "SUBSTANTIVE")]),
    ]:
        with clock.frozen(day):
            assert (held(tehsildar), held(naib)) == (mine, links), day
            actor = naib.officer_id if not mine else tehsildar.officer_id
            assert acts_in(tehsildar.post) == (actor, "SUBSTANTIVE" if mine else "LINK")
    assert OutboxEvent.objects.get().kind == "offices.LeaveRecorded"
    assert AuditEntry.objects.get(action="LEAVE_RECORDED").stream == str(tehsildar.officer_id)


def test_the_link_officer_has_the_additional_charges_too(tehsildar, naib, admin, office):
    extra = make_post("sdm", office=office)
    make_tenure(extra, tehsildar.officer, "ADDITIONAL")
    on_leave(tehsildar, admin, link=naib)
    with clock.frozen(FIRST):
        assert set(held(naib)) == {("naib_tehsildar", "SUBSTANTIVE"), ("tehsildar", "LINK"), ("sdm", "LINK")}
        assert acts_in(extra) == (naib.officer_id, "LINK")


def test_leave_without_a_link_officer_leaves_the_post_vacant_or_to_the_standing_one(tehsildar, naib, admin):
    on_leave(tehsildar, admin)
    with clock.frozen(FIRST):
        assert acts_in(tehsildar.post) == (None, "")
    name_link_officer(post_id=tehsildar.post_id, officer_id=naib.officer_id, order_number="1", actor=admin)
    assert held(naib) == [("naib_tehsildar", "SUBSTANTIVE")]
    with clock.frozen(FIRST):
        assert held(naib) == [("naib_tehsildar", "SUBSTANTIVE"), ("tehsildar", "LINK")]
        assert acts_in(tehsildar.post) == (naib.officer_id, "LINK")


def test_an_arrangement_for_one_post_goes_before_the_link_officer(tehsildar, naib, admin, office):
    other = make_tenure(make_post("kanungo", office=office))
    on_leave(tehsildar, admin, link=naib)

    arrange_charge(
        post_id=tehsildar.post_id,
        officer_id=other.officer_id,
        from_date=FIRST,
        to_date=date(2026, 11, 27),
        order_number="1",
        actor=admin,
    )

    with clock.frozen(FIRST):
        assert held(naib) == [("naib_tehsildar", "SUBSTANTIVE")]
        assert held(other) == [("kanungo", "SUBSTANTIVE"), ("tehsildar", "LEAVE_ARRANGEMENT")]
        assert acts_in(tehsildar.post) == (other.officer_id, "LEAVE_ARRANGEMENT")
    with clock.frozen(date(2026, 11, 27)):
        assert held(other) == [("kanungo", "SUBSTANTIVE")]
        assert acts_in(tehsildar.post) == (naib.officer_id, "LINK")


def test_an_arrangement_ends_when_the_holder_is_back(tehsildar, naib, admin):
    leave = on_leave(tehsildar, admin)
    arrange_charge(
        post_id=tehsildar.post_id,
        officer_id=naib.officer_id,
        from_date=FIRST,
        to_date=BACK,
        order_number="1",
        actor=admin,
    )
    end_leave(leave_id=leave.id, actor=admin, back_on=date(2026, 11, 26))
    with clock.frozen(date(2026, 11, 26)):
        assert held(naib) == [("naib_tehsildar", "SUBSTANTIVE")]
        assert acts_in(tehsildar.post) == (tehsildar.officer_id, "SUBSTANTIVE")


def test_an_officer_who_comes_back_early_holds_the_post_from_that_day(tehsildar, naib, admin):
    leave = on_leave(tehsildar, admin, link=naib, first=date(2026, 11, 20))
    assert held(tehsildar) == []
    end_leave(leave_id=leave.id, actor=admin)
    assert held(tehsildar) == [("tehsildar", "SUBSTANTIVE")]
    assert held(naib) == [("naib_tehsildar", "SUBSTANTIVE")]
    with pytest.raises(DomainError, match="ends on 23-11-2026 already"):
        end_leave(leave_id=leave.id, actor=admin)


def test_leave_that_does_not_begin_is_as_if_it_never_was(tehsildar, naib, admin):
    leave = end_leave(leave_id=on_leave(tehsildar, admin, link=naib).id, actor=admin)
    assert leave.back_on == FIRST
    with clock.frozen(FIRST):
        assert held(tehsildar) == [("tehsildar", "SUBSTANTIVE")]


def test_a_link_officer_does_not_pass_the_charge_on(tehsildar, naib, admin, office):
    """Acting for another does not include handing that on when one goes on leave oneself."""
    third = make_tenure(make_post("kanungo", office=office))
    on_leave(tehsildar, admin, link=naib)
    Leave.objects.create(
        officer=naib.officer, link_officer=third.officer, from_date=FIRST, back_on=BACK, order_number="LV/2"
    )
    with clock.frozen(FIRST):
        assert held(naib) == []
        assert held(third) == [("kanungo", "SUBSTANTIVE"), ("naib_tehsildar", "LINK")]
        assert acts_in(tehsildar.post) == (None, "")


@pytest.mark.parametrize(
    ("first", "back", "field"),
    [
        (FIRST, FIRST, "back_on"),
        (BACK, FIRST, "back_on"),
        (FIRST, date(2037, 1, 1), "back_on"),
        (date(1940, 1, 1), FIRST, "from_date"),
    ],
)
def test_a_wrong_span_is_refused(tehsildar, admin, first, back, field):
    with pytest.raises(DomainError) as refused:
        on_leave(tehsildar, admin, first=first, back=back)
    assert refused.value.field == field
    assert not Leave.objects.exists()


def test_two_leaves_do_not_overlap(tehsildar, admin):
    on_leave(tehsildar, admin)
    with pytest.raises(Conflict, match="Another leave"):
        on_leave(tehsildar, admin, first=date(2026, 11, 29), back=date(2026, 12, 2))
    on_leave(tehsildar, admin, first=BACK, back=date(2026, 12, 2))


def test_the_link_officer_is_another_present_and_in_service(tehsildar, naib, admin):
    with pytest.raises(DomainError, match="not his own link officer"):
        on_leave(tehsildar, admin, link=tehsildar)
    on_leave(naib, admin)
    with pytest.raises(DomainError, match="on leave on some of these days"):
        on_leave(tehsildar, admin, link=naib)
    gone = make_tenure(officer=make_officer(is_active=False))
    with pytest.raises(DomainError, match="no longer in service"):
        on_leave(tehsildar, admin, link=gone)


@pytest.mark.parametrize("who", ["citizen", "the officer himself", "administrator elsewhere"])
def test_others_may_not_record_or_end_leave(tehsildar, admin, who):
    actors = {
        "citizen": citizen,
        "the officer himself": lambda: acting(tehsildar.officer),
        "administrator elsewhere": lambda: make_admin(make_office()),
    }
    leave = on_leave(tehsildar, admin)
    with pytest.raises(NotPermitted):
        end_leave(leave_id=leave.id, actor=actors[who]())
    with pytest.raises(NotPermitted):
        on_leave(tehsildar, actors[who](), first=date(2027, 1, 1), back=date(2027, 1, 2))


def test_an_unknown_leave_is_not_found(admin):
    with pytest.raises(NotFound):
        end_leave(leave_id=new_id(), actor=admin)


def test_leave_without_an_order_is_refused(tehsildar, admin):
    with pytest.raises(DomainError) as refused:
        record_leave(
            officer_id=tehsildar.officer_id, from_date=FIRST, back_on=BACK, order_number="", actor=admin
        )
    assert refused.value.field == "order_number"


# Arrangements and standing link officers


def arranged(tehsildar, officer, admin, **values):
    return arrange_charge(
        **{
            "post_id": tehsildar.post_id,
            "officer_id": officer.id,
            "from_date": FIRST,
            "to_date": BACK,
            "order_number": "1",
            "actor": admin,
        }
        | values
    )


def test_an_arrangement_needs_the_holders_leave(tehsildar, naib, admin):
    with pytest.raises(DomainError, match="leave does not cover"):
        arranged(tehsildar, naib.officer, admin)
    on_leave(tehsildar, admin)
    with pytest.raises(DomainError, match="leave does not cover"):
        arranged(tehsildar, naib.officer, admin, to_date=date(2026, 12, 1))


def test_an_arrangement_is_for_another_officer_with_a_post_and_alone(tehsildar, naib, admin):
    on_leave(tehsildar, admin)
    with pytest.raises(DomainError, match="holder of the post is on leave"):
        arranged(tehsildar, tehsildar.officer, admin)
    with pytest.raises(DomainError, match="has no post"):
        arranged(tehsildar, make_officer(), admin)
    arranged(tehsildar, naib.officer, admin)
    with pytest.raises(Conflict, match="Another arrangement"):
        arranged(tehsildar, naib.officer, admin, from_date=date(2026, 11, 28))


def test_a_standing_link_officer_is_one_and_not_the_holder(tehsildar, naib, admin):
    asked = {"post_id": tehsildar.post_id, "order_number": "1", "actor": admin}
    with pytest.raises(DomainError, match="not its link officer"):
        name_link_officer(officer_id=tehsildar.officer_id, **asked)
    with pytest.raises(DomainError, match="has no post"):
        name_link_officer(officer_id=make_officer().id, **asked)
    name_link_officer(officer_id=naib.officer_id, **asked)
    with pytest.raises(Conflict, match="has a link officer"):
        name_link_officer(officer_id=make_tenure().officer_id, **asked)


@pytest.mark.parametrize("actor", ["tehsildar", "elsewhere"])
def test_others_may_not_arrange_or_name(tehsildar, naib, admin, actor):
    on_leave(tehsildar, admin)
    who = acting(tehsildar.officer) if actor == "tehsildar" else make_admin(make_office())
    with pytest.raises(NotPermitted):
        arranged(tehsildar, naib.officer, who)
    with pytest.raises(NotPermitted):
        name_link_officer(post_id=tehsildar.post_id, officer_id=naib.officer_id, order_number="1", actor=who)


def test_the_store_refuses_impossible_leave():
    officer = make_officer()
    for values in ({"back_on": date(2026, 11, 24)}, {"link_officer": officer}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Leave.objects.create(
                **{"officer": officer, "from_date": FIRST, "back_on": BACK, "order_number": "1"} | values
            )


def test_the_officer_named_for_a_leave_goes_before_the_standing_link_officer(tehsildar, naib, admin, office):
    standing = make_tenure(make_post("kanungo", office=office))
    name_link_officer(
        post_id=tehsildar.post_id, officer_id=standing.officer_id, order_number="1", actor=admin
    )
    on_leave(tehsildar, admin, link=naib)
    with clock.frozen(FIRST):
        assert held(standing) == [("kanungo", "SUBSTANTIVE")]
        assert acts_in(tehsildar.post) == (naib.officer_id, "LINK")
