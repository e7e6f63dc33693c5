"""The way through the offices: whose turn it is, what was decided, what the applicant was asked."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sanjha.kernel.models import BaseModel
from sanjha.sewa.models.application import Application
from sanjha.sewa.models.words import WordsField


class Task(BaseModel):
    """One step in the tray of one post. Whoever holds the post does it; titles are kept as they were."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="tasks")
    step = models.CharField(max_length=48)
    number = models.PositiveSmallIntegerField()
    post = models.UUIDField()
    post_title = WordsField()
    office_code = models.CharField(max_length=40)
    office_name = WordsField()
    opened_at = models.DateTimeField()
    due_date = models.DateField()
    closed_at = models.DateTimeField(null=True)
    closed_by = models.UUIDField(null=True)
    outcome = models.CharField(max_length=20, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["application"],
                condition=Q(closed_at__isnull=True),
                name="one_open_task_per_application",
            ),
            models.UniqueConstraint(fields=["application", "number"], name="task_numbered_once"),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, outcome="") | Q(closed_at__isnull=False) & ~Q(outcome=""),
                name="task_closed_with_an_outcome",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["post", "due_date", "id"], name="task_inbox", condition=Q(closed_at__isnull=True)
            ),
            models.Index(fields=["post", "-closed_at"], name="task_done"),
            models.Index(fields=["office_code", "-opened_at"], name="task_by_office"),
        ]

    def __str__(self) -> str:
        return f"{self.step} #{self.number}"


class Decision(BaseModel):
    """One deed on an application that counts: append-only, with the officer's name and post as they were.

    `kind` is the kind of the definition's action, or one of the deeds outside the steps (SUBMIT, ANSWER, ...).
    `report` is the form that the officer filled in with it; `details` whatever else the deed settled.
    """

    class Kind(models.TextChoices):
        SUBMIT = "SUBMIT", _("Submitted")
        FORWARD = "FORWARD", _("Forwarded")
        VERIFY = "VERIFY", _("Verified")
        RECOMMEND = "RECOMMEND", _("Recommended")
        OBJECT = "OBJECT", _("Objection raised")
        ANSWER = "ANSWER", _("Objection answered")
        SEND_BACK = "SEND_BACK", _("Sent back")
        PERMIT_OBJECTION = "PERMIT_OBJECTION", _("Second objection permitted")
        REASSIGN = "REASSIGN", _("Moved to another post")
        APPROVE = "APPROVE", _("Approved")
        REJECT = "REJECT", _("Rejected")
        WITHDRAW = "WITHDRAW", _("Withdrawn")
        CLOSE = "CLOSE", _("Closed without an answer")
        ISSUE = "ISSUE", _("Document issued")
        REVOKE = "REVOKE", _("Document revoked")

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="decisions")
    task = models.OneToOneField(Task, on_delete=models.PROTECT, null=True, related_name="decision")
    step = models.CharField(max_length=48, blank=True)
    action = models.CharField(max_length=48)
    kind = models.CharField(max_length=20, choices=Kind)
    to_step = models.CharField(max_length=48, blank=True)
    post = models.UUIDField(null=True)
    officer = models.UUIDField(null=True)
    officer_name = WordsField()
    post_title = WordsField()
    office_name = WordsField()
    grounds = models.JSONField(default=list)
    reasons = models.TextField(blank=True)
    report = models.JSONField(default=dict)
    details = models.JSONField(default=dict)
    decided_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["application"],
                condition=Q(kind__in=["APPROVE", "REJECT", "WITHDRAW", "CLOSE"]),
                name="ended_once",
            ),
            models.UniqueConstraint(
                fields=["application"], condition=Q(kind="SUBMIT"), name="submitted_once"
            ),
            models.UniqueConstraint(fields=["application"], condition=Q(kind="ISSUE"), name="issued_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["application", "decided_at", "id"], name="decision_by_application"),
            models.Index(fields=["officer", "-decided_at"], name="decision_by_officer"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.decided_at:%d-%m-%Y}"


class Objection(BaseModel):
    """What the applicant was asked to mend, all at once. The legal clock stands from its day to the answer's."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="objections")
    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="objection")
    codes = models.JSONField()
    text = models.TextField(blank=True)
    raised_at = models.DateTimeField()
    answer_by = models.DateField()
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    lapsed_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["application"],
                condition=Q(answered_at__isnull=True, lapsed_at__isnull=True),
                name="one_open_objection_per_application",
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True) | Q(lapsed_at__isnull=True), name="answered_or_lapsed"
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["answer_by"],
                name="objection_waiting",
                condition=Q(answered_at__isnull=True, lapsed_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return f"{', '.join(self.codes)} by {self.answer_by:%d-%m-%Y}"
