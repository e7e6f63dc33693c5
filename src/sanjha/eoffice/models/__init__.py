"""The nouns of the paperless office."""

from sanjha.eoffice.models.charge import ChargeList
from sanjha.eoffice.models.correspondence import CorrespondenceItem, Flag
from sanjha.eoffice.models.dak import Acknowledgement, FollowUp, IncomingMail
from sanjha.eoffice.models.desk import (
    Act,
    Clearance,
    DeskPowers,
    NeedToKnow,
    NumberTemplate,
    PersonalStaff,
    SubjectHead,
)
from sanjha.eoffice.models.draft import (
    Addressee,
    Addressees,
    Dispatch,
    DispatchEvent,
    Draft,
    DraftVersion,
    InsideLetter,
    Issue,
)
from sanjha.eoffice.models.file import File, Grading
from sanjha.eoffice.models.movement import Movement, Priority
from sanjha.eoffice.models.note import Note, SigningKey
from sanjha.eoffice.models.receipt import Receipt, Scan, Sender
from sanjha.eoffice.models.words import Signatory

__all__ = [
    "Acknowledgement",
    "Act",
    "Addressee",
    "Addressees",
    "ChargeList",
    "Clearance",
    "CorrespondenceItem",
    "DeskPowers",
    "Dispatch",
    "DispatchEvent",
    "Draft",
    "DraftVersion",
    "File",
    "Flag",
    "FollowUp",
    "Grading",
    "IncomingMail",
    "InsideLetter",
    "Issue",
    "Movement",
    "NeedToKnow",
    "Note",
    "NumberTemplate",
    "PersonalStaff",
    "Priority",
    "Receipt",
    "Scan",
    "Sender",
    "Signatory",
    "SigningKey",
    "SubjectHead",
]
