"""The bar shows an actor what is theirs, and marks where they are."""

import pytest
from django.utils.translation import gettext_lazy as _

from sanjha.kernel.actors import ANONYMOUS
from sanjha.kernel.testing import officer_with
from sanjha.ui import navigation
from sanjha.ui.navigation import DESK, Entry


@pytest.fixture(autouse=True)
def only_these(monkeypatch, settings):
    settings.ROOT_URLCONF = "sanjha.ui.tests.page_urls"
    monkeypatch.setattr(navigation, "_entries", {})
    navigation.register(
        Entry(DESK, _("Help and contact"), "ui:help", order=20),
        Entry(DESK, _("Working with the keyboard"), "ui:keyboard", key="F2", order=10),
        Entry(DESK, "Sign", "ui:terms", shown_to=lambda actor: actor.holds("tehsildar")),
        Entry(DESK, "Elsewhere", "service_that_runs_elsewhere:page"),
        Entry(navigation.CITIZEN, "Privacy", "ui:privacy"),
    )


def labels(actor, path="/"):
    return [str(link.label) for link in navigation.links(DESK, actor, path)]


def test_entries_stand_in_their_order_and_only_for_those_they_are_meant_for():
    assert labels(ANONYMOUS) == ["Working with the keyboard", "Help and contact"]
    assert labels(officer_with("tehsildar")) == ["Working with the keyboard", "Help and contact", "Sign"]
    assert labels(officer_with("patwari")) == ["Working with the keyboard", "Help and contact"]


def test_the_most_exact_page_is_the_current_one():
    links = navigation.links(DESK, ANONYMOUS, "/help/keyboard/")
    assert [(link.url, link.current, link.key) for link in links] == [
        ("/help/keyboard/", True, "F2"),
        ("/help/", False, ""),
    ]
    assert not any(link.current for link in navigation.links(DESK, ANONYMOUS, "/elsewhere/"))


def test_a_page_registered_twice_stands_once():
    navigation.register(Entry(DESK, "Help", "ui:help", order=20))
    assert labels(ANONYMOUS) == ["Working with the keyboard", "Help"]
