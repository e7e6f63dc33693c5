import os
import subprocess
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    pkcs12,
)

from sanjha.kernel import clock
from sanjha.kernel.conf import conf
from sanjha.kernel.errors import Unavailable
from sanjha.locker.pki import authority
from sanjha.locker.pki.certificates import key_id, pem
from sanjha.locker.pki.trust import Trust
from sanjha.locker.signing import hsm
from sanjha.locker.signing.keyring import FILE, keyring, load
from sanjha.locker.signing.signer import SoftwareSigner

NOW = datetime(2026, 11, 1, tzinfo=clock.IST)
ROOT = authority.make_root(now=NOW)
ISSUING = authority.make_issuing_authority(root=ROOT, now=NOW)
SIGNER = authority.make_document_signer(authority=ISSUING, office_code="T255", now=NOW)
QR = authority.make_qr_signer(authority=ISSUING, now=NOW)
OLD_QR = authority.make_qr_signer(authority=ISSUING, now=NOW)
SOFTHSM = next(
    (
        path
        for path in map(
            Path, ["/usr/lib/softhsm/libsofthsm2.so", "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so"]
        )
        if path.exists()
    ),
    None,
)


def key_pem(key, encryption=None):
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, encryption or NoEncryption())


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "root.crt").write_bytes(pem(ROOT.certificate))
    (tmp_path / "issuing.crt").write_bytes(pem(ISSUING.certificate))
    (tmp_path / "T255.crt").write_bytes(pem(SIGNER.certificate, ISSUING.certificate))
    (tmp_path / "T255.key").write_bytes(key_pem(SIGNER.key))
    (tmp_path / "qr.crt").write_bytes(pem(QR.certificate))
    (tmp_path / "qr.key").write_bytes(key_pem(QR.key))
    (tmp_path / "old.crt").write_bytes(pem(OLD_QR.certificate))
    return tmp_path


def write(folder, text):
    (folder / FILE).write_text('[trust]\nroots = ["root.crt"]\nintermediates = ["issuing.crt"]\n' + text)
    return folder / FILE


def check(signer):
    signer.certificate.public_key().verify(signer.sign(b"data"), b"data", padding.PKCS1v15(), hashes.SHA256())


def test_a_key_file_signs(folder):
    keys = load(write(folder, '[office.T255]\ncertificate = "T255.crt"\nkey = "T255.key"\n'))
    check(keys.for_office("T255"))
    assert keys.for_office("T255").chain == (ISSUING.certificate,)


def test_a_key_file_with_a_passphrase_signs(folder):
    (folder / "T255.key").write_bytes(key_pem(SIGNER.key, BestAvailableEncryption(b"open sesame")))
    (folder / "pass").write_text("open sesame\n")
    text = '[office.T255]\ncertificate = "T255.crt"\nkey = "T255.key"\npassphrase_file = "pass"\n'
    check(load(write(folder, text)).for_office("T255"))


def test_a_pkcs12_file_signs_with_its_chain_but_without_the_root(folder):
    data = pkcs12.serialize_key_and_certificates(
        b"T255",
        SIGNER.key,
        SIGNER.certificate,
        [ISSUING.certificate, ROOT.certificate],
        BestAvailableEncryption(b"secret"),
    )
    (folder / "T255.p12").write_bytes(data)
    (folder / "pass").write_text("secret")
    keys = load(write(folder, '[office.T255]\npkcs12 = "T255.p12"\npassphrase_file = "pass"\n'))
    check(keys.for_office("T255"))
    assert keys.for_office("T255").chain == (ISSUING.certificate,)


def test_a_key_that_is_not_the_certificates_is_refused(folder):
    (folder / "T255.key").write_bytes(key_pem(ISSUING.key))
    with pytest.raises(ValueError, match="does not belong"):
        load(write(folder, '[office.T255]\ncertificate = "T255.crt"\nkey = "T255.key"\n'))


def test_a_kind_of_key_that_readers_of_pdf_do_not_know_is_refused(folder):
    (folder / "T255.key").write_bytes(key_pem(ed25519.Ed25519PrivateKey.generate()))
    with pytest.raises(ValueError, match="only RSA and elliptic"):
        load(write(folder, '[office.T255]\ncertificate = "T255.crt"\nkey = "T255.key"\n'))


def test_an_office_without_a_signer_is_told_what_to_do(folder):
    keys = load(write(folder, ""))
    with pytest.raises(Unavailable, match="T999 has no document-signer certificate"):
        keys.for_office("T999")
    with pytest.raises(Unavailable, match="no key for QR codes"):
        keys.for_qr()


def test_an_installation_without_keys_has_an_empty_keyring(tmp_path, monkeypatch):
    monkeypatch.setattr("sanjha.locker.signing.keyring.conf", replace(conf, home=tmp_path))
    assert keyring().offices == {}
    assert keyring().trust.roots == ()


def test_the_keyring_is_read_again_when_the_file_changes(folder, monkeypatch):
    (folder / "keys").symlink_to(folder)
    monkeypatch.setattr("sanjha.locker.signing.keyring.conf", replace(conf, home=folder))
    write(folder, "")
    assert keyring().offices == {}
    path = write(folder, '[office.T255]\ncertificate = "T255.crt"\nkey = "T255.key"\n')
    os.utime(path, ns=(1, 1))
    assert list(keyring().offices) == ["T255"]
    assert keyring().for_office("T255") is keyring().for_office("T255")


def test_retired_qr_keys_are_still_believed(folder):
    keys = load(write(folder, '[qr]\ncertificate = "qr.crt"\nkey = "qr.key"\nretired = ["old.crt"]\n'))
    assert keys.for_qr().certificate == QR.certificate
    assert keys.trust.believes_qr_key(key_id(OLD_QR.certificate)) == OLD_QR.certificate
    assert keys.trust.believes_qr_key(b"12345678") is None


def test_a_published_qr_key_outside_our_roots_is_not_believed(folder):
    stranger = authority.make_qr_signer(authority=authority.make_root(now=NOW), now=NOW)
    (folder / "old.crt").write_bytes(pem(stranger.certificate))
    keys = load(write(folder, '[qr]\ncertificate = "qr.crt"\nkey = "qr.key"\nretired = ["old.crt"]\n'))
    assert keys.trust.believes_qr_key(key_id(stranger.certificate)) is None


def test_only_a_licensed_root_makes_documents_all_others_make_specimens(folder, monkeypatch):
    text = '[office.T255]\ncertificate = "T255.crt"\nkey = "T255.key"\n'
    keys = load(write(folder, text))
    assert keys.is_specimen(keys.for_office("T255"))

    monkeypatch.setattr(authority, "MARK", "Certifying Authority")
    root = authority.make_root(now=NOW)
    issuing = authority.make_issuing_authority(root=root, now=NOW)
    signer = authority.make_document_signer(authority=issuing, office_code="T255", now=NOW)
    (folder / "licensed.crt").write_bytes(pem(root.certificate))
    (folder / "T255.crt").write_bytes(pem(signer.certificate, issuing.certificate))
    (folder / "T255.key").write_bytes(key_pem(signer.key))
    (folder / FILE).write_text('[trust]\nroots = ["root.crt"]\nlicensed = ["licensed.crt"]\n' + text)
    keys = load(folder / FILE)
    assert not keys.is_specimen(keys.for_office("T255"))


def test_the_test_authority_can_never_be_called_licensed(folder):
    (folder / FILE).write_text('[trust]\nlicensed = ["root.crt"]\n')
    with pytest.raises(ValueError, match=r"cannot stand under trust\.licensed"):
        load(folder / FILE)


def test_names_alone_make_no_chain():
    impostor = authority.make_root(now=NOW)
    signer = authority.make_document_signer(
        authority=authority.make_issuing_authority(root=impostor, now=NOW), office_code="T255", now=NOW
    )
    trust = Trust(roots=(ROOT.certificate,), intermediates=(ISSUING.certificate,))
    assert trust.root_of((signer.certificate,)) is None
    assert trust.root_of((SIGNER.certificate,)) == ROOT.certificate


def test_a_module_without_its_package_says_so(monkeypatch):
    monkeypatch.setattr(hsm, "is_installed", lambda: False)
    signer = hsm.HardwareSigner(
        module=Path("/nowhere.so"), token="t", label="l", pin="1", certificate=SIGNER.certificate
    )
    with pytest.raises(Unavailable, match="python-pkcs11 is not installed"):
        signer.sign(b"data")


@pytest.fixture
def token(tmp_path, monkeypatch):
    """A SoftHSM token with the office's RSA key and the QR key."""
    (tmp_path / "tokens").mkdir()
    (tmp_path / "softhsm2.conf").write_text(
        f"directories.tokendir = {tmp_path / 'tokens'}\nobjectstore.backend = file\n"
    )
    monkeypatch.setenv("SOFTHSM2_CONF", str(tmp_path / "softhsm2.conf"))
    tool = ["softhsm2-util", "--token", "sanjha"]
    subprocess.run(
        ["softhsm2-util", "--init-token", "--free", "--label", "sanjha", "--pin", "4321", "--so-pin", "8765"],
        check=True,
    )
    for number, (label, key) in enumerate({"T255": SIGNER.key, "QR": QR.key}.items(), start=1):
        (tmp_path / f"{label}.pem").write_bytes(key_pem(key))
        subprocess.run(
            [
                *tool,
                "--import",
                tmp_path / f"{label}.pem",
                "--label",
                label,
                "--id",
                f"0{number}",
                "--pin",
                "4321",
            ],
            check=True,
        )
    return tmp_path


@pytest.mark.skipif(SOFTHSM is None or not hsm.is_installed(), reason="needs SoftHSM2 and python-pkcs11")
def test_a_hardware_module_signs(folder, token):
    (folder / "pin").write_text("4321\n")
    common = f'module = "{SOFTHSM}"\ntoken = "sanjha"\npin_file = "pin"\n'
    text = f'[office.T255]\ncertificate = "T255.crt"\nlabel = "T255"\n{common}[qr]\ncertificate = "qr.crt"\nlabel = "QR"\n{common}'
    keys = load(write(folder, text))
    check(keys.for_office("T255"))
    qr = keys.for_qr()
    qr.certificate.public_key().verify(qr.sign(b"data"), b"data", ec.ECDSA(hashes.SHA256()))


@pytest.mark.skipif(SOFTHSM is None or not hsm.is_installed(), reason="needs SoftHSM2 and python-pkcs11")
def test_a_module_that_does_not_answer_is_unavailable(token):
    signer = hsm.HardwareSigner(
        module=SOFTHSM, token="gone", label="x", pin="1", certificate=SIGNER.certificate
    )
    with pytest.raises(Unavailable, match="does not answer"):
        signer.sign(b"data")


def test_a_certificate_begins_a_day_early_for_clocks_that_differ():
    assert SIGNER.certificate.not_valid_before_utc <= NOW - timedelta(hours=23)
    assert isinstance(SoftwareSigner(key=SIGNER.key, certificate=SIGNER.certificate).sign(b""), bytes)
