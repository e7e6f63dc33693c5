"""Files that came with a form, read within a limit; what they are, the operation finds out."""

from django.http import HttpRequest
from django.utils.translation import gettext as _

from sanjha.eoffice.scans import LARGEST, Upload
from sanjha.kernel.errors import DomainError


def uploads_of(request: HttpRequest, name: str = "scans") -> list[Upload]:
    """The files of one control. Raises DomainError when one is far too large."""
    found = []
    for file in request.FILES.getlist(name):
        if file.size is None or file.size > LARGEST:
            raise DomainError(
                _("%(name)s is larger than %(most)s MB. Scan it with a lower resolution, or in parts.")
                % {"name": file.name, "most": LARGEST // 2**20},
                code="file-large",
                field=name,
            )
        found.append(Upload(file.name or "", file.read()))
    return found


def one_upload(request: HttpRequest, name: str = "scans") -> Upload:
    """The one file of a control. Raises DomainError when nothing was chosen."""
    found = uploads_of(request, name)
    if len(found) != 1:
        raise DomainError(_("Choose one file."), code="no-file", field=name)
    return found[0]
