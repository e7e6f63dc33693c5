"""What this service keeps elsewhere: bytes in the store that it still needs, and readings sealed in batches."""

from collections.abc import Collection

from sanjha.eoffice.models import (
    CorrespondenceItem,
    Dispatch,
    File,
    FileReading,
    ImportedArchive,
    Issue,
    Release,
    Scan,
)
from sanjha.kernel import audit, audit_batches, blobs, peers


def papers_held(digests: Collection[str]) -> Collection[str]:
    """Of these digests, those of papers and scans of files that are not weeded, of letters and of releases."""
    papers = CorrespondenceItem.objects.filter(blob__in=digests).exclude(file__state=File.State.WEEDED)
    scans = Scan.objects.filter(blob__in=digests).exclude(receipt__in_file__file__state=File.State.WEEDED)
    return {
        *papers.values_list("blob", flat=True),
        *scans.values_list("blob", flat=True),
        *_imported(digests),
        *Issue.objects.filter(approved_blob__in=digests).values_list("approved_blob", flat=True),
        *Issue.objects.filter(signed_blob__in=digests).values_list("signed_blob", flat=True),
        *Dispatch.objects.filter(blob__in=digests).values_list("blob", flat=True),
        *Release.objects.filter(blob__in=digests).values_list("blob", flat=True),
    }


def _imported(digests: Collection[str]) -> set[str]:
    wanted = set(digests)
    kept = ImportedArchive.objects.values_list("members", flat=True)
    return {digest for members in kept.iterator() for digest in members.values() if digest in wanted}


if peers.runs_here("eoffice"):  # elsewhere there are no tables of this service to ask
    blobs.register_holder(papers_held)
    audit_batches.declare(FileReading, columns=set(audit.columns_of(FileReading)) - {"digest"})
