from datetime import UTC, datetime, timedelta
from io import BytesIO

import base45
import cbor2
import cwt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from sanjha.locker.pki import authority
from sanjha.locker.pki.certificates import key_id
from sanjha.locker.pki.trust import Trust
from sanjha.locker.qr import credential, picture
from sanjha.locker.qr.credential import PREFIX, PRIVATE_CLAIM, Credential
from sanjha.locker.qr.published_keys import jwks
from sanjha.locker.signing.signer import SoftwareSigner
from sanjha.locker.tests.pages import picture_of, rendered

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
ROOT = authority.make_root(now=NOW)
ISSUING = authority.make_issuing_authority(root=ROOT, now=NOW)
HOLDER = authority.make_qr_signer(authority=ISSUING, now=NOW)
SIGNER = SoftwareSigner(key=HOLDER.key, certificate=HOLDER.certificate)
TRUST = Trust(
    roots=(ROOT.certificate,),
    intermediates=(ISSUING.certificate,),
    qr_keys={key_id(HOLDER.certificate): HOLDER.certificate},
)
STATED = Credential(
    issuer="in.gov.punjab.sanjha",
    document_id="0123456789",
    issued_at=NOW,
    kind="INCER",
    number="PB/BNL/INCER/2026/0000001-K",
    data_hash=bytes(range(16)),
    expires_at=NOW + timedelta(days=128),
    fields={"name": "Harpreet Kaur", "name_pa": "ਹਰਪ੍ਰੀਤ ਕੌਰ", "year": "2025-26", "income": "1,45,000"},
)
TEXT = credential.encode(STATED, signer=SIGNER)


def test_what_was_stated_is_proved():
    proved = credential.verify(TEXT, trust=TRUST)
    assert proved.credential == STATED
    assert proved.key_id == key_id(HOLDER.certificate)


def test_an_independent_library_verifies_it():
    (published,) = jwks([HOLDER.certificate])["keys"]
    key = cwt.COSEKey.from_jwk({name: published[name] for name in ("kty", "crv", "alg", "kid", "x", "y")})
    assert cwt.COSEKey.from_jwk(published).kid == published["kid"].encode()
    key = cwt.COSEKey.new(
        {1: 2, -1: 1, 3: -7, 2: bytes.fromhex(published["kid"]), -2: key.to_dict()[-2], -3: key.to_dict()[-3]}
    )
    token = base45.b45decode(TEXT.removeprefix(PREFIX))
    claims = cwt.decode(token, key)
    assert claims[1] == "in.gov.punjab.sanjha"
    assert claims[7] == b"0123456789"
    assert claims[PRIVATE_CLAIM][2] == STATED.number
    assert claims[PRIVATE_CLAIM][4]["name_pa"] == "ਹਰਪ੍ਰੀਤ ਕੌਰ"
    flipped = bytearray(token)
    flipped[-1] ^= 1
    with pytest.raises(cwt.exceptions.VerifyError):
        cwt.decode(bytes(flipped), key)


names = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20)


@settings(max_examples=60)
@given(
    fields=st.dictionaries(st.sampled_from(["name", "name_pa", "year", "income"]), names),
    data_hash=st.binary(min_size=16, max_size=16),
    document_id=st.from_regex(r"\A[0-9]{10}\Z"),
    expires=st.none() | st.integers(0, 2**31).map(lambda seconds: datetime.fromtimestamp(seconds, UTC)),
)
def test_every_statement_comes_back(fields, data_hash, document_id, expires):
    stated = Credential("in.gov", document_id, NOW, "INCER", "PB/1", data_hash, expires, fields)
    text = credential.encode(stated, signer=SIGNER)
    assert set(text) <= set("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:")
    assert credential.verify(text, trust=TRUST).credential == stated


@given(st.integers(0, len(TEXT) - 1), st.sampled_from("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"))
def test_every_changed_sign_is_refused(place, sign):
    changed = TEXT[:place] + sign + TEXT[place + 1 :]
    if changed == TEXT:
        assert credential.verify(changed, trust=TRUST)
        return
    with pytest.raises((credential.NotACredential, credential.UnknownKey, credential.SignatureBroken)):
        credential.verify(changed, trust=TRUST)


@given(st.binary(max_size=200))
def test_rubbish_is_no_credential(rubbish):
    for text in (PREFIX + base45.b45encode(rubbish).decode(), rubbish.decode("latin-1")):
        with pytest.raises(credential.NotACredential):
            credential.verify(text, trust=TRUST)


def token_with(protected, payload=None, unprotected=None, tag=18):
    content = (
        payload if payload is not None else cbor2.loads(base45.b45decode(TEXT.removeprefix(PREFIX))).value[2]
    )
    token = cbor2.dumps(cbor2.CBORTag(tag, [cbor2.dumps(protected), unprotected or {}, content, bytes(64)]))
    return PREFIX + base45.b45encode(token).decode()


@pytest.mark.parametrize("algorithm", [None, 0, -257, -8, "none"])
def test_the_sender_never_chooses_the_algorithm(algorithm):
    with pytest.raises(credential.NotACredential):
        credential.verify(token_with({1: algorithm, 4: key_id(HOLDER.certificate)}), trust=TRUST)


def test_a_key_named_outside_the_signed_part_does_not_count():
    with pytest.raises(credential.NotACredential):
        credential.verify(token_with({1: -7}, unprotected={4: key_id(HOLDER.certificate)}), trust=TRUST)


def test_another_kind_of_token_is_refused():
    with pytest.raises(credential.NotACredential):
        credential.verify(token_with({1: -7, 4: key_id(HOLDER.certificate)}, tag=17), trust=TRUST)


def test_bytes_after_the_token_are_refused():
    token = base45.b45decode(TEXT.removeprefix(PREFIX))
    with pytest.raises(credential.NotACredential):
        credential.verify(PREFIX + base45.b45encode(token + b"ride along").decode(), trust=TRUST)


def test_a_stranger_s_key_is_unknown():
    stranger = authority.make_qr_signer(authority=ISSUING, now=NOW)
    text = credential.encode(
        STATED, signer=SoftwareSigner(key=stranger.key, certificate=stranger.certificate)
    )
    with pytest.raises(credential.UnknownKey):
        credential.verify(text, trust=TRUST)


def test_a_stranger_who_names_our_key_is_found_out(monkeypatch):
    stranger = authority.make_qr_signer(authority=ISSUING, now=NOW)
    monkeypatch.setattr(credential, "key_id", lambda _certificate: key_id(HOLDER.certificate))
    text = credential.encode(
        STATED, signer=SoftwareSigner(key=stranger.key, certificate=stranger.certificate)
    )
    with pytest.raises(credential.SignatureBroken):
        credential.verify(text, trust=TRUST)


@given(st.binary(min_size=1, max_size=40))
def test_no_text_ends_in_a_blank_that_a_form_would_cut_off(data):
    assert not base45.b45encode(data).endswith(b" ")


def test_line_ends_and_small_letters_do_no_harm():
    assert credential.verify(f"\n {TEXT.lower()}\r\n", trust=TRUST).credential == STATED


def test_what_would_not_fit_into_a_code_is_refused():
    stated = Credential("in.gov", "1", NOW, "INCER", "PB/1", bytes(16), None, {"name": "x" * 4000})
    with pytest.raises(ValueError, match="too much"):
        credential.encode(stated, signer=SIGNER)


def test_the_picture_holds_the_text_and_is_small_enough_for_a_page():
    png = picture.draw(TEXT)
    assert picture.read(png) == [TEXT]
    image = Image.open(BytesIO(png))
    modules = image.width // picture.MODULE_PIXELS - 2 * picture.QUIET_MODULES
    assert image.mode == "1"
    assert modules <= 17 + 4 * 14  # version 14 at the most: half a millimetre a module on a page


def test_it_is_read_from_a_scan_of_a_hundred_dots_an_inch(tmp_path):
    assert picture.read(picture_of(rendered(qr=TEXT), tmp_path, dots=100)) == [TEXT]


def test_it_is_read_from_a_page_that_was_photographed_askew(tmp_path):
    page = Image.open(BytesIO(picture_of(rendered(qr=TEXT), tmp_path, dots=150))).convert("RGB")
    out = BytesIO()
    page.rotate(7, expand=True, fillcolor="grey").save(out, "JPEG", quality=60)
    assert picture.read(out.getvalue()) == [TEXT]


@pytest.mark.parametrize(
    "data", [b"", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"%PDF-1.7", b"\xff\xd8\xff" + bytes(50)]
)
def test_what_is_no_picture_is_refused(data):
    with pytest.raises(picture.NotAPicture):
        picture.read(data)


def test_a_picture_that_grows_without_end_is_refused():
    out = BytesIO()
    Image.new("1", (20000, 20000)).save(out, "PNG")
    assert len(out.getvalue()) < 100_000
    with pytest.raises(picture.NotAPicture):
        picture.read(out.getvalue())


def test_the_published_key_set_names_every_key():
    published = jwks([HOLDER.certificate])
    (key,) = published["keys"]
    assert (key["kty"], key["crv"], key["alg"], key["use"]) == ("EC", "P-256", "ES256", "sig")
    assert key["kid"] == key_id(HOLDER.certificate).hex()
    with pytest.raises(TypeError, match="elliptic"):
        jwks([ROOT.certificate])
