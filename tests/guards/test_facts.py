"""Every service says which facts it owns, no fact has two owners, and what leaves by a contract is declared."""

import pytest
from django.apps import apps
from django.core.exceptions import ImproperlyConfigured

from sanjha.exchange.fact_names import FACTS
from sanjha.kernel import facts
from sanjha.kernel.contracts import declared_operations
from sanjha.kernel.facts import Fact
from sanjha.kernel.text import LANGUAGES
from tests.guards.tree import assert_nothing

WITHOUT_FACTS = {"kernel", "ui", "project"}
OURS = [app for app in apps.get_app_configs() if app.name.startswith("sanjha.")]


def services() -> set[str]:
    """The services that keep tables of their own, kernel apart."""
    keeping = {app.label for app in OURS if any(app.get_models())}
    return keeping - WITHOUT_FACTS


def test_every_service_that_keeps_tables_declares_its_facts():
    owners = {fact.owner for fact in facts.declared_facts().values()}
    assert_nothing(sorted(services() - owners))
    assert_nothing(sorted(owners - services()))


def test_two_owners_of_one_fact_do_not_start_and_both_are_named():
    known = facts.declared_facts()["resident.birth_date"]
    given = {name: getattr(known, name) for name in Fact.__dataclass_fields__}
    with pytest.raises(ImproperlyConfigured, match=r"resident\.birth_date has two owners: people and sewa"):
        facts.declare(Fact(**{**given, "owner": "sewa"}))
    assert facts.declared_facts()["resident.birth_date"] is known


def test_contracts_and_copies_fit_the_declared_facts():
    assert_nothing(fault for fault in facts.faults() if ".tests." not in fault)


def test_every_fact_of_a_contract_is_declared_by_the_service_of_the_contract():
    declared = facts.declared_facts()
    assert_nothing(
        f"{known.name}: {name}"
        for known in declared_operations().values()
        if ".tests." not in known.stub.__module__
        for name in known.facts
        if name not in declared or declared[name].owner != known.service
    )


def test_every_fact_has_a_title_in_three_languages():
    assert_nothing(
        fact.name
        for fact in facts.declared_facts().values()
        if not all(getattr(fact.title, code, "") for code in LANGUAGES)
    )


def test_a_citizen_reads_the_same_name_of_a_fact_everywhere():
    declared = facts.declared_facts()
    assert_nothing(
        name for name, title in FACTS.items() if name in declared and declared[name].title != title
    )
