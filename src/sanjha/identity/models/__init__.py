"""Rows of identity: accounts, their proofs, their sign-ins, and the messages sent to their phones."""

from sanjha.identity.models.account import Account, RecoveryCode, SecondFactor
from sanjha.identity.models.messages import OutgoingSms, PhoneMessage
from sanjha.identity.models.signing_in import OneTimeCode, SignIn, Throttle

__all__ = [
    "Account",
    "OneTimeCode",
    "OutgoingSms",
    "PhoneMessage",
    "RecoveryCode",
    "SecondFactor",
    "SignIn",
    "Throttle",
]
