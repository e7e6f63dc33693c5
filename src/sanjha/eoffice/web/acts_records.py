"""The acts on a file that concern its record, its holds and its secrecy."""

from django.utils.translation import gettext_lazy as _

from sanjha.eoffice.models import Act, File
from sanjha.eoffice.operations.hold_file import hold_file, lift_hold
from sanjha.eoffice.operations.let_know import forget, let_know
from sanjha.eoffice.operations.record_file import record_file
from sanjha.eoffice.operations.regrade_file import regrade_file
from sanjha.eoffice.operations.review_record import review_record
from sanjha.eoffice.queries.life import FileLife
from sanjha.eoffice.web import forms_records as records
from sanjha.eoffice.web import forms_secrecy as secrecy
from sanjha.eoffice.web.offer import Offer, never, without_file


def _is_here(life: FileLife) -> bool:
    return life.is_here and life.file.state == File.State.ACTIVE


def _holds(life: FileLife) -> bool:
    return life.file.state != File.State.WEEDED and (life.may(Act.RECORD) or life.may(Act.APPROVE_CLOSE))


RECORD = {
    "record": Offer(
        _("Send to the record room"),
        _("The file is recorded."),
        "record",
        record_file,
        lambda life: life.file.state == File.State.CLOSED and life.may(Act.RECORD),
        records.RecordForm,
        Act.RECORD,
    ),
    "review": Offer(
        _("Enter a review"),
        _("The review is entered."),
        "record",
        review_record,
        lambda life: life.file.state == File.State.RECORDED and life.may(Act.RECORD),
        records.ReviewForm,
        Act.RECORD,
    ),
    "hold": Offer(
        _("Place a legal hold"),
        _("Nothing of the file is weeded while the hold stands."),
        "record",
        hold_file,
        _holds,
        records.HoldForm,
        Act.APPROVE_CLOSE,
    ),
    "lift": Offer(
        _("Lift the hold"), _("The hold is lifted."), "", without_file(lift_hold), never, records.LiftForm,
        Act.APPROVE_CLOSE,
    ),
}  # fmt: skip
SECRECY = {
    "regrade": Offer(
        _("Change the grading"), _("The grading is changed."), "secrecy", regrade_file, _is_here, secrecy.RegradeForm
    ),
    "know": Offer(
        _("Let a post read it"),
        _("The post stands on the list."),
        "secrecy",
        let_know,
        lambda life: life.is_here and life.file.grading > 0,
        secrecy.KnowForm,
    ),
    "forget": Offer(
        _("Take off the list"), _("The post is taken off the list."), "", without_file(forget), never,
        secrecy.ForgetForm,
    ),
}  # fmt: skip
