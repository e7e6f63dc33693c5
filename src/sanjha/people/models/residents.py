"""Residents: their present facts for reading, and every fact ever given with its source and date."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sanjha.kernel.models import BaseModel
from sanjha.kernel.text import Text


class Relation(models.TextChoices):
    FATHER = "FATHER", _("Father")
    HUSBAND = "HUSBAND", _("Husband")
    MOTHER = "MOTHER", _("Mother")
    GUARDIAN = "GUARDIAN", _("Guardian")


class Gender(models.TextChoices):
    M = "M", _("Male")
    F = "F", _("Female")
    T = "T", _("Transgender")


class Area(models.TextChoices):
    RURAL = "RURAL", _("Rural")
    URBAN = "URBAN", _("Urban")


class Source(models.TextChoices):
    """Where a fact comes from."""

    APPLICATION = "APPLICATION", _("Told in an application")
    SELF = "SELF", _("Told by the person")
    DOCUMENT = "DOCUMENT", _("Read in a document")
    FIELD_REPORT = "FIELD_REPORT", _("Found in the field")
    CORRECTION = "CORRECTION", _("Corrected by an officer")
    IMPORT = "IMPORT", _("Taken over from another register")


class FactName(models.TextChoices):
    """What the register knows of a resident."""

    NAME = "NAME", _("Name")
    RELATIVE = "RELATIVE", _("Relative")
    BIRTH_DATE = "BIRTH_DATE", _("Date of birth")
    GENDER = "GENDER", _("Gender")
    MOBILE = "MOBILE", _("Mobile number")
    ADDRESS = "ADDRESS", _("Address")
    AADHAAR_LAST4 = "AADHAAR_LAST4", _("Last four digits of Aadhaar")


class Resident(BaseModel):
    """A resident as the newest facts say. The facts themselves, with sources and dates, are rows of `Fact`."""

    reference = models.CharField(max_length=30, unique=True)
    name_en = models.CharField(max_length=99)
    name_pa = models.CharField(max_length=99)
    name_hi = models.CharField(max_length=99, blank=True)
    relation = models.CharField(max_length=8, choices=Relation.choices)
    relative_en = models.CharField(max_length=99)
    relative_pa = models.CharField(max_length=99)
    relative_hi = models.CharField(max_length=99, blank=True)
    born_on = models.DateField()
    gender = models.CharField(max_length=1, choices=Gender.choices)
    mobile = models.CharField(max_length=10, blank=True)
    aadhaar_last4 = models.CharField(max_length=4, blank=True)
    aadhaar_reference = models.CharField(max_length=24, blank=True)
    """A random token in place of the number, to be handed to a vault of the authority; it says nothing by itself."""
    name_keys = ArrayField(models.CharField(max_length=120))
    relative_keys = ArrayField(models.CharField(max_length=120))
    match_key = models.CharField(max_length=64, blank=True)
    """Digest of what makes two entries one person (name as it sounds, birth date, gender, mobile); none without mobile."""
    recorded_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="merged", db_index=False
    )
    """The entry that is kept of one person's two; this one's id and reference stand for it."""

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["born_on"], name="resident_by_birth_date"),
            models.Index(
                fields=["merged_into"], name="resident_merged", condition=Q(merged_into__isnull=False)
            ),
            GinIndex(fields=["name_keys"], name="resident_by_name_key"),
            models.Index(fields=["mobile"], name="resident_by_mobile", condition=~Q(mobile="")),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(mobile="") | Q(mobile__regex=r"^[6-9][0-9]{9}$"), name="resident_mobile"
            ),
            models.CheckConstraint(
                condition=Q(aadhaar_last4="", aadhaar_reference="")
                | (Q(aadhaar_last4__regex=r"^[0-9]{4}$") & ~Q(aadhaar_reference="")),
                name="resident_four_digits_only",
            ),
            models.UniqueConstraint(
                fields=["match_key"],
                condition=~Q(match_key="") & Q(merged_into__isnull=True),
                name="resident_once",
            ),
            models.CheckConstraint(condition=Q(relation__in=Relation.values), name="resident_relation"),
            models.CheckConstraint(condition=Q(gender__in=Gender.values), name="resident_gender"),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def name(self) -> Text:
        return Text(self.name_en, self.name_pa, self.name_hi)

    @property
    def relative_name(self) -> Text:
        return Text(self.relative_en, self.relative_pa, self.relative_hi)


class ResidentAddress(models.Model):
    """Where a resident lives, as the newest fact says."""

    resident = models.OneToOneField(
        Resident, on_delete=models.PROTECT, primary_key=True, related_name="address"
    )
    house = models.CharField(max_length=100, blank=True)
    street = models.CharField(max_length=100, blank=True)
    area = models.CharField(max_length=5, choices=Area.choices)
    place = models.CharField(max_length=12)
    post_office = models.CharField(max_length=60, blank=True)
    pin = models.CharField(max_length=6, blank=True)
    since_year = models.PositiveSmallIntegerField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["place"], name="resident_address_by_place")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(pin="") | Q(pin__regex=r"^(14|15|16)[0-9]{4}$"), name="resident_pin"
            )
        ]

    def __str__(self) -> str:
        return f"{self.place} {self.pin}"


class Fact(BaseModel):
    """One fact about a resident as somebody gave it. Never changed; a newer one supersedes it."""

    resident = models.ForeignKey(Resident, on_delete=models.PROTECT, related_name="facts")
    name = models.CharField(max_length=14, choices=FactName.choices)
    value = models.JSONField()
    source = models.CharField(max_length=12, choices=Source.choices)
    case_number = models.CharField(max_length=120, blank=True)
    as_of = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=120)
    superseded_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["resident", "name"], condition=Q(superseded_at__isnull=True), name="fact_one_in_force"
            )
        ]
        indexes: ClassVar = [models.Index(fields=["resident", "-recorded_at"], name="fact_by_resident")]

    def __str__(self) -> str:
        return f"{self.name} of {self.resident_id}"


class RecordedRequest(models.Model):
    """A request to record facts that was carried out, so that sending it again changes nothing."""

    request_id = models.UUIDField(primary_key=True)
    resident = models.ForeignKey(Resident, on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64)
    recorded_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.request_id)
