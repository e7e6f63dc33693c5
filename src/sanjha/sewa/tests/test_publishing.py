"""A published definition stays as it was."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from sanjha.kernel import context
from sanjha.kernel.actors import SYSTEM
from sanjha.kernel.conf import conf
from sanjha.kernel.errors import Conflict, NotFound, NotPermitted
from sanjha.kernel.models import AuditEntry, OutboxEvent
from sanjha.kernel.testing import officer_with
from sanjha.kernel.text import Text
from sanjha.sewa.definition.canonical import fingerprint
from sanjha.sewa.models import ServiceVersion
from sanjha.sewa.operations.publish_catalogue import publish_catalogue
from sanjha.sewa.pinned import definition_of
from sanjha.sewa.queries.services import current_version, services_offered
from sanjha.sewa.tests.definitions import income_definition, income_with
from sanjha.sewa.tests.world import publish

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_morning")]


def test_a_definition_is_kept_as_it_is_and_announced():
    version = publish(income_definition())

    assert (version.code, version.version) == ("REV-INCOME", 1)
    assert version.sha256 == fingerprint(income_definition())
    assert definition_of(ServiceVersion.objects.get()) == income_definition()
    assert OutboxEvent.objects.filter(kind="sewa.DefinitionPublished").count() == 1
    assert AuditEntry.objects.filter(action="DEFINITION_PUBLISHED").count() == 1


def test_publishing_again_changes_nothing():
    first = publish(income_definition())
    assert publish(income_definition()) == first
    assert ServiceVersion.objects.count() == 1
    assert OutboxEvent.objects.filter(kind="sewa.DefinitionPublished").count() == 1


def test_other_content_needs_another_version():
    publish(income_definition())
    changed = income_with(names=Text("Another name", "ਹੋਰ ਨਾਮ", "दूसरा नाम"))
    with pytest.raises(Conflict, match="Give the change a new version"):
        publish(changed)
    assert ServiceVersion.objects.count() == 1


def test_only_administrators_publish():
    with pytest.raises(NotPermitted, match="Only an administrator"):
        publish(income_definition(), officer_with("tehsildar"))
    assert publish(income_definition(), officer_with("office_admin")).version == 1


def test_the_whole_catalogue_is_published():
    with context.request_scope(who=SYSTEM):
        versions = publish_catalogue(folder=conf.catalogue, actor=SYSTEM)
        again = publish_catalogue(folder=conf.catalogue, actor=SYSTEM)
    assert "REV-INCOME" in {version.code for version in versions}
    assert again == versions


def test_the_store_refuses_to_change_a_published_definition():
    publish(income_definition())
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        ServiceVersion.objects.update(content="{}")
    with (
        pytest.raises(IntegrityError, match="append-only"),
        connection.cursor() as cursor,
        transaction.atomic(),
    ):
        cursor.execute("DELETE FROM sewa_serviceversion")


def test_the_version_in_force_on_the_day_counts():
    publish(income_definition())
    publish(income_with(version=2, effective_from=date(2026, 12, 1)))
    publish(income_with(version=3, effective_from=date(2026, 6, 1)))

    assert current_version("REV-INCOME").version == 3
    assert current_version("REV-INCOME", date(2026, 12, 1)).version == 2
    assert current_version("REV-INCOME", date(2026, 5, 1)).version == 1
    with pytest.raises(NotFound, match="There is no service REV-INCOME"):
        current_version("REV-INCOME", date(2020, 1, 1))
    with pytest.raises(NotFound):
        current_version("REV\x00INCOME")


@pytest.mark.parametrize(
    ("text", "found"),
    [("", True), ("income", True), ("inc cert", True), ("ਆਮਦਨ", True), ("आय प्र", True), ("rev-inc", True),
     ("aamdan", True), ("ncome", False), ("passport", False), ("\x00", True)],
)  # fmt: skip
def test_services_are_found_in_three_scripts_by_the_beginnings_of_words(text, found):
    publish(income_definition())
    assert bool(services_offered(text=text)) is found


def test_services_are_offered_by_channel_in_one_query(django_assert_num_queries):
    publish(income_definition())
    counter_only = [channel for channel in income_definition().channels if channel.code == "COUNTER"]
    publish(income_with(code="REV-OTHER", channels=tuple(counter_only)))
    services_offered()
    with django_assert_num_queries(1):
        assert [offered.code for offered in services_offered(channel="PORTAL")] == ["REV-INCOME"]
    offered = services_offered(channel="COUNTER")
    assert {each.code for each in offered} == {"REV-INCOME", "REV-OTHER"}
    assert offered[0].department.en.startswith("Revenue")
