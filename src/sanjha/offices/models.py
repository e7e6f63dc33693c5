"""The register of offices. Work belongs to a post; officers come and go by tenures."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sanjha.kernel.models import BaseModel
from sanjha.kernel.text import Text


class Department(BaseModel):
    """A department of the government. The code stands in public numbers and is never renamed."""

    code = models.CharField(max_length=12, unique=True)
    name_en = models.CharField(max_length=120)
    name_pa = models.CharField(max_length=120)
    name_hi = models.CharField(max_length=120)

    def __str__(self) -> str:
        return self.code

    @property
    def name(self) -> Text:
        return Text(self.name_en, self.name_pa, self.name_hi)


class Office(BaseModel):
    """An office of a department at a place; an office without a place serves the whole state."""

    class Kind(models.TextChoices):
        SECRETARIAT = "SECRETARIAT", _("Secretariat department")
        DIRECTORATE = "DIRECTORATE", _("Directorate")
        DC_OFFICE = "DC_OFFICE", _("Deputy Commissioner's office")
        SUBDIVISION = "SUBDIVISION", _("Sub-division")
        TEHSIL = "TEHSIL", _("Tehsil")
        SUB_TEHSIL = "SUB_TEHSIL", _("Sub-tehsil")
        PATWAR_CIRCLE = "PATWAR_CIRCLE", _("Patwar circle")
        SEWA_KENDRA = "SEWA_KENDRA", _("Sewa Kendra")
        BRANCH = "BRANCH", _("Branch")
        REGISTRY = "REGISTRY", _("Central registry")

    code = models.CharField(max_length=30, unique=True)
    kind = models.CharField(max_length=14, choices=Kind)
    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="offices")
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="offices"
    )
    name_en = models.CharField(max_length=120)
    name_pa = models.CharField(max_length=120)
    name_hi = models.CharField(max_length=120)
    address_en = models.CharField(max_length=200, blank=True)
    address_pa = models.CharField(max_length=200, blank=True)
    place = models.CharField(max_length=12, blank=True)
    is_active = models.BooleanField(default=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")), name="office_not_its_own_parent"
            )
        ]
        indexes: ClassVar = [models.Index(fields=["kind", "code"], name="office_by_kind")]

    def __str__(self) -> str:
        return self.code

    @property
    def name(self) -> Text:
        return Text(self.name_en, self.name_pa, self.name_hi)

    @property
    def address(self) -> Text:
        return Text(self.address_en, self.address_pa)


class Post(BaseModel):
    """A sanctioned post: what work is addressed to, whoever holds it."""

    code = models.CharField(max_length=40, unique=True)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="posts")
    designation = models.SlugField(max_length=40)
    title_en = models.CharField(max_length=120)
    title_pa = models.CharField(max_length=120)
    title_hi = models.CharField(max_length=120)
    superior = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="subordinates"
    )
    is_active = models.BooleanField(default=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(superior__isnull=True) | ~Q(superior=F("id")), name="post_not_its_own_superior"
            )
        ]
        indexes: ClassVar = [models.Index(fields=["designation", "code"], name="post_by_designation")]

    def __str__(self) -> str:
        return self.code

    @property
    def title(self) -> Text:
        return Text(self.title_en, self.title_pa, self.title_hi)


class PostJurisdiction(BaseModel):
    """A place that a post is responsible for; what lies within counts unless a nearer post has it.

    A place that was taken from the post keeps its row, with the moment.
    """

    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="jurisdiction")
    place = models.CharField(max_length=12)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["place", "post"], condition=Q(ended_at__isnull=True), name="jurisdiction_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.post_id} {self.place}"


class Officer(BaseModel):
    """A person in the service of the State, by the number of the human-resource system."""

    employee_no = models.CharField(max_length=20, unique=True)
    name_en = models.CharField(max_length=100)
    name_pa = models.CharField(max_length=100)
    mobile = models.CharField(max_length=10, blank=True)
    is_active = models.BooleanField(default=True)

    def __str__(self) -> str:
        return self.employee_no

    @property
    def name(self) -> Text:
        return Text(self.name_en, self.name_pa)


class Tenure(BaseModel):
    """An officer's time in a post: from the day charge was assumed to the day it was given up, that day excluded.

    A SUBSTANTIVE holder has the post as his own, an ADDITIONAL one looks after a vacant post beside his own. A LINK
    officer is named for good and acts whenever the holder is on leave and nobody was named for that leave. A
    LEAVE_ARRANGEMENT gives one post to somebody for a stated time of the holder's leave. Both act on no other day.
    """

    class Capacity(models.TextChoices):
        SUBSTANTIVE = "SUBSTANTIVE", _("Substantive")
        ADDITIONAL = "ADDITIONAL", _("Additional charge")
        LINK = "LINK", _("Link officer")
        LEAVE_ARRANGEMENT = "LEAVE_ARRANGEMENT", _("Leave arrangement")

    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="tenures")
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="tenures")
    capacity = models.CharField(max_length=17, choices=Capacity)
    from_date = models.DateField()
    to_date = models.DateField(null=True, blank=True)
    order_number = models.CharField(max_length=80)
    relief_order = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["post"],
                condition=Q(capacity="SUBSTANTIVE", to_date__isnull=True),
                name="tenure_one_holder_a_post",
            ),
            models.UniqueConstraint(
                fields=["officer"],
                condition=Q(capacity="SUBSTANTIVE", to_date__isnull=True),
                name="tenure_one_own_post_an_officer",
            ),
            models.UniqueConstraint(
                fields=["post", "capacity"],
                condition=Q(capacity__in=["ADDITIONAL", "LINK"], to_date__isnull=True),
                name="tenure_one_charge_a_post",
            ),
            models.CheckConstraint(
                condition=Q(to_date__isnull=True) | Q(from_date__lte=F("to_date")), name="tenure_in_order"
            ),
            models.CheckConstraint(
                condition=~Q(capacity="LEAVE_ARRANGEMENT") | Q(to_date__isnull=False),
                name="tenure_arrangement_ends",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["officer", "from_date"], name="tenure_of_officer"),
            models.Index(fields=["post", "from_date"], name="tenure_of_post"),
        ]

    def __str__(self) -> str:
        return f"{self.officer_id} {self.capacity} {self.post_id}"


class Leave(BaseModel):
    """An officer's leave, from its first day to the day of return, that day excluded.

    Meanwhile the officer holds nothing; the link officer named for the leave acts for every post held.
    """

    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="leaves")
    link_officer = models.ForeignKey(
        Officer, on_delete=models.PROTECT, null=True, blank=True, related_name="linked_leaves"
    )
    from_date = models.DateField()
    back_on = models.DateField()
    order_number = models.CharField(max_length=80)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(from_date__lte=F("back_on")), name="leave_in_order"),
            models.CheckConstraint(
                condition=Q(link_officer__isnull=True) | ~Q(link_officer=F("officer")),
                name="leave_linked_to_another",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["officer", "back_on"], name="leave_of_officer"),
            models.Index(fields=["link_officer", "back_on"], name="leave_of_link"),
        ]

    def __str__(self) -> str:
        return f"{self.officer_id} {self.from_date:%d-%m-%Y}"
