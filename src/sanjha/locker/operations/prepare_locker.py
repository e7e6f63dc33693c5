"""Make the locker ready for work: its certificates in the register, its own pages' grants in the exchange."""

from sanjha.exchange import contract as exchange
from sanjha.kernel.actors import Actor
from sanjha.kernel.text import Text
from sanjha.locker.operations.register_certificates import register_certificates
from sanjha.locker.signing.keyring import keyring

DESK = "DOCUMENT-DESK"
"""The purpose for which officers and operators look at documents on the locker's own pages."""


def prepare_locker(*, actor: Actor) -> int:
    """Do what is missing; say it as often as you like. Returns how many certificates are registered.

    Raises NotPermitted for other actors than the system and administrators.
    """
    exchange.ensure_grants(
        consumer="locker",
        operations=["locker.v1/document", "locker.v1/file", "locker.v1/hand-over"],
        purpose=DESK,
        purpose_name=Text(
            "Looking up and handing over an issued document",
            "ਜਾਰੀ ਕੀਤਾ ਦਸਤਾਵੇਜ਼ ਵੇਖਣਾ ਅਤੇ ਸੌਂਪਣਾ",
            "जारी दस्तावेज़ देखना और सौंपना",
        ),
        legal_basis="Information Technology (Preservation and Retention of Information by Intermediaries Providing "
        "Digital Locker Facilities) Rules, 2016",
    )
    return len(register_certificates(keyring=keyring(), actor=actor))
