"""Anybody who knows a number learns how the case stands, and nothing about the person."""

from dataclasses import asdict

import pytest

from sanjha.kernel import numbers
from sanjha.kernel.errors import DomainError, NotFound
from sanjha.sewa import contract
from sanjha.sewa.queries.tracking import mask, track
from sanjha.sewa.tests.factories import income_data, make_application


def test_a_number_tells_where_the_case_is(operator):
    application = make_application(operator, data=income_data("Sukhwinder"), at="verification")
    tracked = track(f" {application.number.lower()} ")

    assert (tracked.number, tracked.state, tracked.limit_status) == (application.number, "SUBMITTED", "DRAFT")
    assert tracked.standing.holder.en == "Patwari, Circle Rura Khurd"
    assert tracked.standing.next_step.en == "Decision"
    assert (tracked.due_date, tracked.received_at) == (application.due_date, application.received_at)
    assert [step.label.en for step in tracked.steps] == ["Application received", "Send for verification"]


@pytest.mark.parametrize("at", ["scrutiny", "objected", "rejected", "approved"])
def test_nothing_of_the_person_is_told(operator, at):
    application = make_application(operator, data=income_data("Sukhwinder"), at=at)
    told = str(asdict(track(application.number)))
    for secret in ("Sukhwinder", "ਮਨਪ੍ਰੀਤ", "9876501234", "Gurdev", "120000", "not found living"):
        assert secret not in told
    assert "S•••••••••" in told


def test_officers_are_told_by_post_not_by_name(operator, dealing_hand):
    application = make_application(operator, at="verification")
    told = str(asdict(track(application.number)))
    assert dealing_hand.actor.name not in told
    assert operator.actor.name not in told


@pytest.mark.parametrize(
    "typed", ["", "PB", "PB/BNL/REV-INCOME/2026/0000001-X1", "'; DROP TABLE", "\x00" * 9, "9" * 200, "੧੨੩"]
)
def test_a_mistyped_number_is_told_as_such(world, typed):
    with pytest.raises(DomainError, match="not the number of an application"):
        track(typed)


def test_one_wrong_character_is_noticed(operator):
    number = make_application(operator).number
    with pytest.raises(DomainError, match="not the number"):
        track(number.replace("0000001", "0000002"))


def test_an_unknown_number_is_not_found(world):
    body = "PB/BNL/REV-INCOME/2026/0000042-"
    with pytest.raises(NotFound, match="no application with this number"):
        track(body + numbers.check_character(body))


def test_tracking_costs_few_queries(operator, django_assert_num_queries):
    number = make_application(operator).number
    track(number)
    with django_assert_num_queries(3):
        track(number)


@pytest.mark.parametrize(
    ("name", "masked"), [("Manpreet Kaur", "M••••••• K•••"), ("A", "A"), ("", ""), ("  Om  ", "O•")]
)
def test_names_are_masked(name, masked):
    assert mask(name) == masked


def test_other_services_learn_the_status_without_the_person(operator):
    first, second = make_application(operator), make_application(operator, at="approved")
    status = contract.application_status(number=first.number)
    assert (status.id, status.state, status.service, status.tehsil) == (
        first.id,
        "SUBMITTED",
        "REV-INCOME",
        "T276",
    )
    assert (status.post is not None, status.document) == (True, None)
    listed = contract.application_statuses(application_ids=[second.id, operator.post, first.id])
    assert [each.number for each in listed] == [second.number, first.number]
    assert listed[0].post is None
    with pytest.raises(NotFound):
        contract.application_status(number="PB/NONE")
