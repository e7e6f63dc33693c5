"""Departments' applications that run elsewhere; comments on the policy and exceptions from it."""

from sanjha.architecture.models.exceptions import PolicyComment, PolicyException
from sanjha.architecture.models.outside import OutsideApplication

__all__ = ["OutsideApplication", "PolicyComment", "PolicyException"]
