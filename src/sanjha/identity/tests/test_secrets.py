"""Secrets at rest: unreadable without the installation's key, and different for each use."""

import base64
import re

import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from sanjha.identity import secrecy, totp
from sanjha.kernel.errors import Unavailable


@given(st.text(max_size=300))
def test_what_was_sealed_is_read_again(text):
    sealed = secrecy.seal(text, use="sms")
    assert secrecy.unseal(sealed, use="sms") == text
    assert len(text) < 5 or text not in sealed


def test_a_seal_of_one_use_opens_for_no_other():
    sealed = secrecy.seal("123456", use="sms")
    with pytest.raises(Unavailable, match="secret key has changed"):
        secrecy.unseal(sealed, use="totp")


def test_another_installation_reads_nothing(settings):
    sealed = secrecy.seal("123456", use="sms")
    before = secrecy.digest("a", "123456", use="one-time-code")
    settings.SECRET_KEY = "another secret of another house"
    with pytest.raises(Unavailable):
        secrecy.unseal(sealed, use="sms")
    assert secrecy.digest("a", "123456", use="one-time-code") != before


def test_the_parts_of_a_digest_do_not_run_together():
    assert secrecy.digest("ab", "c", use="x") != secrecy.digest("a", "bc", use="x")
    assert secrecy.digest("a", use="x") != secrecy.digest("a", use="y")


def test_fresh_codes():
    codes = {secrecy.six_digits() for _number in range(200)}
    assert all(len(code) == 6 and code.isdigit() for code in codes)
    assert len(codes) > 150
    assert not set("".join(secrecy.readable_code(50) for _number in range(20))) & set("01OIL")


def test_the_picture_of_a_key_can_be_scanned():
    """Decoded by the same library's reader from the drawn squares: the address holds issuer, name and key."""
    picture = totp.picture("kuldeep.op", "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    svg = base64.b64decode(picture.removeprefix("data:image/svg+xml;base64,")).decode()
    width = int(re.search(r'width="(\d+)"', svg)[1])
    image = Image.new("L", (width, width), 255)
    draw = ImageDraw.Draw(image)
    for x, y, across, down in re.findall(r"M(\d+) (\d+)h(\d+)v(\d+)", svg):
        left, top = int(x), int(y)
        draw.rectangle([left, top, left + int(across) - 1, top + int(down) - 1], fill=0)
    read = zxingcpp.read_barcode(image)
    assert (
        read.text
        == "otpauth://totp/Sanjha%3Akuldeep.op?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Sanjha"
    )
