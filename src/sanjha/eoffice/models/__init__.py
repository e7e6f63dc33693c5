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
from sanjha.eoffice.models.link import FileClosing, FileLink, MigratedFile, PaperBundle
from sanjha.eoffice.models.movement import Movement, Priority
from sanjha.eoffice.models.note import Note, SigningKey
from sanjha.eoffice.models.receipt import Receipt, Scan, Sender
from sanjha.eoffice.models.records import (
    LegalHold,
    RecordClass,
    RecordEntry,
    RecordReview,
    Requisition,
    RetentionRule,
)
from sanjha.eoffice.models.secrecy import CutOver, CutOverException, FileReading, Release
from sanjha.eoffice.models.weeding import ImportedArchive, WeedingEntry, WeedingList
from sanjha.eoffice.models.words import Signatory

__all__ = [
    "Acknowledgement",
    "Act",
    "Addressee",
    "Addressees",
    "ChargeList",
    "Clearance",
    "CorrespondenceItem",
    "CutOver",
    "CutOverException",
    "DeskPowers",
    "Dispatch",
    "DispatchEvent",
    "Draft",
    "DraftVersion",
    "File",
    "FileClosing",
    "FileLink",
    "FileReading",
    "Flag",
    "FollowUp",
    "Grading",
    "ImportedArchive",
    "IncomingMail",
    "InsideLetter",
    "Issue",
    "LegalHold",
    "MigratedFile",
    "Movement",
    "NeedToKnow",
    "Note",
    "NumberTemplate",
    "PaperBundle",
    "PersonalStaff",
    "Priority",
    "Receipt",
    "RecordClass",
    "RecordEntry",
    "RecordReview",
    "Release",
    "Requisition",
    "RetentionRule",
    "Scan",
    "Sender",
    "Signatory",
    "SigningKey",
    "SubjectHead",
    "WeedingEntry",
    "WeedingList",
]
