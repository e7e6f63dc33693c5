"""Who acts, and for which posts."""

import pytest

from sanjha.kernel import actors, context
from sanjha.kernel.actors import Actor, Kind
from sanjha.kernel.ids import new_id
from sanjha.kernel.testing import citizen, officer_with


def test_an_officer_holds_a_post_by_designation():
    tehsildar = officer_with("tehsildar")
    (held,) = tehsildar.posts.values()
    assert tehsildar.holding("patwari", "tehsildar") == held
    assert tehsildar.holds("tehsildar")
    assert not tehsildar.holds("patwari", "kanungo")
    assert tehsildar.holding("patwari") is None
    assert (tehsildar.is_officer, tehsildar.is_citizen) == (True, False)


def test_a_citizen_holds_no_post():
    somebody = citizen()
    assert (somebody.is_officer, somebody.is_citizen, dict(somebody.posts)) == (False, True, {})


def test_the_trail_names_a_kind_and_an_id_and_never_a_name():
    person, account = new_id(), new_id()
    assert (
        Actor(Kind.OFFICER, account=account, person=person, name="Harjit Singh").label == f"OFFICER:{person}"
    )
    assert Actor(Kind.CITIZEN, account=account, name="Harjit Singh").label == f"CITIZEN:{account}"
    assert actors.SYSTEM.label == "SYSTEM:-"
    assert actors.ANONYMOUS.label == "ANONYMOUS:-"


def test_posts_cannot_be_slipped_in():
    with pytest.raises(TypeError):
        citizen().posts[new_id()] = None


def test_holdings_come_from_the_register_of_offices(monkeypatch):
    monkeypatch.setattr(actors, "_sources", [])
    officer = new_id()
    assert dict(actors.holdings_of(officer)) == {}
    (held,) = officer_with("sdm").posts.values()
    actors.register_holdings_source(lambda *, officer_id: [])
    actors.register_holdings_source(lambda *, officer_id: [held] if officer_id == officer else [])
    assert dict(actors.holdings_of(officer)) == {held.post: held}
    assert dict(actors.holdings_of(new_id())) == {}


def test_who_acts_is_forgotten_with_the_request():
    with context.request_scope():
        assert context.actor() == actors.ANONYMOUS
        context.set_actor(actors.SYSTEM)
        assert context.actor() == actors.SYSTEM
    assert context.actor() == actors.ANONYMOUS
