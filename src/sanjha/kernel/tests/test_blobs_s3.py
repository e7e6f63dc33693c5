"""Bytes kept by their hash, in an S3 bucket that does not always answer."""

import time
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256

import pytest

from sanjha.kernel import blobs, conf
from sanjha.kernel.errors import NotFound, Unavailable
from sanjha.kernel.tests.s3_simulator import simulated_bucket

PAPER = b"%PDF certificate" * 100


@pytest.fixture
def bucket(monkeypatch):
    with simulated_bucket() as (bucket, variables):
        for name, value in variables.items():
            monkeypatch.setenv(name, value)
        yield bucket


@pytest.fixture
def store(bucket):
    return blobs.ObjectStore("s3://papers/", patience=timedelta(seconds=4))


def test_bytes_come_back_by_their_hash(store, bucket):
    digest = blobs.put(PAPER, store=store)
    assert digest == sha256(PAPER).hexdigest()
    assert bucket.objects == {f"{digest[:2]}/{digest[2:4]}/{digest}": PAPER}
    assert blobs.get(digest, store=store) == PAPER
    assert blobs.exists(digest, store=store)
    assert bucket.bad_checksums == 0


def test_what_was_never_put_is_not_found(store):
    nobody = sha256(b"nobody").hexdigest()
    assert not blobs.exists(nobody, store=store)
    with pytest.raises(NotFound):
        blobs.get(nobody, store=store)


def test_changed_bytes_are_not_given_out(store, bucket):
    digest = blobs.put(PAPER, store=store)
    bucket.objects = dict.fromkeys(bucket.objects, b"forged")
    with pytest.raises(blobs.Changed, match=digest):
        blobs.get(digest, store=store)


@pytest.mark.parametrize("trouble", ["503", "500", "drop"])
def test_a_store_that_stumbles_is_asked_again(store, bucket, trouble):
    bucket.troubles = [trouble]
    digest = blobs.put(PAPER, store=store)
    bucket.troubles = [trouble]
    assert blobs.get(digest, store=store) == PAPER
    bucket.troubles = [trouble]
    assert blobs.exists(digest, store=store)
    assert min(bucket.asked[verb] for verb in ("PUT", "GET", "HEAD")) == 2


@pytest.mark.parametrize("trouble", ["503", "drop", "403"])
def test_a_store_that_does_not_answer_is_said_to_be_unavailable(store, bucket, trouble):
    bucket.trouble_for_ever = trouble
    begun = time.monotonic()
    with pytest.raises(Unavailable, match="Nothing was saved"):
        blobs.put(PAPER, store=store)
    with pytest.raises(Unavailable, match="does not answer"):
        blobs.get(sha256(PAPER).hexdigest(), store=store)
    with pytest.raises(Unavailable, match="does not answer"):
        blobs.exists(sha256(PAPER).hexdigest(), store=store)
    assert time.monotonic() - begun < 15
    assert bucket.objects == {}


def test_a_body_cut_short_is_never_taken_for_the_document(store, bucket):
    digest = blobs.put(PAPER, store=store)
    bucket.trouble_for_ever = "cut"
    with pytest.raises((Unavailable, blobs.Changed)):
        blobs.get(digest, store=store)


def test_a_slow_store_is_waited_for_within_patience(bucket):
    digest = blobs.put(PAPER, store=blobs.ObjectStore("s3://papers/"))
    patient = blobs.ObjectStore("s3://papers/", patience=timedelta(seconds=4))
    bucket.troubles = ["slow"]
    assert blobs.get(digest, store=patient) == PAPER
    hasty = blobs.ObjectStore("s3://papers/", patience=timedelta(seconds=0.5))
    bucket.trouble_for_ever = "slow"
    with pytest.raises(Unavailable):
        blobs.get(digest, store=hasty)


def test_a_prefix_of_the_bucket_is_kept(bucket):
    store = blobs.ObjectStore("s3://papers/sanjha/blobs")
    digest = blobs.put(PAPER, store=store)
    assert list(bucket.objects) == [f"sanjha/blobs/{digest[:2]}/{digest[2:4]}/{digest}"]
    assert blobs.get(digest, store=store) == PAPER


def test_a_setting_names_the_bucket(bucket, monkeypatch):
    monkeypatch.setattr(blobs, "conf", replace(conf.conf, blob_store="s3://papers/"))
    blobs._store.cache_clear()
    try:
        digest = blobs.put(PAPER)
        assert blobs.get(digest) == PAPER
        assert len(bucket.objects) == 1
    finally:
        blobs._store.cache_clear()
