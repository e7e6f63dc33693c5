"""The register of places and the calendars of working days."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sanjha.kernel.models import BaseModel
from sanjha.kernel.text import Text


class Place(BaseModel):
    """A district, tehsil, block, village or town, keyed by its official code (Local Government Directory, Census 2011).

    The codes of the district and the tehsil stand in every row, so that asking what lies within a place needs no
    join. The sort keys are computed when the row is written and compared byte by byte on every cluster.
    """

    class Kind(models.TextChoices):
        DISTRICT = "DISTRICT", _("District")
        TEHSIL = "TEHSIL", _("Tehsil")
        BLOCK = "BLOCK", _("Block")
        VILLAGE = "VILLAGE", _("Village")
        TOWN = "TOWN", _("Census town")
        OUTGROWTH = "OUTGROWTH", _("Outgrowth of a town")
        ULB = "ULB", _("Urban local body")

    class LocalBody(models.TextChoices):
        CORPORATION = "CORPORATION", _("Municipal Corporation")
        COUNCIL = "COUNCIL", _("Municipal Council")
        NAGAR_PANCHAYAT = "NAGAR_PANCHAYAT", _("Nagar Panchayat")
        CANTONMENT = "CANTONMENT", _("Cantonment Board")

    code = models.CharField(max_length=12, unique=True)
    kind = models.CharField(max_length=10, choices=Kind)
    name_en = models.CharField(max_length=100)
    name_pa = models.CharField(max_length=100, blank=True)
    name_hi = models.CharField(max_length=100, blank=True)
    parent = models.CharField(max_length=12, blank=True)
    district = models.CharField(max_length=12)
    tehsil = models.CharField(max_length=12, blank=True)
    lgd_code = models.CharField(max_length=8, blank=True)
    census_code = models.CharField(max_length=6, blank=True)
    hadbast = models.CharField(max_length=20, blank=True)
    short_code = models.CharField(max_length=3, blank=True)
    local_body = models.CharField(max_length=15, blank=True, choices=LocalBody)
    is_part = models.BooleanField(default=False)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    predecessor = models.CharField(max_length=12, blank=True)
    sort_en = models.CharField(max_length=100, db_collation="C")
    sort_pa = models.CharField(max_length=600, db_collation="C")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True)
                | Q(valid_to__isnull=True)
                | Q(valid_from__lt=F("valid_to")),
                name="place_valid_in_order",
            ),
            models.CheckConstraint(condition=~Q(name_en=""), name="place_has_a_name"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["tehsil", "kind", "sort_en"], name="place_in_tehsil"),
            models.Index(fields=["district", "kind", "sort_en"], name="place_in_district"),
            models.Index(fields=["kind", "sort_en"], name="place_by_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name_en}"

    @property
    def name(self) -> Text:
        return Text(self.name_en, self.name_pa, self.name_hi)


class PlaceWord(models.Model):
    """A word by which a place is found: folded, in any script; one that begins with "~" is a row of consonants."""

    pk = models.CompositePrimaryKey("place_id", "word")
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="words")
    word = models.CharField(max_length=100, db_collation="C")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["word", "place"], name="placeword_prefix")]

    def __str__(self) -> str:
        return self.word


class PlaceLoad(BaseModel):
    """One official file that changed the register: what it held and what it did."""

    kind = models.CharField(max_length=10)
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    created = models.PositiveIntegerField()
    changed = models.PositiveIntegerField()
    unchanged = models.PositiveIntegerField()
    loaded_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.file_name} {self.loaded_at:%d-%m-%Y}"


class Calendar(BaseModel):
    """The working days of one kind of office."""

    code = models.CharField(max_length=12, unique=True)
    name_en = models.CharField(max_length=80)
    name_pa = models.CharField(max_length=80, blank=True)
    name_hi = models.CharField(max_length=80, blank=True)

    def __str__(self) -> str:
        return self.code

    @property
    def name(self) -> Text:
        return Text(self.name_en, self.name_pa, self.name_hi)


class Status(models.TextChoices):
    """Whether a fact was compared with the gazette."""

    DRAFT = "DRAFT", _("Draft")
    VERIFIED = "VERIFIED", _("Verified")


class WeeklyOff(BaseModel):
    """A weekday on which the offices of a calendar are closed: every one (0) or the first to fifth of a month."""

    calendar = models.ForeignKey(Calendar, on_delete=models.PROTECT, related_name="weekly_offs")
    weekday = models.PositiveSmallIntegerField()
    nth = models.PositiveSmallIntegerField(default=0)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=200)
    status = models.CharField(max_length=8, choices=Status, default=Status.DRAFT)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["calendar", "weekday", "nth", "valid_from"], name="weeklyoff_once"
            ),
            models.CheckConstraint(condition=Q(weekday__lte=6, nth__lte=5), name="weeklyoff_in_range"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_from__lt=F("valid_to")),
                name="weeklyoff_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.calendar_id} {self.weekday}/{self.nth}"


class Holiday(BaseModel):
    """A day on which offices are closed: of one calendar or of all, in one district or in the whole state."""

    date = models.DateField()
    calendar = models.ForeignKey(
        Calendar, on_delete=models.PROTECT, null=True, blank=True, related_name="holidays", to_field="code"
    )
    district = models.CharField(max_length=12, blank=True)
    name_en = models.CharField(max_length=120)
    name_pa = models.CharField(max_length=120)
    name_hi = models.CharField(max_length=120)
    source = models.CharField(max_length=200)
    status = models.CharField(max_length=8, choices=Status, default=Status.DRAFT)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["date", "name_en", "calendar", "district"],
                condition=Q(removed_at__isnull=True),
                nulls_distinct=False,
                name="holiday_once",
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["date"], name="holiday_by_date", condition=Q(removed_at__isnull=True))
        ]

    def __str__(self) -> str:
        return f"{self.date:%d-%m-%Y} {self.name_en}"

    @property
    def name(self) -> Text:
        return Text(self.name_en, self.name_pa, self.name_hi)
