"""What `sanjha audit verify` asks of letters: approved, signed and dispatched bytes are one, and the signatory signed them."""

from collections.abc import Iterator
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from sanjha.eoffice import letter_texts
from sanjha.eoffice.models import Draft, DraftVersion, Issue
from sanjha.kernel import audit_findings, blobs, peers
from sanjha.kernel.audit_findings import Finding
from sanjha.kernel.errors import NotFound

KIND = "letter"


@audit_findings.joined
def check_letters() -> Iterator[Finding]:
    """Everything that does not hold in drafts and letters, each fault named with its letter."""
    if not peers.runs_here("eoffice"):
        return
    yield from _versions()
    for draft in Draft.objects.exclude(approved_blob="").filter(issue__isnull=True).iterator(500):
        approved = _bytes(draft.approved_blob)
        if isinstance(approved, str):
            yield _of_draft(draft, f"the approved file {approved}")
    for issue in Issue.objects.select_related("draft", "key").prefetch_related("dispatches").iterator(500):
        yield from _issue(issue)


def _issue(issue: Issue) -> Iterator[Finding]:
    if issue.approved_blob != issue.draft.approved_blob:
        yield _finding(issue, "what was signed is not what was approved")
    if issue.signed_text != _text_of(issue) or not _fits(issue):
        yield _finding(issue, f"the signature of {issue.signatory.name.en} does not fit")
    approved = _bytes(issue.approved_blob)
    if isinstance(approved, str):
        yield _finding(issue, f"the approved file {approved}")
    if issue.signed_blob:
        yield from _files(issue, approved)


def _files(issue: Issue, approved: bytes | str) -> Iterator[Finding]:
    signed = _bytes(issue.signed_blob)
    if isinstance(signed, str):
        yield _finding(issue, f"the signed file {signed}")
    elif isinstance(approved, bytes):
        beginning = sha256(signed[: len(approved)]).hexdigest()
        if beginning != issue.approved_blob or len(signed) <= len(approved):
            yield _finding(issue, "the signed file does not begin with the approved one")
    for dispatch in issue.dispatches.all():
        if dispatch.blob != issue.signed_blob:
            yield _finding(issue, f"dispatch {dispatch.number} is not of the signed file")


def _versions() -> Iterator[Finding]:
    """Closed versions say what they said: their hashes chain through each draft."""
    previous: dict[object, str] = {}
    closed = DraftVersion.objects.filter(closed_at__isnull=False).select_related("draft")
    for version in closed.order_by("draft_id", "number").iterator(500):
        before = previous.get(version.draft_id, "")
        if letter_texts.version_hash(version.draft, version, before) != version.hash:
            yield Finding(
                kind=KIND,
                table="eoffice_draftversion",
                key=str(version.pk),
                message=f"version {version.number} of {version.draft} is not what was written",
            )
        previous[version.draft_id] = version.hash


def _text_of(issue: Issue) -> str:
    return letter_texts.signed_text(
        issue.draft,
        number=issue.number,
        system_number=issue.system_number,
        dated=issue.dated,
        at=issue.signed_at,
        post=issue.signatory.post,
        officer=issue.signatory.officer,
    )


def _fits(issue: Issue) -> bool:
    public = serialization.load_pem_public_key(issue.key.public_key.encode())
    if not isinstance(public, Ed25519PublicKey):
        return False
    try:
        public.verify(bytes(issue.signature), issue.signed_text.encode())
    except InvalidSignature:
        return False
    return True


def _bytes(digest: str) -> bytes | str:
    """The stored bytes, or in words why there are none."""
    try:
        return blobs.get(digest)
    except NotFound:
        return "is not in the store"
    except blobs.Changed:
        return "was changed in the store"


def _finding(issue: Issue, message: str) -> Finding:
    return Finding(
        kind=KIND, table="eoffice_issue", key=str(issue.pk), message=f"letter {issue.number}: {message}"
    )


def _of_draft(draft: Draft, message: str) -> Finding:
    return Finding(kind=KIND, table="eoffice_draft", key=str(draft.pk), message=f"draft {draft}: {message}")
