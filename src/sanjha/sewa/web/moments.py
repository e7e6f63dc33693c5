"""The timeline of a case as the timeline component shows it: what happened, who has it, since when, what next."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from sanjha.kernel.text import Text
from sanjha.sewa.queries.history import Entry, Standing
from sanjha.sewa.queries.tracking import TrackedStep
from sanjha.ui.components import Moment, State


def moments_of(entries: Sequence[Entry], standing: Standing) -> list[Moment]:
    """For those who may see the case: with names, reasons and grounds."""
    done = [
        Moment(_titled(entry.label, entry.step), State.DONE, by=_by(entry), at=entry.at, note=_note(entry))
        for entry in entries
    ]
    return [*done, *_now_and_next(standing)]


def public_moments(steps: Sequence[TrackedStep], standing: Standing) -> list[Moment]:
    """For everybody who knows the number: posts and offices, no names, no reasons."""
    done = [
        Moment(_titled(step.label, step.step), State.DONE, by=_joined(step.post, step.office), at=step.at)
        for step in steps
    ]
    return [*done, *_now_and_next(standing)]


def _now_and_next(standing: Standing) -> list[Moment]:
    if not str(standing.step):
        return []
    now = Moment(
        standing.step,
        State.NOW,
        by=_joined(standing.holder, standing.office),
        at=standing.since,
        due=standing.due_date,
        tone="danger" if standing.is_late else "",
    )
    return [now, Moment(standing.next_step, State.NEXT)] if str(standing.next_step) else [now]


def _titled(label: Text, step: Text) -> str:
    return f"{step} – {label}" if str(step) else str(label)


def _joined(*parts: Text) -> str:
    return ", ".join(str(part) for part in parts if str(part))


def _by(entry: Entry) -> str:
    return _joined(entry.who, entry.post, entry.office)


def _note(entry: Entry) -> str:
    parts = [str(ground) for ground in entry.grounds]
    if entry.reasons:
        parts.append(entry.reasons)
    if str(entry.to_step):
        parts.append(_("To: %(step)s") % {"step": entry.to_step})
    return " · ".join(parts)
