"""Who may do what at a desk: the powers of designations, personal staff, clearances, and how files are numbered."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sanjha.eoffice.models.file import File, Grading
from sanjha.eoffice.models.words import WordsField
from sanjha.kernel.models import BaseModel


class Act(models.TextChoices):
    """The acts of a desk that a designation has or has not."""

    DIARISE = "DIARISE", _("diarise dak")
    OPEN_FILE = "OPEN_FILE", _("open files")
    NOTE = "NOTE", _("write notes")
    DRAFT = "DRAFT", _("draft letters")
    APPROVE = "APPROVE", _("approve drafts")
    SIGN = "SIGN", _("sign letters")
    DISPATCH = "DISPATCH", _("dispatch letters")
    PARK = "PARK", _("park files")
    PROPOSE_CLOSE = "PROPOSE_CLOSE", _("propose that a file is closed")
    APPROVE_CLOSE = "APPROVE_CLOSE", _("close files")
    PULL_UP = "PULL_UP", _("pull files up from below")
    RECORD = "RECORD", _("keep the record room")
    OVERSEE = "OVERSEE", _("see the files of the offices below")


class DeskPowers(BaseModel):
    """What the holder of a designation may do at the desk, and its level in the channel of submission (higher decides)."""

    designation = models.CharField(max_length=40, unique=True)
    level = models.PositiveSmallIntegerField()
    acts = ArrayField(models.CharField(max_length=13, choices=Act))

    def __str__(self) -> str:
        return self.designation


class PersonalStaff(BaseModel):
    """A post whose holder prepares at an officer's desk, but never signs."""

    staff_post = models.UUIDField()
    officer_post = models.UUIDField()
    from_date = models.DateField()
    to_date = models.DateField(null=True)
    order_number = models.CharField(max_length=80)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["staff_post", "officer_post"],
                condition=Q(to_date__isnull=True),
                name="personal_staff_once",
            ),
            models.CheckConstraint(
                condition=Q(to_date__isnull=True) | Q(to_date__gte=F("from_date")),
                name="personal_staff_in_order",
            ),
            models.CheckConstraint(
                condition=~Q(staff_post=F("officer_post")), name="personal_staff_of_another"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["staff_post"], name="personal_staff_of")]

    def __str__(self) -> str:
        return f"{self.staff_post} for {self.officer_post}"


class Clearance(BaseModel):
    """Up to which grading an officer may read."""

    officer = models.UUIDField()
    grading = models.SmallIntegerField(choices=Grading)
    from_date = models.DateField()
    to_date = models.DateField(null=True)
    order_number = models.CharField(max_length=80)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["officer"], condition=Q(to_date__isnull=True), name="clearance_one_an_officer"
            )
        ]

    def __str__(self) -> str:
        return f"{self.officer} {self.grading}"


class NeedToKnow(BaseModel):
    """A post that may read a graded file although it never was with it."""

    file = models.ForeignKey(File, on_delete=models.PROTECT, related_name="need_to_know")
    post = models.UUIDField()
    given_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["file", "post"], condition=Q(ended_at__isnull=True), name="need_to_know_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.post}"


class SubjectHead(BaseModel):
    """A head under which a department numbers its files: "A-11011", or "14" for a subject."""

    department = models.CharField(max_length=12)
    code = models.CharField(max_length=40)
    title = WordsField()
    retention = models.CharField(max_length=10, blank=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["department", "code"], name="subject_head_once")
        ]

    def __str__(self) -> str:
        return self.code


class NumberTemplate(BaseModel):
    """How a department writes the numbers of files of one scheme, for example "{head}/{serial}/{year}-{branch}"."""

    department = models.CharField(max_length=12)
    scheme = models.CharField(max_length=10, choices=File.Scheme)
    template = models.CharField(max_length=80)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["department", "scheme"], name="number_template_once")
        ]

    def __str__(self) -> str:
        return self.template
