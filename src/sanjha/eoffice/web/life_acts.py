"""The acts on a file that its page "Life of the file" offers: form, operation, and when it is offered."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from sanjha.eoffice.models import Act, File, FileLink, MigratedFile
from sanjha.eoffice.operations.attach_file import attach_file, detach_file
from sanjha.eoffice.operations.check_migrated import check_migrated
from sanjha.eoffice.operations.decide_closing import decide_closing
from sanjha.eoffice.operations.link_files import link_files, unlink_files
from sanjha.eoffice.operations.merge_part import merge_part
from sanjha.eoffice.operations.open_part import open_part, open_volume
from sanjha.eoffice.operations.propose_closing import propose_closing, propose_reopening
from sanjha.eoffice.operations.receive_paper import receive_paper
from sanjha.eoffice.queries.life import FileLife
from sanjha.eoffice.web import forms_life as forms
from sanjha.eoffice.web.acts_records import RECORD, SECRECY
from sanjha.eoffice.web.offer import Offer, never, without_file


def _here(life: FileLife) -> bool:
    return life.is_here and life.file.state == File.State.ACTIVE


def _part_of_main_elsewhere(life: FileLife) -> bool:
    return (
        life.file.kind == File.Kind.MAIN
        and life.file.state == File.State.ACTIVE
        and not life.is_here
        and life.may(Act.OPEN_FILE)
    )


def _decides(life: FileLife) -> bool:
    proposal = life.proposal
    return (
        proposal is not None
        and life.may(Act.APPROVE_CLOSE)
        and all(hand.signatory.officer != proposal.proposed_by.officer for hand in life.hands.values())
    )


def _checks(life: FileLife) -> bool:
    return life.migrated is not None and life.migrated.check_state == MigratedFile.Check.WAITING


BONDS = {
    "part": Offer(
        _("Open a part file"),
        _("The part file is open."),
        "bonds",
        open_part,
        _part_of_main_elsewhere,
        act=Act.OPEN_FILE,
    ),
    "volume": Offer(
        _("Open the next volume"),
        _("The next volume is open."),
        "bonds",
        open_volume,
        lambda life: _here(life) and life.file.kind != File.Kind.PART and life.may(Act.OPEN_FILE),
        act=Act.OPEN_FILE,
    ),
    "merge": Offer(
        _("Merge into the main file"),
        _("The part is merged into its main file."),
        "bonds",
        merge_part,
        lambda life: _here(life) and life.file.kind == File.Kind.PART,
    ),
    "attach": Offer(
        _("Attach to another file"),
        _("The file is attached and travels with the other."),
        "bonds",
        attach_file,
        _here,
        forms.NumberForm,
    ),
    "detach": Offer(
        _("Detach"),
        _("The file goes its own way again."),
        "bonds",
        detach_file,
        lambda life: life.is_here and life.file.state == File.State.ATTACHED,
    ),
    "link": Offer(
        _("Refer to a file"), _("The reference is entered."), "bonds", link_files, _here, forms.LinkForm
    ),
    "receive": Offer(
        _("Receive"),
        _("The paper file is received."),
        "bonds",
        receive_paper,
        lambda life: life.is_here and life.file.medium == File.Medium.PAPER and life.now.read_at is None,
    ),
    "check": Offer(
        _("Record the check"),
        _("The check is recorded."),
        "bonds",
        check_migrated,
        _checks,
        forms.CheckForm,
        act=Act.OPEN_FILE,
    ),
}
END = {
    "propose-closing": Offer(
        _("Propose to close"),
        _("The closing is proposed."),
        "end",
        propose_closing,
        lambda life: _here(life) and life.may(Act.PROPOSE_CLOSE),
        forms.ReasonForm,
        Act.PROPOSE_CLOSE,
    ),
    "propose-reopening": Offer(
        _("Propose to reopen"),
        _("The reopening is proposed."),
        "end",
        propose_reopening,
        lambda life: (
            life.file.state in {File.State.CLOSED, File.State.RECORDED}
            and life.proposal is None
            and life.may(Act.PROPOSE_CLOSE)
        ),
        forms.ReasonForm,
        Act.PROPOSE_CLOSE,
    ),
    "decide": Offer(
        _("Decide on the proposal"),
        _("The decision is recorded."),
        "end",
        without_file(decide_closing),
        _decides,
        forms.DecideForm,
        Act.APPROVE_CLOSE,
        lambda life: {"closing_id": life.proposal.pk if life.proposal else None},
    ),
}
HIDDEN = {
    "unlink": Offer(
        _("Take the reference away"),
        _("The reference is taken away."),
        "",
        without_file(unlink_files),
        never,
        forms.UnlinkForm,
    )
}
OFFERS: Mapping[str, Offer] = {**BONDS, **END, **RECORD, **SECRECY, **HIDDEN}
REFERENCES = {FileLink.Kind.SEE_ALSO, FileLink.Kind.PREVIOUS, FileLink.Kind.LATER}
