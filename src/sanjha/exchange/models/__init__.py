"""Grants and readings, members, what members ask for, what they provide, and what they are told."""

from sanjha.exchange.models.grants import Grant, NamedPurpose, Reading, StandsFor
from sanjha.exchange.models.members import AccessToken, GrantDay, GrantMinute, HandedKey, Member, MemberChange
from sanjha.exchange.models.oversight import Conspicuous, Finding, Why
from sanjha.exchange.models.providers import Provider, ProviderTrouble
from sanjha.exchange.models.requests import AccessRequest
from sanjha.exchange.models.subscriptions import EventSubscription, KeptEvent, Progress

__all__ = [
    "AccessRequest",
    "AccessToken",
    "Conspicuous",
    "EventSubscription",
    "Finding",
    "Grant",
    "GrantDay",
    "GrantMinute",
    "HandedKey",
    "KeptEvent",
    "Member",
    "MemberChange",
    "NamedPurpose",
    "Progress",
    "Provider",
    "ProviderTrouble",
    "Reading",
    "StandsFor",
    "Why",
]
