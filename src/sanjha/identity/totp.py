"""Time-based one-time passwords (RFC 6238): secrets, checking, and the picture that an authenticator scans."""

import base64
import secrets
from urllib.parse import quote, urlencode

import zxingcpp
from django_otp.oath import TOTP

from sanjha.identity import secrecy
from sanjha.identity.models import SecondFactor
from sanjha.kernel import clock

STEP_SECONDS = 30
ISSUER = "Sanjha"
_USE = "totp"


def fresh_sealed_secret() -> str:
    """A new secret of 160 bits, encrypted."""
    return secrecy.seal(base64.b32encode(secrets.token_bytes(20)).decode("ascii"), use=_USE)


def secret_of(factor: SecondFactor) -> str:
    """The secret in Base32, as an authenticator takes it."""
    return secrecy.unseal(factor.sealed_secret, use=_USE)


def accepted_step(factor: SecondFactor, code: str) -> int | None:
    """The time step that the code belongs to: this one or a neighbour, later than the last one used; else None."""
    code = code.replace(" ", "")
    if not (code.isascii() and code.isdigit() and len(code) == 6):
        return None
    totp = TOTP(base64.b32decode(secret_of(factor)), step=STEP_SECONDS)
    totp.time = clock.now().timestamp()
    if not totp.verify(int(code), tolerance=1, min_t=factor.last_step + 1):
        return None
    return int(totp.t())


def code_at(secret: str, moment: float) -> str:
    """The code that an authenticator shows at a moment (seconds since 1970)."""
    totp = TOTP(base64.b32decode(secret), step=STEP_SECONDS)
    totp.time = moment
    return f"{totp.token():06d}"


def picture(username: str, secret: str) -> str:
    """The key as a QR code, as a data: address of an SVG image."""
    label = quote(f"{ISSUER}:{username}")
    uri = f"otpauth://totp/{label}?{urlencode({'secret': secret, 'issuer': ISSUER})}"
    barcode = zxingcpp.create_barcode(uri, zxingcpp.BarcodeFormat.QRCode)
    svg = zxingcpp.write_barcode_to_svg(barcode, scale=4)
    return "data:image/svg+xml;base64," + base64.b64encode(svg[svg.index("<svg") :].encode()).decode("ascii")
