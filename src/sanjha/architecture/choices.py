"""How an application lives, where it runs, and how much hangs on it: for our own services and for departments' systems."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class LifeCycle(models.TextChoices):
    PLANNED = "PLANNED", _("Planned")
    PILOT = "PILOT", _("Pilot")
    LIVE = "LIVE", _("Live")
    SUNSET = "SUNSET", _("To be retired")
    RETIRED = "RETIRED", _("Retired")


class Hosting(models.TextChoices):
    STATE_CENTRE = "STATE_CENTRE", _("State data centre")
    NATIONAL_CLOUD = "NATIONAL_CLOUD", _("National government cloud")
    EMPANELLED_CLOUD = "EMPANELLED_CLOUD", _("Empanelled cloud provider")
    DEPARTMENT = "DEPARTMENT", _("Department's own server")
    VENDOR = "VENDOR", _("Supplier's server")
    UNDECIDED = "UNDECIDED", _("Not decided")


class Criticality(models.TextChoices):
    """What its standing still means: for citizens at once, for offices within a day, or for neither."""

    HIGH = "HIGH", _("High: citizens notice at once")
    MEDIUM = "MEDIUM", _("Medium: offices notice within a day")
    LOW = "LOW", _("Low: work goes on")
