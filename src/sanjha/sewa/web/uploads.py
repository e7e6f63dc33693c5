"""What a person uploaded, read within a limit; what it is, the operation finds out."""

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from sanjha.kernel.errors import DomainError

LARGEST = 12 * 1024 * 1024
"""Bytes. No definition may allow a larger paper; the service's own limit is checked with the content."""


def read_upload(file: object) -> tuple[str, bytes]:
    """Name and bytes of an uploaded file. Raises DomainError when nothing was chosen or it is far too large."""
    if not isinstance(file, UploadedFile) or not file.name:
        raise DomainError(_("Choose a file first."), code="no-file", field="file")
    if file.size is None or file.size > LARGEST:
        raise DomainError(
            _("The file is larger than %(most)s MB. Scan it with a lower resolution.")
            % {"most": LARGEST // 2**20},
            code="file-large",
            field="file",
        )
    return file.name, file.read()
