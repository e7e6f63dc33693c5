"""Read the words of a scan, so that it can be found by them."""

from uuid import UUID

from django.db import transaction

from sanjha.eoffice import paper_text
from sanjha.eoffice.models import Scan
from sanjha.kernel import audit, blobs
from sanjha.kernel.actors import SYSTEM


def read_scan_text(*, scan_id: UUID) -> bool:
    """Read the scan once; nothing for one that was read. Returns whether words were found."""
    scan = Scan.objects.get(pk=scan_id)
    if scan.text_from:
        return False
    words, source = paper_text.text_of(blobs.get(scan.blob), scan.media_type, scan.pages)
    if not source:
        return False
    with transaction.atomic(durable=True):
        scan = Scan.objects.select_for_update(of=("self",)).get(pk=scan_id)
        scan.text, scan.text_from = words, source
        scan.save(update_fields=["text", "text_from"])
        audit.record(SYSTEM, "SCAN_READ", stream=scan.receipt_id, rows=[scan], source=source)
    return True
