"""Letters: the draft and its versions while it is being worked on, the issue when it is signed, and its dispatches."""

from typing import ClassVar
from uuid import UUID

import msgspec
from django.db import models
from django.db.models import Q
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from sanjha.eoffice.models.correspondence import CorrespondenceItem
from sanjha.eoffice.models.file import File
from sanjha.eoffice.models.note import SigningKey
from sanjha.eoffice.models.receipt import Receipt
from sanjha.eoffice.models.words import SignatoryField, StructField, WordsField
from sanjha.kernel.models import BaseModel


class Addressee(msgspec.Struct, frozen=True, omit_defaults=True):
    """Who gets the letter. `post` is a post on this system, `resident` a resident whose locker gets it; else an address.

    `is_copy` is for those who get a copy for information.
    """

    name: str
    designation: str = ""
    address: str = ""
    email: str = ""
    post: UUID | None = None
    resident: UUID | None = None
    is_copy: bool = False

    def __str__(self) -> str:
        return ", ".join(part for part in (self.name, self.designation) if part)


class Addressees(msgspec.Struct, frozen=True):
    """All who get the letter, in the order in which it names them."""

    each: tuple[Addressee, ...] = ()


class AddresseesField(StructField):
    """All who get a letter."""

    kind = Addressees


class AddresseeField(StructField):
    """One who gets a letter."""

    kind = Addressee


class Draft(BaseModel):
    """A letter that is being prepared in a file. What it says stands in its versions, the last of which is the present one.

    `signing_post` is the post over whose name it goes out; `approved_for` its holder, whose name the approved page bears.
    From the approval on, only `state` changes: the store sees to it.
    """

    class Form(models.TextChoices):
        LETTER = "LETTER", _("Letter")
        DO_LETTER = "DO_LETTER", _("Demi-official letter")
        OFFICE_MEMO = "OFFICE_MEMO", _("Office memorandum")
        ID_NOTE = "ID_NOTE", _("Inter-departmental note")
        ORDER = "ORDER", _("Order")
        NOTIFICATION = "NOTIFICATION", _("Notification")
        CIRCULAR = "CIRCULAR", _("Circular")
        PRESS_NOTE = "PRESS_NOTE", _("Press note")

    class State(models.TextChoices):
        EDITING = "EDITING", _("Being drafted")
        SUBMITTED = "SUBMITTED", _("For approval")
        APPROVED = "APPROVED", _("Approved")
        SIGNED = "SIGNED", _("Signed, being made")
        ISSUED = "ISSUED", _("Issued")
        DISPATCHED = "DISPATCHED", _("Dispatched")
        WITHDRAWN = "WITHDRAWN", _("Withdrawn")
        SUPERSEDED = "SUPERSEDED", _("Superseded")

    file = models.ForeignKey(File, on_delete=models.PROTECT, related_name="drafts")
    number = models.PositiveIntegerField()
    form = models.CharField(max_length=12, choices=Form)
    language = models.CharField(max_length=2)
    reply_to = models.ForeignKey(
        CorrespondenceItem, on_delete=models.PROTECT, null=True, related_name="replies"
    )
    supersedes = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="successors")
    state = models.CharField(max_length=10, choices=State, default=State.EDITING)
    signing_post = models.UUIDField()
    signing_title = WordsField()
    created_by = SignatoryField()
    created_at = models.DateTimeField()
    approved_by = SignatoryField(null=True)
    approved_for = SignatoryField(null=True)
    approved_at = models.DateTimeField(null=True)
    approved_blob = models.CharField(max_length=64, blank=True)
    pages = models.PositiveIntegerField(default=0)
    withdrawn_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["file", "number"], name="draft_number_once"),
            models.CheckConstraint(
                condition=Q(
                    state__in=["EDITING", "SUBMITTED"], approved_at__isnull=True, approved_blob="", pages=0
                )
                | Q(state="WITHDRAWN")
                | Q(
                    state__in=["APPROVED", "SIGNED", "ISSUED", "DISPATCHED", "SUPERSEDED"],
                    approved_at__isnull=False,
                    approved_by__isnull=False,
                    approved_for__isnull=False,
                    pages__gte=1,
                )
                & ~Q(approved_blob=""),
                name="draft_approved_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"DFA-{self.number} {self.state}"

    @property
    def is_open(self) -> bool:
        """Whether its words may still be changed."""
        return self.state in {self.State.EDITING, self.State.SUBMITTED}


class DraftVersion(BaseModel):
    """One officer's version of a draft. It is open while its author works on it; closed, the store refuses every change.

    `hash` is taken when it is closed, over everything that it says and the hash of the version before.
    """

    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    subject = models.CharField(max_length=300)
    body = models.TextField()
    text = models.TextField()
    addressees = AddresseesField()
    author = SignatoryField()
    written_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    hash = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["draft", "number"], name="draft_version_once"),
            models.UniqueConstraint(
                fields=["draft"], condition=Q(closed_at__isnull=True), name="one_open_version_a_draft"
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, hash="") | Q(closed_at__isnull=False) & ~Q(hash=""),
                name="draft_version_closed_with_hash",
            ),
        ]

    def __str__(self) -> str:
        return f"v{self.number}"

    @property
    def markup(self) -> SafeString:
        """The body for a page: it holds nothing but what a note may be made of since it was written."""
        return mark_safe(self.body)  # noqa: S308 cleaned by markup.cleaned before it is kept


class Issue(BaseModel):
    """A letter that was signed. Its numbers run without gaps: `number` in the file, `system_number` in the state and year.

    `signature` is the officer's own over `signed_text` (numbers, date, post, hash of the approved file); the file
    `signed_blob` bears the office's. The row stands before that file is made; then it changes no more.
    """

    draft = models.OneToOneField(Draft, on_delete=models.PROTECT, related_name="issue")
    file = models.ForeignKey(File, on_delete=models.PROTECT, related_name="issues")
    serial = models.PositiveIntegerField()
    number = models.CharField(max_length=120, unique=True)
    system_number = models.CharField(max_length=30, unique=True)
    dated = models.DateField()
    signed_at = models.DateTimeField()
    signatory = SignatoryField()
    signed_text = models.TextField()
    signature = models.BinaryField()
    key = models.ForeignKey(SigningKey, on_delete=models.PROTECT, related_name="issues")
    approved_blob = models.CharField(max_length=64)
    signed_blob = models.CharField(max_length=64, blank=True)
    paper = models.OneToOneField(
        CorrespondenceItem, on_delete=models.PROTECT, null=True, related_name="issued_as"
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["file", "serial"], name="issue_serial_once"),
            models.CheckConstraint(
                condition=Q(signed_blob="", paper__isnull=True) | ~Q(signed_blob="") & Q(paper__isnull=False),
                name="issue_made_whole",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["-signed_at"], name="issue_by_time")]

    def __str__(self) -> str:
        return self.number


class Dispatch(BaseModel):
    """One sending of an issue to one recipient. What happened to it stands in its events."""

    class Mode(models.TextChoices):
        EMAIL = "EMAIL", _("E-mail")
        OFFICE = "OFFICE", _("To an office on this system")
        LOCKER = "LOCKER", _("Citizen's locker")
        POST = "POST", _("Ordinary post")
        REGISTERED = "REGISTERED", _("Registered post")
        HAND = "HAND", _("By messenger")

    class State(models.TextChoices):
        QUEUED = "QUEUED", _("Waiting to go")
        SENT = "SENT", _("Sent")
        DELIVERED = "DELIVERED", _("Delivered")
        BOUNCED = "BOUNCED", _("Not accepted")
        RETURNED = "RETURNED", _("Returned undelivered")

    issue = models.ForeignKey(Issue, on_delete=models.PROTECT, related_name="dispatches")
    serial = models.PositiveIntegerField()
    number = models.CharField(max_length=60, unique=True)
    office = models.UUIDField()
    office_code = models.CharField(max_length=30)
    addressee = models.PositiveSmallIntegerField()
    """Which of the letter's addressees, from 1."""
    recipient = AddresseeField()
    mode = models.CharField(max_length=10, choices=Mode)
    state = models.CharField(max_length=9, choices=State)
    tracking_number = models.CharField(max_length=60, blank=True)
    blob = models.CharField(max_length=64)
    dispatched_by = SignatoryField()
    dispatched_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["issue", "serial"], name="dispatch_serial_once"),
            models.UniqueConstraint(
                fields=["issue", "addressee"],
                condition=Q(state__in=["QUEUED", "SENT", "DELIVERED"]),
                name="dispatch_once_an_addressee",
            ),
            models.CheckConstraint(
                condition=~Q(mode="REGISTERED") | ~Q(tracking_number=""), name="registered_post_has_a_number"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["office", "-dispatched_at"], name="dispatch_by_office"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.mode}"


class DispatchEvent(BaseModel):
    """What happened to a dispatch: one line for each step, kept for ever. `by` is empty when the system did it."""

    dispatch = models.ForeignKey(Dispatch, on_delete=models.PROTECT, related_name="events")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=9, choices=Dispatch.State)
    at = models.DateTimeField()
    by = SignatoryField(null=True)
    remarks = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["dispatch", "number"], name="dispatch_event_once")
        ]

    def __str__(self) -> str:
        return f"{self.state} {self.at:%Y-%m-%d}"


class InsideLetter(BaseModel):
    """A letter from an office on this system, to be diarised by the receiving one without scanning it again."""

    dispatch = models.OneToOneField(Dispatch, on_delete=models.PROTECT, related_name="inside")
    to_post = models.UUIDField()
    to_office = models.UUIDField()
    to_office_code = models.CharField(max_length=30)
    arrived_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    accepted_by = SignatoryField(null=True)
    receipt = models.OneToOneField(Receipt, on_delete=models.PROTECT, null=True, related_name="inside_letter")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True, accepted_by__isnull=True, receipt__isnull=True)
                | Q(accepted_at__isnull=False, accepted_by__isnull=False),
                name="inside_letter_accepted_whole",
            )
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["to_office", "arrived_at"],
                name="inside_letter_waiting",
                condition=Q(accepted_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return str(self.dispatch)
