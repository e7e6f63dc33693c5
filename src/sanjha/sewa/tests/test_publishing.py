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
from sanjha.sewa.tests.definitions import income_with
from sanjha.sewa.tests.world import publish

pytestmark = pytest.mark.usefixtures("world")


def other(**changes):
    """A second service, which nobody has published yet."""
    return income_with(**({"code": "TST-INCOME"} | changes))


def published(code="TST-INCOME"):
    return ServiceVersion.objects.filter(code=code)


def announced():
    return [
        event.payload["service"]
        for event in OutboxEvent.objects.filter(kind="sewa.DefinitionPublished").order_by("id")
    ]


def test_a_definition_is_kept_as_it_is_and_announced():
    version = publish(other())

    assert (version.code, version.version) == ("TST-INCOME", 1)
    assert version.sha256 == fingerprint(other())
    assert definition_of(published().get()) == other()
    assert announced().count("TST-INCOME") == 1
    assert (
        AuditEntry.objects.filter(stream="sewa.service.TST-INCOME", action="DEFINITION_PUBLISHED").count()
        == 1
    )


def test_publishing_again_changes_nothing():
    first = publish(other())
    assert publish(other()) == first
    assert (published().count(), announced().count("TST-INCOME")) == (1, 1)


def test_other_content_needs_another_version():
    publish(other())
    with pytest.raises(Conflict, match="Give the change a new version"):
        publish(other(names=Text("Another name", "ਹੋਰ ਨਾਮ", "दूसरा नाम")))
    assert published().count() == 1


def test_only_administrators_publish():
    with pytest.raises(NotPermitted, match="Only an administrator"):
        publish(other(), officer_with("tehsildar"))
    assert publish(other(), officer_with("office_admin")).version == 1


def test_the_whole_catalogue_is_published():
    with context.request_scope(who=SYSTEM):
        versions = publish_catalogue(folder=conf.catalogue, actor=SYSTEM)
        again = publish_catalogue(folder=conf.catalogue, actor=SYSTEM)
    assert "REV-INCOME" in {version.code for version in versions}
    assert again == versions


def test_the_store_refuses_to_change_a_published_definition():
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        published("REV-INCOME").update(content="{}")
    with (
        pytest.raises(IntegrityError, match="append-only"),
        connection.cursor() as cursor,
        transaction.atomic(),
    ):
        cursor.execute("DELETE FROM sewa_serviceversion")


def test_the_version_in_force_on_the_day_counts():
    publish(other())
    publish(other(version=2, effective_from=date(2026, 12, 1)))
    publish(other(version=3, effective_from=date(2026, 6, 1)))

    assert current_version("TST-INCOME").version == 3
    assert current_version("TST-INCOME", date(2026, 12, 1)).version == 2
    assert current_version("TST-INCOME", date(2026, 5, 1)).version == 1
    with pytest.raises(NotFound, match="There is no service TST-INCOME"):
        current_version("TST-INCOME", date(2020, 1, 1))
    with pytest.raises(NotFound):
        current_version("TST\x00INCOME")


@pytest.mark.parametrize(
    ("text", "found"),
    [("", True), ("income", True), ("inc cert", True), ("ਆਮਦਨ", True), ("आय प्र", True), ("rev-inc", True),
     ("aamdan", True), ("ncome", False), ("passport", False), ("\x00", True)],
)  # fmt: skip
def test_services_are_found_in_three_scripts_by_the_beginnings_of_words(text, found):
    assert ("REV-INCOME" in {offered.code for offered in services_offered(text=text)}) is found


def test_services_are_offered_by_channel_in_one_query(django_assert_num_queries):
    counter_only = tuple(channel for channel in other().channels if channel.code == "COUNTER")
    publish(other(channels=counter_only))
    services_offered()
    with django_assert_num_queries(1):
        assert [offered.code for offered in services_offered(channel="PORTAL")] == ["REV-INCOME"]
    offered = services_offered(channel="COUNTER")
    assert {each.code for each in offered} == {"REV-INCOME", "TST-INCOME"}
    assert offered[0].department.en.startswith("Revenue")
