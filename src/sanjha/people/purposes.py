"""Why an officer may open the register itself: codes of purposes, each needing a grant of the exchange."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from sanjha.kernel.text import Text
from sanjha.ui.formatting import in_language


class OwnPurpose(TextChoices):
    """Purposes of the register's own pages. Other services come with the purposes of their own services."""

    ENQUIRY = "PEOPLE-ENQUIRY", _("Enquiry in a case before me")
    CORRECTION = "PEOPLE-CORRECTION", _("A person asks for a correction")
    GRIEVANCE = "PEOPLE-GRIEVANCE", _("Grievance of the person")
    COURT = "PEOPLE-COURT", _("Order of a court or authority")

    @property
    def text(self) -> Text:
        """The purpose in the three languages, as the citizen reads it in the log of readings."""
        return Text(*(in_language(self.label, language) for language in ("en", "pa", "hi")))


PAGES_CALL = ("people.v1/find", "people.v1/resident")
"""What the register's own pages call in the name of these purposes."""
