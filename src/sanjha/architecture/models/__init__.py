"""Departments' applications that run elsewhere; comments and exceptions; tries to recover services of the house."""

from sanjha.architecture.models.exceptions import PolicyComment, PolicyException
from sanjha.architecture.models.outside import OutsideApplication
from sanjha.architecture.models.recovery import RecoveryTest

__all__ = ["OutsideApplication", "PolicyComment", "PolicyException", "RecoveryTest"]
