"""A nonce counts once, whatever becomes of the connection to the store."""

from datetime import timedelta

import psycopg
import pytest
from django.db import OperationalError, connection, transaction

from sanjha.kernel import clock, nonces
from sanjha.kernel.models import UsedNonce


def first(nonce, sender="counter"):
    return nonces.is_first_use(sender, nonce, seconds=120)


@pytest.mark.django_db
def test_the_second_use_is_seen_and_each_sender_has_its_own():
    assert [first("a"), first("a"), first("b"), first("a", "locker"), first("a", "locker")] == [
        True,
        False,
        True,
        True,
        False,
    ]
    assert UsedNonce.objects.get(id="counter a").until > clock.now() + timedelta(seconds=100)


@pytest.fixture
def cut():
    """The store cuts this process's connection."""

    def _cut():
        known = connection.connection.info
        with psycopg.connect(
            host=known.host, port=known.port, user=known.user, password=known.password, dbname=known.dbname
        ) as other:
            other.execute("SELECT pg_terminate_backend(%s)", [known.backend_pid])

    return _cut


@pytest.mark.django_db(transaction=True)
def test_a_connection_that_was_cut_is_made_anew(cut):
    assert first("a")
    cut()
    assert first("b")
    assert not first("a")


@pytest.mark.django_db(transaction=True)
def test_inside_a_transaction_a_cut_is_not_passed_over(cut):
    with pytest.raises(OperationalError), transaction.atomic():
        assert first("a")
        cut()
        first("b")


@pytest.mark.django_db(transaction=True)
def test_what_the_store_refuses_for_another_reason_is_not_tried_again(monkeypatch):
    tries = []
    assert first("b")

    def refuse(_known, _until):
        tries.append(1)
        raise OperationalError("out of memory")

    monkeypatch.setattr(nonces, "_is_entered", refuse)
    with pytest.raises(OperationalError, match="out of memory"):
        first("a")
    assert tries == [1]
