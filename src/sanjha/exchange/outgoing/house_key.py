"""The name and key under which this house speaks to departments' systems: their programs know it by this."""

import base64

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sanjha.kernel import peers

KEY_ID = "PB/GOV/SANJHA"
"""The `keyid` of every signature of ours, and the member under which our services stand in X-Road addresses."""


def house_key() -> Ed25519PrivateKey:
    """The key of this unit."""
    return peers.own_key()


def public_key() -> str:
    """The raw public key in base64, as the guide's program reads it."""
    return base64.b64encode(house_key().public_key().public_bytes_raw()).decode()


def key_set() -> dict[str, object]:
    """The public key as a JSON Web Key Set (RFC 7517, RFC 8037)."""
    raw = house_key().public_key().public_bytes_raw()
    x = base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
    return {"keys": [{"kty": "OKP", "crv": "Ed25519", "use": "sig", "alg": "EdDSA", "kid": KEY_ID, "x": x}]}
