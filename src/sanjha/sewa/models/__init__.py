"""The nouns of the service counter."""

from sanjha.sewa.models.application import Application
from sanjha.sewa.models.draft import Attachment, AttachmentOpening, Draft
from sanjha.sewa.models.fee import FeeLine, FeeReceipt, OnlinePayment
from sanjha.sewa.models.issue import Delivery, IssuedCertificate, IssueTrouble
from sanjha.sewa.models.notice import Notice
from sanjha.sewa.models.register import FactCorrectedSince, RegisteredApplicant, RegisteredPerson
from sanjha.sewa.models.service import Channel, ServiceVersion
from sanjha.sewa.models.work import Decision, Objection, Task

__all__ = [
    "Application",
    "Attachment",
    "AttachmentOpening",
    "Channel",
    "Decision",
    "Delivery",
    "Draft",
    "FactCorrectedSince",
    "FeeLine",
    "FeeReceipt",
    "IssueTrouble",
    "IssuedCertificate",
    "Notice",
    "Objection",
    "OnlinePayment",
    "RegisteredApplicant",
    "RegisteredPerson",
    "ServiceVersion",
    "Task",
]
