"""The key that signs the days of the audit trail."""

import stat

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sanjha.kernel import audit_keys, keyfiles
from sanjha.kernel.conf import conf


@pytest.fixture(autouse=True)
def _fresh_cache():
    yield
    keyfiles.signing_key.cache_clear()


def pem(key):
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def test_a_key_is_made_once_and_only_its_owner_can_read_it(tmp_path):
    path = tmp_path / "keys" / "audit.pem"
    made = audit_keys.key_id(audit_keys.public_key(path))
    keyfiles.signing_key.cache_clear()
    assert audit_keys.key_id(audit_keys.public_key(path)) == made
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_a_key_of_ones_own_is_used(tmp_path, monkeypatch):
    key = Ed25519PrivateKey.generate()
    path = tmp_path / "ours.pem"
    path.write_bytes(pem(key))
    monkeypatch.setenv("SANJHA_AUDIT_KEY", str(path))
    assert audit_keys.key_path() == path
    assert audit_keys.key_id(audit_keys.public_key(path)) == audit_keys.key_id(key.public_key())


def test_without_a_setting_the_key_lives_in_the_home(monkeypatch):
    monkeypatch.delenv("SANJHA_AUDIT_KEY", raising=False)
    assert audit_keys.key_path() == conf.home / "keys" / "audit.pem"


def test_a_key_of_another_kind_is_refused(tmp_path):
    path = tmp_path / "other.pem"
    path.write_bytes(pem(generate_private_key(SECP256R1())))
    with pytest.raises(TypeError, match="not an Ed25519 key"):
        keyfiles.signing_key(path)
