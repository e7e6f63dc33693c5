"""Enter the certificates of the keyring into the register of signers."""

from cryptography import x509
from django.db import transaction

from sanjha.kernel import audit, clock
from sanjha.kernel.actors import Actor
from sanjha.locker.models import SignerCertificate
from sanjha.locker.pki.certificates import common_name, fingerprint, key_id, pem
from sanjha.locker.signing.keyring import Keyring
from sanjha.locker.signing.signer import Signer

STREAM = "locker.signers"


def register_certificates(*, keyring: Keyring, actor: Actor) -> list[SignerCertificate]:
    """Enter every certificate of the keyring that is not there yet. Returns all of them."""
    with transaction.atomic(durable=True):
        return _register_all(keyring, actor)


def _register_all(keyring: Keyring, actor: Actor) -> list[SignerCertificate]:
    document, qr = SignerCertificate.Usage.DOCUMENT, SignerCertificate.Usage.QR
    offices = [
        certificate_entry(signer.certificate, document, code, keyring.is_specimen(signer), actor)
        for code, signer in sorted(keyring.offices.items())
    ]
    keys = [
        certificate_entry(certificate, qr, "", not keyring.trust.is_licensed((certificate,)), actor)
        for certificate in keyring.trust.qr_keys.values()
    ]
    return offices + keys


def certificate_entries(
    keyring: Keyring, *, signer: Signer, office_code: str, specimen: bool, actor: Actor
) -> tuple[SignerCertificate, SignerCertificate]:
    """The entries of an office's certificate and of the QR key; inside the caller's transaction, one query as a rule."""
    ours, qr = signer.certificate, keyring.for_qr().certificate
    known = {
        entry.fingerprint: entry
        for entry in SignerCertificate.objects.filter(fingerprint__in=[fingerprint(ours), fingerprint(qr)])
    }
    usage = SignerCertificate.Usage
    return (
        known.get(fingerprint(ours)) or certificate_entry(ours, usage.DOCUMENT, office_code, specimen, actor),
        known.get(fingerprint(qr))
        or certificate_entry(qr, usage.QR, "", not keyring.trust.is_licensed((qr,)), actor),
    )


def certificate_entry(
    certificate: x509.Certificate, usage: str, office_code: str, is_specimen: bool, actor: Actor
) -> SignerCertificate:
    """The register's entry of a certificate, made when there is none; inside the caller's transaction."""
    mark = fingerprint(certificate)
    found = SignerCertificate.objects.filter(fingerprint=mark).first()
    if found:
        return found
    entry, created = SignerCertificate.objects.get_or_create(
        fingerprint=mark,
        defaults={
            "usage": usage,
            "office_code": office_code,
            "subject": common_name(certificate)[:200],
            "serial": f"{certificate.serial_number:x}",
            "kid": key_id(certificate).hex(),
            "valid_from": certificate.not_valid_before_utc,
            "valid_to": certificate.not_valid_after_utc,
            "is_specimen": is_specimen,
            "certificate": pem(certificate).decode(),
            "registered_at": clock.now(),
        },
    )
    if created:
        audit.record(actor, "SIGNER_REGISTERED", stream=STREAM, rows=[entry], fingerprint=mark, usage=usage)
    return entry
