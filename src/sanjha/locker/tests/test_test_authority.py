import stat
import subprocess
from concurrent.futures import ThreadPoolExecutor

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from sanjha.kernel.errors import DomainError
from sanjha.locker.operations.init_pki import init_pki
from sanjha.locker.pki.authority import MARK, PURPOSE_DOCUMENT
from sanjha.locker.pki.certificates import common_name, fingerprint, read_certificates
from sanjha.locker.signing.keyring import FILE, load


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    home = tmp_path_factory.mktemp("pki")
    init_pki(home=home, offices=["T255", "T256"])
    return home


def test_it_makes_root_authority_qr_key_and_a_signer_for_each_office(tmp_path):
    report = init_pki(home=tmp_path, offices=["T256", "T255", "T255"])

    assert report.made == ("root", "issuing", "qr", "office-T255", "office-T256")
    assert [line.split()[0] for line in report] == ["made"] * 5
    keys = load(tmp_path / "keys" / FILE)
    assert sorted(keys.offices) == ["T255", "T256"]
    assert isinstance(keys.for_office("T255").certificate.public_key(), rsa.RSAPublicKey)
    assert keys.for_office("T255").certificate.public_key().key_size == 2048
    assert isinstance(keys.for_qr().certificate.public_key().curve, ec.SECP256R1)


def test_a_second_run_keeps_everything_and_adds_the_new_office(tmp_path):
    init_pki(home=tmp_path, offices=["T255"])
    before = {path.name: path.read_bytes() for path in (tmp_path / "keys").glob("*.key")}

    report = init_pki(home=tmp_path, offices=["T257"])

    assert report.made == ("office-T257",)
    assert {name: (tmp_path / "keys" / name).read_bytes() for name in before} == before
    assert sorted(load(tmp_path / "keys" / FILE).offices) == ["T255", "T257"]


def test_a_run_that_was_cut_short_is_finished(tmp_path):
    init_pki(home=tmp_path, offices=["T255"])
    (tmp_path / "keys" / "office-T255.crt").unlink()

    assert init_pki(home=tmp_path, offices=["T255"]).made == ("office-T255",)
    assert load(tmp_path / "keys" / FILE).for_office("T255")


def test_runs_at_the_same_time_make_one_authority(tmp_path):
    with ThreadPoolExecutor(4) as pool:
        reports = list(pool.map(lambda _n: init_pki(home=tmp_path, offices=["T255"]), range(4)))

    assert sorted(name for report in reports for name in report.made) == [
        "issuing",
        "office-T255",
        "qr",
        "root",
    ]
    assert load(tmp_path / "keys" / FILE).for_office("T255")


def test_private_keys_are_for_their_owner_alone(home):
    folder = home / "keys"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.glob("*.key")} == {0o600}
    assert len(list(folder.glob("*.key"))) == 5


def test_every_name_says_that_it_is_a_test(home):
    for path in (home / "keys").glob("*.crt"):
        for certificate in read_certificates(path):
            assert common_name(certificate).startswith(MARK)
            assert "no legal value" in certificate.subject.rfc4514_string()


def test_openssl_finds_a_sound_path_from_signer_to_root(home):
    folder = home / "keys"
    command = [
        "openssl",
        "verify",
        "-x509_strict",
        "-CAfile",
        folder / "root.crt",
        "-untrusted",
        folder / "issuing.crt",
    ]
    for name in ("office-T255.crt", "qr.crt"):
        done = subprocess.run([*command, folder / name], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr


def test_a_signer_may_sign_documents_and_nothing_else(home):
    certificate = read_certificates(home / "keys" / "office-T255.crt")[0]
    usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    assert (usage.digital_signature, usage.content_commitment) == (True, True)
    assert [usage.key_cert_sign, usage.crl_sign, usage.key_encipherment] == [False, False, False]
    assert not certificate.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    assert list(certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value) == [
        PURPOSE_DOCUMENT
    ]


def test_two_installations_have_nothing_in_common(tmp_path, home):
    init_pki(home=tmp_path, offices=["T255"])
    ours, theirs = (read_certificates(place / "keys" / "root.crt")[0] for place in (home, tmp_path))
    assert fingerprint(ours) != fingerprint(theirs)


@pytest.mark.parametrize("code", ["", "../T255", "T 255", "T255/x", "ਤਪਾ", "x" * 41])
def test_an_office_code_that_cannot_be_a_file_name_is_refused(tmp_path, code):
    with pytest.raises(DomainError, match="office code"):
        init_pki(home=tmp_path, offices=[code])
    assert not (tmp_path / "keys" / FILE).exists()


def test_keys_that_are_kept_by_hand_stay_untouched(tmp_path):
    (tmp_path / "keys").mkdir()
    (tmp_path / "keys" / FILE).write_text("[trust]\nroots = []\n")

    with pytest.raises(DomainError, match="kept by hand"):
        init_pki(home=tmp_path, offices=["T255"])

    assert [path.name for path in (tmp_path / "keys").iterdir()] == [FILE]
