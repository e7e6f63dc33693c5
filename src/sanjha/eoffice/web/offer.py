"""What the page "Life of the file" offers: one act with its form, its operation, and when it is offered."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.functional import Promise

from sanjha.eoffice.models import Act
from sanjha.eoffice.queries.life import FileLife
from sanjha.eoffice.web import forms_life as forms
from sanjha.kernel.actors import Actor

Words = str | Promise


@dataclass(frozen=True)
class Offer:
    """One act. `act` is the power it needs, `when` whether the page offers it; `do` gets file, desk, actor and the form's values."""

    label: Words
    told: Words
    section: str
    do: Callable[..., Any]
    when: Callable[[FileLife], bool]
    form: type[forms.ActForm] = forms.NothingForm
    act: Act | None = None
    first: Callable[[FileLife], Mapping[str, Any]] = lambda _life: {}


def never(_life: FileLife) -> bool:
    """An act that stands beside a line of the page, not among the buttons."""
    return False


def without_file(operation: Callable[..., Any]) -> Callable[..., Any]:
    """For an operation that knows the file from what it is given."""

    def do(*, file_id: UUID, post: UUID, actor: Actor, **given: Any) -> Any:
        return operation(post=post, actor=actor, **given)

    return do
