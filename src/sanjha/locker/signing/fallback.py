"""The general signer, pyHanko, for files that the fast path does not know."""

import asyncio
from datetime import datetime
from io import BytesIO

from asn1crypto import x509 as asn1_x509
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import PdfSignatureMetadata, PdfSigner
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.signers import Signer as PyHankoSigner
from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes
from pyhanko_certvalidator.registry import SimpleCertificateStore

from sanjha.locker.pki.certificates import common_name, der
from sanjha.locker.signing.signer import Signer


class Bridge(PyHankoSigner):
    """Our signer as pyHanko wants to see one; it asks for the raw signature only."""

    def __init__(self, signer: Signer) -> None:
        certificate, *above = (
            asn1_x509.Certificate.load(der(found)) for found in (signer.certificate, *signer.chain)
        )
        store = SimpleCertificateStore()  # type: ignore[no-untyped-call]
        store.register_multiple(above)
        super().__init__(signing_cert=certificate, cert_registry=store, embed_roots=False)
        self._signer = signer

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
        # The room is reserved beforehand, so pyHanko never needs a rehearsal.
        return self._signer.sign(data)


def sign_with_pyhanko(
    pdf: bytes, *, signer: Signer, field: str, signed_at: datetime, reason: str, location: str, reserved: int
) -> bytes:
    """The PDF with a PAdES signature appended; `reserved` is in bytes. Raises ValueError for a file it cannot read."""
    metadata = PdfSignatureMetadata(
        field_name=field,
        md_algorithm="sha256",
        subfilter=SigSeedSubFilter.PADES,
        reason=reason or None,
        location=location or None,
        name=common_name(signer.certificate),
    )
    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    return asyncio.run(finish(writer, PdfSigner(metadata, signer=Bridge(signer)), signed_at, reserved))


async def finish(
    writer: IncrementalPdfFileWriter, pdf_signer: PdfSigner, signed_at: datetime, reserved: int
) -> bytes:
    """The file with what was written so far and the signature over all of it; `reserved` is in bytes."""
    session = pdf_signer.init_signing_session(writer)
    session.system_time = signed_at
    await session.perform_presign_validation(writer)
    # pyHanko counts hexadecimal digits.
    document = session.prepare_tbs_document(
        validation_info=None, bytes_reserved=2 * reserved, appearance_text_params=None
    )
    prepared, output = document.digest_tbs_document(output=BytesIO())
    finished = await document.perform_signature(
        document_digest=prepared.document_digest,
        pdf_cms_signed_attrs=PdfCMSSignedAttributes(signing_time=signed_at),
    )
    await finished.post_signature_processing(output)
    output.seek(0)
    return bytes(output.read())
