"""Why an officer may open the register itself: codes of purposes, each needing a grant of the exchange."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class OwnPurpose(TextChoices):
    """Purposes of the register's own pages. Other services come with the purposes of their own services."""

    ENQUIRY = "PEOPLE-ENQUIRY", _("Enquiry in a case before me")
    CORRECTION = "PEOPLE-CORRECTION", _("A person asks for a correction")
    GRIEVANCE = "PEOPLE-GRIEVANCE", _("Grievance of the person")
    COURT = "PEOPLE-COURT", _("Order of a court or authority")
