"""What is being filled in, and the papers that go with a case from its draft to its end."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q, Value

from sanjha.kernel.models import BaseModel
from sanjha.sewa.models.service import Channel, ServiceVersion


class Draft(BaseModel):
    """An application that is not submitted yet; the application made of it has the same id.

    It belongs to a counter's post, or to a resident who fills it in on the portal. `data` is what was typed,
    with every full Aadhaar number masked; `registered` what the register of residents gave of the applicant.
    """

    service_version = models.ForeignKey(ServiceVersion, on_delete=models.PROTECT, related_name="+")
    data = models.JSONField(default=dict)
    registered = models.JSONField(default=dict, db_default=Value({}, models.JSONField()))
    channel = models.CharField(max_length=10, choices=Channel)
    language = models.CharField(max_length=2)
    copies = models.PositiveSmallIntegerField(default=1)
    owner_post = models.UUIDField(null=True)
    resident = models.UUIDField(null=True)
    kendra_code = models.CharField(max_length=20, blank=True)
    revision = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(owner_post__isnull=False, resident__isnull=True) & ~Q(channel="PORTAL")
                | Q(owner_post__isnull=True, resident__isnull=False, channel="PORTAL"),
                name="draft_has_one_owner",
            ),
            models.CheckConstraint(condition=Q(copies__gte=1, copies__lte=20), name="draft_copies_in_range"),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["owner_post", "-updated_at"], name="draft_by_post", condition=Q(resident__isnull=True)
            ),
            models.Index(
                fields=["resident", "-updated_at"],
                name="draft_by_resident",
                condition=Q(owner_post__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"draft {self.id}"


class Attachment(BaseModel):
    """One paper of a case (`case_id` is the id of the draft and then of its application).

    `step` names the officer's step it was added in, `objection` the objection it answers; both empty: handed in at first.
    """

    case_id = models.UUIDField()
    document = models.CharField(max_length=48)
    blob = models.CharField(max_length=64)
    media_type = models.CharField(max_length=40)
    size = models.PositiveIntegerField()
    pages = models.PositiveSmallIntegerField()
    original_name = models.CharField(max_length=150)
    uploaded_at = models.DateTimeField()
    uploaded_by = models.UUIDField(null=True)
    step = models.CharField(max_length=48, blank=True)
    objection = models.UUIDField(null=True)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["case_id", "document", "blob"],
                condition=Q(removed_at__isnull=True),
                name="attachment_once",
            ),
            models.CheckConstraint(
                condition=Q(removed_at__isnull=True) | Q(removed_at__gte=F("uploaded_at")),
                name="attachment_in_order",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["case_id", "uploaded_at"], name="attachment_by_case")]

    def __str__(self) -> str:
        return f"{self.document}: {self.original_name}"


class AttachmentOpening(BaseModel):
    """An officer opened a paper. Append-only: nobody may be refused a service whose papers were not looked at."""

    attachment = models.ForeignKey(Attachment, on_delete=models.PROTECT, related_name="openings")
    officer = models.UUIDField()
    post = models.UUIDField()
    opened_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["officer", "attachment"], name="opening_by_officer")]

    def __str__(self) -> str:
        return f"{self.officer} opened {self.attachment_id}"
