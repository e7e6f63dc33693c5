"""Bytes kept by their hash, in a folder of this machine."""

import os
import stat
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanjha.kernel import blobs
from sanjha.kernel.conf import conf
from sanjha.kernel.errors import NotFound


@pytest.fixture
def store(tmp_path):
    return blobs.FolderStore(tmp_path / "blobs")


def files_of(store):
    return sorted(path for path in store.root.rglob("*") if path.is_file())


def test_bytes_come_back_by_their_hash(store):
    digest = blobs.put(b"%PDF certificate", store=store)
    assert digest == sha256(b"%PDF certificate").hexdigest()
    assert blobs.get(digest, store=store) == b"%PDF certificate"
    assert blobs.exists(digest, store=store)


@given(data=st.binary(max_size=2000))
def test_any_bytes_come_back(tmp_path_factory, data):
    store = blobs.FolderStore(tmp_path_factory.mktemp("blobs"))
    assert blobs.get(blobs.put(data, store=store), store=store) == data


def test_the_same_bytes_are_kept_once(store):
    digest = blobs.put(b"twice", store=store)
    (path,) = files_of(store)
    before = path.stat().st_mtime_ns
    assert blobs.put(b"twice", store=store) == digest
    assert [found.stat().st_mtime_ns for found in files_of(store)] == [before]


def test_changed_bytes_are_not_given_out(store):
    digest = blobs.put(b"income 1,00,000", store=store)
    files_of(store)[0].write_bytes(b"income 9,00,000")
    with pytest.raises(blobs.Changed, match=digest):
        blobs.get(digest, store=store)


def test_changed_bytes_are_mended_by_putting_them_again(store):
    digest = blobs.put(b"income 1,00,000", store=store)
    files_of(store)[0].write_bytes(b"")
    assert blobs.put(b"income 1,00,000", store=store) == digest
    assert blobs.get(digest, store=store) == b"income 1,00,000"


@pytest.mark.parametrize(
    "digest",
    [
        sha256(b"nobody").hexdigest(),
        "",
        "abc",
        "../../etc/passwd",
        "A" * 64,
        "0" * 63 + "\n",
        "../" * 21 + "x",
    ],
)
def test_what_was_never_put_is_not_found(store, digest):
    with pytest.raises(NotFound):
        blobs.get(digest, store=store)


def test_a_write_that_fails_leaves_nothing(store, monkeypatch):
    def full(*_args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        blobs.put(b"too much", store=store)
    monkeypatch.undo()
    assert files_of(store) == []
    assert not blobs.exists(sha256(b"too much").hexdigest(), store=store)


def test_a_blob_appears_whole_or_not_at_all(store, monkeypatch):
    """Until the last step the bytes stand under another name, and they are on the disk before they get theirs."""
    seen = []
    replace = Path.replace
    monkeypatch.setattr(
        Path, "replace", lambda source, target: (seen.append(files_of(store)), replace(source, target))
    )
    digest = blobs.put(b"whole", store=store)
    assert [path.name.startswith(".new-") for path in seen[0]] == [True]
    assert [path.name for path in files_of(store)] == [digest]


def test_only_the_owner_can_look_into_the_store(store):
    blobs.put(b"private", store=store)
    assert {
        stat.S_IMODE(path.stat().st_mode) for path in [store.root, *store.root.rglob("*")] if path.is_dir()
    } == {0o700}
    assert {stat.S_IMODE(path.stat().st_mode) for path in files_of(store)} == {0o600}


def test_without_a_setting_blobs_live_in_the_home(monkeypatch):
    blobs._store.cache_clear()
    assert conf.blob_store == ""
    store = blobs._store()
    assert isinstance(store, blobs.FolderStore)
    assert store.root == conf.home / "blobs"
