"""The nouns of the paperless office."""

from sanjha.eoffice.models.correspondence import CorrespondenceItem, Flag
from sanjha.eoffice.models.desk import (
    Act,
    Clearance,
    DeskPowers,
    NeedToKnow,
    NumberTemplate,
    PersonalStaff,
    SubjectHead,
)
from sanjha.eoffice.models.file import File, Grading
from sanjha.eoffice.models.link import FileClosing, FileLink, MigratedFile, PaperBundle
from sanjha.eoffice.models.movement import Movement, Priority
from sanjha.eoffice.models.note import Note, SigningKey
from sanjha.eoffice.models.receipt import Receipt, Scan, Sender
from sanjha.eoffice.models.records import (
    ImportedArchive,
    LegalHold,
    RecordClass,
    RecordEntry,
    RecordReview,
    Requisition,
    RetentionRule,
    WeedingEntry,
    WeedingList,
)
from sanjha.eoffice.models.secrecy import CutOver, CutOverException, FileReading, Release
from sanjha.eoffice.models.words import Signatory

__all__ = [
    "Act",
    "Clearance",
    "CorrespondenceItem",
    "CutOver",
    "CutOverException",
    "DeskPowers",
    "File",
    "FileClosing",
    "FileLink",
    "FileReading",
    "Flag",
    "Grading",
    "ImportedArchive",
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
