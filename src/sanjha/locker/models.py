"""The register of documents: what was asked for, what was issued, who signed, what became of it."""

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sanjha.kernel.models import BaseModel
from sanjha.kernel.text import Text


class SignerCertificate(BaseModel):
    """A certificate that signs documents or QR codes, kept so that old signatures stay explained."""

    class Usage(models.TextChoices):
        DOCUMENT = "DOCUMENT", _("Documents")
        QR = "QR", _("QR codes")

    class State(models.TextChoices):
        ACTIVE = "ACTIVE", _("Active")
        WITHDRAWN = "WITHDRAWN", _("Withdrawn")

    usage = models.CharField(max_length=10, choices=Usage)
    office_code = models.CharField(max_length=40, blank=True)
    subject = models.CharField(max_length=200)
    serial = models.CharField(max_length=50)
    fingerprint = models.CharField(max_length=64, unique=True)
    kid = models.CharField(max_length=16)
    valid_from = models.DateTimeField()
    valid_to = models.DateTimeField()
    is_specimen = models.BooleanField()
    certificate = models.TextField()
    state = models.CharField(max_length=10, choices=State, default=State.ACTIVE)
    registered_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state="ACTIVE", withdrawn_at__isnull=True)
                | Q(state="WITHDRAWN", withdrawn_at__isnull=False),
                name="signer_withdrawn_has_time",
            ),
        ]

    def __str__(self) -> str:
        return self.subject


class Document(BaseModel):
    """One line of the register. The number is given before the page is made, so that a failure never loses it."""

    class State(models.TextChoices):
        ALLOTTED = "ALLOTTED", _("Being made")
        ISSUED = "ISSUED", _("Issued")
        REVOKED = "REVOKED", _("Revoked")
        SUPERSEDED = "SUPERSEDED", _("Replaced by a newer one")

    number = models.CharField(max_length=60, unique=True)
    doc_id = models.CharField(max_length=10, unique=True)
    issuer_id = models.CharField(max_length=60)
    doctype = models.CharField(max_length=5)
    source = models.CharField(max_length=30)
    source_id = models.UUIDField()
    subject = models.UUIDField()
    office = models.UUIDField()
    office_code = models.CharField(max_length=40)
    title = models.JSONField()
    period = models.CharField(max_length=20, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    state = models.CharField(max_length=12, choices=State, default=State.ALLOTTED)
    revision = models.PositiveSmallIntegerField(default=1)
    allotted_at = models.DateTimeField()
    issued_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["source", "source_id"], name="document_once_for_a_case"),
            models.CheckConstraint(
                condition=Q(state="ALLOTTED", issued_at__isnull=True)
                | (~Q(state="ALLOTTED") & Q(issued_at__isnull=False)),
                name="document_issued_has_time",
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="document_dates_in_order",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["subject", "-issued_at"], name="document_by_subject"),
            models.Index(fields=["office", "-issued_at"], name="document_by_office"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def uri(self) -> str:
        """The DigiLocker URI: issuer, kind, id (Issuer API Specification v1.13)."""
        return f"{self.issuer_id}-{self.doctype}-{self.doc_id}"

    @property
    def issue_time(self) -> datetime:
        """When it was issued. Raises ValueError while it is still being made."""
        if self.issued_at is None:
            raise ValueError(f"{self.number} is not issued yet")
        return self.issued_at

    @property
    def words(self) -> Text:
        """The title in three languages."""
        return Text(**self.title)


class Contents(BaseModel):
    """What a document says, as it was asked for; the page is made from this and nothing else."""

    document = models.OneToOneField(Document, models.PROTECT, related_name="contents")
    template = models.CharField(max_length=200)
    data = models.JSONField()
    qr_fields = models.JSONField()
    signatory = models.JSONField()

    def __str__(self) -> str:
        return f"{self.document_id}"


class SignedFile(BaseModel):
    """The file of an issued document: bytes by their hash, the hash of its data, the certificate that signed."""

    document = models.OneToOneField(Document, models.PROTECT, related_name="file")
    sha256 = models.CharField(max_length=64, unique=True)
    size = models.PositiveIntegerField()
    data_sha256 = models.CharField(max_length=64)
    signer = models.ForeignKey(SignerCertificate, models.PROTECT, related_name="+")
    qr_signer = models.ForeignKey(SignerCertificate, models.PROTECT, related_name="+")
    signed_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.sha256


class Revocation(BaseModel):
    """Why and by whom a document was taken back. Never taken back itself: a new document is issued."""

    document = models.OneToOneField(Document, models.PROTECT, related_name="revocation")
    reason = models.CharField(max_length=500)
    revoked_at = models.DateTimeField()
    revoked_by = models.UUIDField(null=True)
    post = models.UUIDField(null=True)
    post_title = models.JSONField()
    replaced_by = models.ForeignKey(Document, models.PROTECT, null=True, related_name="replaces")

    def __str__(self) -> str:
        return f"{self.document_id}: {self.reason}"


class Delivery(BaseModel):
    """One way in which a document reached somebody: the locker, a counter, DigiLocker."""

    class Channel(models.TextChoices):
        LOCKER = "LOCKER", _("Citizen's locker")
        COUNTER = "COUNTER", _("Counter")
        DIGILOCKER = "DIGILOCKER", _("DigiLocker")

    class State(models.TextChoices):
        WAITING = "WAITING", _("Waiting")
        DELIVERED = "DELIVERED", _("Delivered")
        FAILED = "FAILED", _("Failed")

    document = models.ForeignKey(Document, models.PROTECT, related_name="deliveries")
    channel = models.CharField(max_length=10, choices=Channel)
    state = models.CharField(max_length=10, choices=State)
    at = models.DateTimeField()
    office = models.UUIDField(null=True)
    office_name = models.JSONField(null=True)
    delivered_by = models.UUIDField(null=True)
    request_id = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["document"], condition=Q(channel="LOCKER"), name="delivery_to_locker_once"
            ),
            models.UniqueConstraint(
                fields=["document", "request_id"],
                condition=Q(channel="COUNTER") & ~Q(request_id=""),
                name="delivery_at_counter_once_a_request",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document_id} {self.channel}"


class VerificationLog(BaseModel):
    """One verification by the public: when, how, with which result. Nothing about who asked."""

    at = models.DateTimeField()
    way = models.CharField(max_length=10)
    outcome = models.CharField(max_length=13)
    document = models.ForeignKey(Document, models.PROTECT, null=True, related_name="verifications")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["at"], name="verification_by_time")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.way} {self.outcome}"


class VerificationCount(models.Model):
    """How often one address asked in one minute; the address stands here as a keyed hash that changes daily."""

    key = models.CharField(max_length=64, primary_key=True)
    minute = models.DateTimeField()
    count = models.PositiveIntegerField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["minute"], name="verification_count_by_minute")]

    def __str__(self) -> str:
        return f"{self.minute:%H:%M} {self.count}"
