"""What the store itself holds: one record a key, history that nobody changes, and two who write at once."""

from threading import Thread

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from sanjha.kernel import clock
from sanjha.kernel.actors import SYSTEM
from sanjha.kernel.errors import Conflict
from sanjha.kernel.ids import new_id
from sanjha.registries.models import FormerRow, Row, Version
from sanjha.registries.operations.create_row import create_row
from sanjha.registries.operations.delete_row import delete_row
from sanjha.registries.operations.update_or_create_row import update_or_create_row
from sanjha.registries.operations.update_rows import update_rows
from sanjha.registries.tests.factories import ANNA, make_registry

pytestmark = pytest.mark.django_db


def test_the_store_keeps_a_key_once_in_a_version():
    row = create_row(version=make_registry(), content=ANNA, actor=SYSTEM)
    same = {
        "version": row.version,
        "key": row.key,
        "data": ANNA,
        "created_at": clock.now(),
        "changed_at": clock.now(),
    }
    with pytest.raises(IntegrityError, match="registry_key_once"), transaction.atomic():
        Row.objects.create(**same)
    with pytest.raises(IntegrityError, match="registry_key_said"), transaction.atomic():
        Row.objects.create(**same | {"key": ""})
    other = create_row(version=make_registry(version="2.0"), content=ANNA, actor=SYSTEM)
    assert other.pk != row.pk


def test_what_was_cannot_be_changed():
    version = make_registry()
    create_row(version=version, content=ANNA, actor=SYSTEM)
    delete_row(version=version, key="EE1", actor=SYSTEM)
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        FormerRow.objects.update(data={})
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        FormerRow.objects.all().delete()


def test_many_cannot_be_given_one_key_and_none_is_changed():
    version = make_registry()
    for number in range(3):
        create_row(version=version, content={"id": f"E{number}", "lastName": "Kaur"}, actor=SYSTEM)
    with pytest.raises(Conflict):
        update_rows(
            version=version, query={"lastName": "Kaur"}, content={"id": "E9"}, actor=SYSTEM, only_one=False
        )
    assert sorted(Row.objects.values_list("key", flat=True)) == ["E0", "E1", "E2"]
    assert not FormerRow.objects.exists()


def test_a_record_may_change_its_key_to_a_free_one():
    version = make_registry()
    create_row(version=version, content=ANNA, actor=SYSTEM)
    update_rows(version=version, query={"id": "EE1"}, content={"id": "EE2"}, actor=SYSTEM)
    assert Row.objects.get().key == Row.objects.get().data["id"] == "EE2"


NAMES = st.sampled_from(["Anna", "Mara", "ਅਨੀਤਾ"])


@settings(max_examples=25, deadline=None)
@given(
    deeds=st.lists(st.tuples(st.sampled_from(["put", "delete"]), st.sampled_from("AB"), NAMES), max_size=8)
)
def test_whatever_is_done_the_history_tells_it_all(deeds):
    """The former rows and the row as it stands are every state that ever was, numbered without a gap."""
    version = make_registry(f"register-{new_id().hex}")
    states = {}
    for deed, key, name in deeds:
        standing = Row.objects.filter(version=version, key=key, deleted_at__isnull=True).first()
        if deed == "put":
            content = {"id": key, "firstName": name}
            row = update_or_create_row(version=version, query={"id": key}, content=content, actor=SYSTEM)
            if standing is None or standing.data != content:
                states.setdefault(row.pk, []).append(content)
        else:
            assert delete_row(version=version, key=key, actor=SYSTEM) is (standing is not None)
    for row in Row.objects.filter(version=version):
        former = list(row.former.order_by("revision"))
        assert [one.revision for one in former] == list(range(1, row.revision))
        told = [one.data for one in former] + ([] if row.deleted_at else [row.data])
        assert told == states[row.pk]


@pytest.mark.django_db(transaction=True)
def test_two_who_create_at_once_make_one_record_and_indexes_have_no_gap():
    version = make_registry()
    outcomes = []

    def create(content):
        try:
            outcomes.append(create_row(version=version, content=content, actor=SYSTEM).key)
        except Conflict:
            outcomes.append("refused")
        finally:
            connection.close()

    contents = [ANNA | {"firstName": name} for name in ("a", "b")] + [{"firstName": "c"}] * 4
    threads = [Thread(target=create, args=(content,)) for content in contents]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["EE1", *(f"citizens-{number}" for number in range(1, 5)), "refused"]
    assert Version.objects.get().last_index == 4
