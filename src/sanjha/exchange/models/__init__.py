"""Grants and readings, members, and what members ask for."""

from sanjha.exchange.models.grants import Grant, NamedPurpose, Reading, StandsFor
from sanjha.exchange.models.members import AccessToken, GrantMinute, Member, MemberChange
from sanjha.exchange.models.oversight import Conspicuous, Finding, Why
from sanjha.exchange.models.requests import AccessRequest

__all__ = [
    "AccessRequest",
    "AccessToken",
    "Conspicuous",
    "Finding",
    "Grant",
    "GrantMinute",
    "Member",
    "MemberChange",
    "NamedPurpose",
    "Reading",
    "StandsFor",
    "Why",
]
