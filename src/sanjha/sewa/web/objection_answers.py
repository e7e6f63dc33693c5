"""What was sent in answer to an objection: papers are kept one by one, then the answer is given."""

from django.utils.translation import gettext as _

from sanjha.identity.contract import Request
from sanjha.kernel.errors import DomainError
from sanjha.sewa.operations.answer_objection import answer_objection
from sanjha.sewa.operations.attach_document import attach_document
from sanjha.sewa.web.objections import Answering
from sanjha.sewa.web.uploads import read_upload


def answer_posted(request: Request, answering: Answering) -> bool:
    """Take what was posted: the papers, and the answer itself (then it is done: True). Row buttons only change the page.

    Raises DomainError; `papers_wrong` then says which papers were refused or are missing. What came is kept.
    """
    _take_papers(request, answering)
    if any(key.startswith(("add:", "remove:", "refresh")) for key in request.POST):
        return False
    try:
        answer_objection(
            objection_id=answering.objection.pk,
            answer=answering.words,
            actor=request.actor,
            data=answering.data if answering.fields else None,
        )
    except DomainError as error:
        answering.papers_wrong = {
            wrong.path.partition(".")[2]: _("Add this paper.")
            for wrong in error.errors
            if wrong.path.startswith("documents.")
        }
        raise
    return True


def _take_papers(request: Request, answering: Answering) -> None:
    """Papers come in fields named "_paper-CODE"; each that is in order is kept, the first that is not is refused."""
    asked = {paper.document.code for paper in answering.documents()}
    refused: DomainError | None = None
    for name, file in request.FILES.items():
        code = name.removeprefix("_paper-")
        try:
            if code not in asked:
                raise DomainError(_("This paper was not asked for."), code="not-asked", field=name)
            original, content = read_upload(file)
            attach_document(
                case_id=answering.objection.application_id,
                document=code,
                name=original,
                content=content,
                actor=request.actor,
            )
        except DomainError as error:
            answering.papers_wrong[code[:48]] = error.message
            refused = error
    if refused is not None:
        raise refused
