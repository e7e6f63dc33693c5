"""The system's own notes on the note sheet: which paper came to the file, with its serial and pages."""

import os
from datetime import datetime
from html import escape

from django.utils import translation
from django.utils.translation import gettext as _

from sanjha.eoffice import sealing
from sanjha.eoffice.models import CorrespondenceItem, Note, Signatory
from sanjha.eoffice.sealed import chain


def docket(
    item: CorrespondenceItem, author: Signatory, at: datetime, *, words: str = "", language: str = ""
) -> Note:
    """Docket the paper, "S.No. 23 (Receipt) p. 70-74/c", inside the caller's transaction that holds the file's row.

    `words` say it otherwise, in that `language`. It is chained like every note and bears no signature (CSMOP 2022, para
    25: docketing).
    """
    words = words or _docket_words(item)
    link = f"/eoffice/files/{item.file_id}/?page={item.page_from}"
    note = Note(
        file=item.file,
        kind=Note.Kind.DOCKET,
        language=language or (translation.get_language() or "en")[:2],
        body=f'<p><a href="{link}">{escape(words, quote=False)}</a></p>',
        text=words,
        author=author,
        written_at=at,
        salt=os.urandom(sealing.SALT_BYTES),
    )
    chain(note, at).save()
    return note


def _docket_words(item: CorrespondenceItem) -> str:
    pages = str(item.page_from) if item.page_from == item.page_to else f"{item.page_from}-{item.page_to}"
    return _("S.No. %(serial)s (%(kind)s) p. %(pages)s/c: %(title)s") % {
        "serial": item.serial,
        "kind": item.get_kind_display(),
        "pages": pages,
        "title": item.title,
    }
