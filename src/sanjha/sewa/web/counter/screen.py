"""What every screen of the counter shows around its middle: the counter, its drafts, the figures of the day."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sanjha.kernel.actors import Actor
from sanjha.kernel.errors import Message
from sanjha.sewa.models import Draft
from sanjha.sewa.operations.preview_draft import Preview
from sanjha.sewa.pinned import definition_of
from sanjha.sewa.queries.counter import counter_day
from sanjha.sewa.queries.drafts import drafts_of
from sanjha.sewa.web.checklist import checklist_of
from sanjha.ui.components import State, Step

PLACES = (_("Service"), _("Applicant"), _("Documents, fee & receipt"))
LANGUAGES = (("pa", "ਪੰਜਾਬੀ"), ("hi", "हिन्दी"), ("en", "English"))
"""In which the applicant is told what happens."""


def screen(actor: Actor, *, draft: Draft | None = None) -> dict[str, Any]:
    """The context of the counter's frame."""
    post = actor.holding("counter_operator", "kendra_supervisor")
    return {
        "post": post,
        "day": counter_day(actor),
        "drafts": [
            (each, definition_of(each.service_version).names, named(each))
            for each in drafts_of(actor, most=8)
        ],
        "draft": draft,
    }


def beside(
    actor: Actor, preview: Preview, problems: Mapping[str, Message] | None = None, *, at_papers: bool = False
) -> dict[str, Any]:
    """The context of the column beside the form: papers, fee and what the receipt will say."""
    return {
        "draft": preview.draft,
        "preview": preview,
        "definition": preview.examined.definition,
        "checklist": checklist_of(preview.documents, problems),
        "post": actor.holding("counter_operator"),
        "applicant": named(preview.draft),
        "applicant_pa": named(preview.draft, "name_pa"),
        "languages": LANGUAGES,
        "at_papers": at_papers,
    }


def named(draft: Draft, key: str = "name_en") -> str:
    """The name typed so far, by which the operator knows the draft again."""
    applicant = draft.data.get("applicant")
    return str(applicant.get(key) or "") if isinstance(applicant, dict) else ""


def ways(draft: Draft, at: int) -> list[Step]:
    """The steps of the counter with where the draft stands; those before can be gone back to."""
    addresses = [reverse("sewa:counter"), reverse("sewa:counter-draft", args=[draft.pk]), ""]
    states = [State.DONE] * at + [State.NOW] + [State.NEXT] * (len(PLACES) - at - 1)
    return [
        Step(label, state, url=url if state is State.DONE else "")
        for label, state, url in zip(PLACES, states, addresses, strict=True)
    ]
